"""Seats in institutions: further fields of a seat and of an institution."""
