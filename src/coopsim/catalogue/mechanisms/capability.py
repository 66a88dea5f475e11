"""What states can do: capacity building, technology, industry, procurement, export rules."""
