"""Simulate how states co-operate against shared threats."""
