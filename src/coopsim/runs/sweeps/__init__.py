"""Many runs: planned, computed by whatever executor, stored as they come, and summed up."""
