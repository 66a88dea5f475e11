"""Ask why things happened, and what would have happened otherwise."""
