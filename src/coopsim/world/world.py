"""The state of the world: blocks of numbers, and nothing else.

Rows are positions, never identities: draws are keyed by the stable ids in the ``*_key``
arrays, so that the order of rows carries no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coopsim.catalogue.registry import n_parameters
from coopsim.catalogue.rule_registry import MAX_NUMBERS
from coopsim.catalogue.rules import HELP_TERMS
from coopsim.errors import CoopsimError
from coopsim.world.blocks import (
    attacker,
    dyad,
    institution,
    organisation,
    partnership,
    state,
    tally,
    threat,
)
from coopsim.world.fields import fields_of, height_of

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

# Steps of arrival that are kept apart; help slower than SLOTS - 2 steps is cut to that delay.
SLOTS = 16
# So many edges are taken at a time where several rows belong together: few enough for their rows
# to stay in the near memory of a processor, and all there are of thirty states.
BAND = 1024
# Rows of `edges`: from state, to state, the edge of the same pair in the other direction,
# and the two states' keys in rising order, the same for both directions.
FROM, TO, MIRROR, LOW_KEY, HIGH_KEY = range(5)
# Rows of `agendas`: position in [-1, 1], salience in [0, 1], and salience in normal times.
POSITION, SALIENCE, NORMAL = range(3)
# First row of `learning`: number of the rule of trust; then its numbers.
TRUST_RULE, FIRST_NUMBER = range(2)
# Rows of `shipments`: acts of help on their way along an edge.
CREDIT = 0


@dataclass(frozen=True, slots=True)
class Size:
    """Count what the world holds."""

    states: int
    edges: int
    kinds: int
    institutions: int
    threats: int
    planned: int
    issues: int
    attackers: int = 0
    organisations: int = 0


class World(NamedTuple):
    """Hold the blocks: S states, E edges, T kinds of partnership, I institutions, H threats.

    Attributes:
        states: ``[field, S]``, see ``blocks.state``.
        agendas: ``[POSITION | SALIENCE | NORMAL, issue, S]``.
        dyads: ``[field, E]``, see ``blocks.dyad``; edges of one state stand together.
        edges: ``[FROM | TO | MIRROR | LOW_KEY | HIGH_KEY, E]`` rows of states, the opposite edge,
            and the two stable ids in rising order; edges of one state rise by column.
        row_start: ``[S + 1]`` first edge of each state; the last entry is E.
        kinds: ``[field, T]`` attributes of the kinds of partnership.
        partnerships: ``[field, T, E]``, see ``blocks.partnership``.
        institutions: ``[field, I]``.
        seats: ``[field, I, S]``.
        mandates: ``[field, I, H, S]``.
        threats: ``[field, H]``.
        plan: ``[field, N]`` planned strikes, by step.
        impacts: ``[field, H, S]``.
        transit: ``[SLOTS, H, S]`` effective help on its way, by step of arrival modulo SLOTS.
        shipments: ``[SLOTS, E]`` acts of help on their way along each edge, likewise.
        tallies: ``[field]`` sums over the present step.
        rules: ``[S]`` number of the rule by which each state decides.
        code: ``[S]`` where its own rule is in the memory of this process; 0 if it has none.
        manners: ``[S, number]`` the numbers of that rule, see ``catalogue.rules``.
        learning: ``[1 + number]`` the rule of trust, and its numbers.
        parameters: scales of mechanisms and their parameters, see ``catalogue.mechanisms``.
        attackers: ``[field, A]``, see ``blocks.attacker``.
        aims: ``[field, A, S]``.
        organisations: ``[field, O]`` relief organisations, see ``blocks.organisation``.
        services: ``[field, O, S]``.
        clock: ``[1]`` length of a step in months.
        luck: ``[2]`` the key of all draws of this run.
        state_key, kind_key, institution_key, threat_key, attacker_key: stable ids of rows.
        scratch, lists: ``[5 | 4, width]`` room for intermediate numbers and rows; no meaning.
    """

    states: Numbers
    agendas: Numbers
    dyads: Numbers
    edges: Rows
    row_start: Rows
    kinds: Numbers
    partnerships: Numbers
    institutions: Numbers
    seats: Numbers
    mandates: Numbers
    threats: Numbers
    plan: Numbers
    impacts: Numbers
    transit: Numbers
    shipments: Numbers
    tallies: Numbers
    attackers: Numbers
    aims: Numbers
    organisations: Numbers
    services: Numbers
    rules: Rows
    code: Rows
    manners: Numbers
    learning: Numbers
    parameters: Numbers
    clock: Numbers
    luck: Rows
    state_key: Rows
    kind_key: Rows
    institution_key: Rows
    threat_key: Rows
    attacker_key: Rows
    scratch: Numbers
    lists: Rows


def allocate(size: Size) -> World:
    """Make a world of the given size, all numbers zero."""
    s, e, t = size.states, size.edges, size.kinds
    i, h = size.institutions, size.threats
    # Long enough for all pairs with all kinds of partnership, for a bit for each pair, and for
    # the terms of a decision.
    width = max(e * max(1, t), s * (s // 32 + 1), len(HELP_TERMS))
    return World(
        states=np.zeros((height_of(state.BLOCK), s)),
        agendas=np.zeros((3, size.issues, s)),
        dyads=np.zeros((height_of(dyad.BLOCK), e)),
        edges=np.zeros((5, e), dtype=np.int64),
        row_start=np.zeros(s + 1, dtype=np.int64),
        kinds=np.zeros((height_of(partnership.KIND), t)),
        partnerships=np.zeros((height_of(partnership.BLOCK), t, e)),
        institutions=np.zeros((height_of(institution.BLOCK), i)),
        seats=np.zeros((height_of(institution.SEAT), i, s)),
        mandates=np.zeros((height_of(institution.MANDATE), i, h, s)),
        threats=np.zeros((height_of(threat.BLOCK), h)),
        plan=np.zeros((height_of(threat.PLAN), size.planned)),
        impacts=np.zeros((height_of(threat.IMPACT), h, s)),
        transit=np.zeros((SLOTS, h, s)),
        shipments=np.zeros((SLOTS, e)),
        tallies=np.zeros(height_of(tally.BLOCK)),
        attackers=np.zeros((height_of(attacker.BLOCK), size.attackers)),
        aims=np.zeros((height_of(attacker.AIM), size.attackers, s)),
        organisations=np.zeros((height_of(organisation.BLOCK), size.organisations)),
        services=np.zeros((height_of(organisation.SERVICE), size.organisations, s)),
        rules=np.zeros(s, dtype=np.int64),
        code=np.zeros(s, dtype=np.int64),
        manners=np.zeros((s, MAX_NUMBERS)),
        learning=np.zeros(1 + MAX_NUMBERS),
        parameters=np.zeros(n_parameters()),
        clock=np.ones(1),
        luck=np.zeros(2, dtype=np.int64),
        state_key=np.zeros(s, dtype=np.int64),
        kind_key=np.zeros(t, dtype=np.int64),
        institution_key=np.zeros(i, dtype=np.int64),
        threat_key=np.zeros(h, dtype=np.int64),
        attacker_key=np.zeros(size.attackers, dtype=np.int64),
        scratch=np.zeros((5, width)),
        lists=np.zeros((4, width), dtype=np.int64),
    )


def copy(world: World) -> World:
    """Copy every block."""
    return World._make(block.copy() for block in world)


FIELDS_IN = {
    "states": state.BLOCK,
    "dyads": dyad.BLOCK,
    "kinds": partnership.KIND,
    "partnerships": partnership.BLOCK,
    "institutions": institution.BLOCK,
    "seats": institution.SEAT,
    "mandates": institution.MANDATE,
    "threats": threat.BLOCK,
    "plan": threat.PLAN,
    "impacts": threat.IMPACT,
    "tallies": tally.BLOCK,
    "attackers": attacker.BLOCK,
    "aims": attacker.AIM,
    "organisations": organisation.BLOCK,
    "services": organisation.SERVICE,
}
# Rounding may carry a share a hair past its bound.
TOLERANCE = 1e-9


def check(world: World) -> None:
    """Check every number against the declared bounds of its field.

    Raises:
        CoopsimError: A number is out of bounds, NaN or infinite; names the field and the value.
    """
    for name, block in FIELDS_IN.items():
        for field in fields_of(block):
            row = getattr(world, name)[field.index]
            wrong = ~(np.isfinite(row) & (row >= field.low - TOLERANCE))
            wrong |= row > field.high + TOLERANCE
            if np.any(wrong):
                value = np.atleast_1d(row)[np.atleast_1d(wrong)][0]
                raise CoopsimError(
                    f"{block}.{field.name} is {value}, outside [{field.low}, {field.high}]"
                )
