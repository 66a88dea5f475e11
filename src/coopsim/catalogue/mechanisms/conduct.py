"""Law and reputation: compliance, monitoring, restraint, provocation."""
