"""Facts about a pair of states that follow from what each of them is."""

from __future__ import annotations

import math

from coopsim.scenario.schema import State

EARTH_RADIUS_KM = 6371.0


def distance_km(one: State, other: State) -> float:
    """Return the great-circle distance of the capitals in km (haversine formula)."""
    lat_1, lat_2 = math.radians(one.latitude), math.radians(other.latitude)
    half_lat = 0.5 * (lat_2 - lat_1)
    half_lon = 0.5 * math.radians(other.longitude - one.longitude)
    chord = math.sin(half_lat) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(half_lon) ** 2
    return 2.0 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def friction(one: State, other: State) -> float:
    """Return the share of language, military customs and procedures not in common, [0, 1].

    Only dyadic facts count: each of the three is shared or not. What a state leaves empty
    is shared with nobody.
    """
    language = bool(set(one.languages) & set(other.languages))
    customs = bool(one.customs) and one.customs == other.customs
    procedures = bool(one.procedures) and one.procedures == other.procedures
    return (3.0 - language - customs - procedures) / 3.0
