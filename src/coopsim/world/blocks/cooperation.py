"""Working together: further fields of a pair and of a kind of partnership."""
