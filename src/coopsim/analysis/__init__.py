"""What a run shows beyond its tables: why it went as it did."""
