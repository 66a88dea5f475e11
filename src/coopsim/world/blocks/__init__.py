"""Blocks of the world, one module each: the index constants of their rows."""
