"""How a state chooses: one rule a file."""
