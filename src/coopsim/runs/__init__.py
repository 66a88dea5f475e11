"""Run a scenario, keep what happened, and store it."""
