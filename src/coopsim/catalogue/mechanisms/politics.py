"""Domestic politics: opinion, elections, ratification."""
