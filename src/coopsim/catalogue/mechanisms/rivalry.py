"""Threat actors: rivals that can be deterred, groups that look for weak targets."""
