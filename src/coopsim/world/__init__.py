"""The state of the world and the record of what happens in it."""
