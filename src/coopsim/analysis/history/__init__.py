"""How close the model's histories come to the historical record, and to what needs no model."""
