"""Figures of results: tables in, a plotly Figure out, and nothing else.

Titles, units and definitions are the metric registry's; colours and fonts are ``theme``'s.
"""
