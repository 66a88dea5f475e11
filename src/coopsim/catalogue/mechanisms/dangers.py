"""What threats do besides striking: warning, attribution, escalation, compounding."""
