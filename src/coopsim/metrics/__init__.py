"""What is measured after every step: one registry, and compiled code that fills it."""
