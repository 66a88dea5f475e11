"""What states can do: further fields of a state."""
