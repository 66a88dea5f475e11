"""Organisations that are not states: relief and industry."""
