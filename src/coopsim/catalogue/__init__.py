"""What exists in the model: mechanisms with their parameters, and kinds as data."""
