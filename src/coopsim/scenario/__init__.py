"""Scenarios: from the file that a person writes to a complete, frozen description of a world."""

from coopsim.scenario.overrides import read_settings
from coopsim.scenario.resolving import check, load
from coopsim.scenario.schema import Scenario

__all__ = ["Scenario", "check", "load", "read_settings"]
