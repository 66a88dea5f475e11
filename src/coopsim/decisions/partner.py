"""Whether a partnership is worth it: security, agendas, and what they cost.

The gain of state i from a partnership of kind t with j is the sum of these terms:

    security    security_weight x security_t x min(belief_i, belief_j) x strength of j x trust
    agenda      agenda_weight x (affinity - 1/2)
    friction  - coordination_t x drag
    autonomy  - autonomy_t x strength of j                                   (Morrow 1991)
    grievance - grievance of i against j
    upkeep    - upkeep_t / i's diplomacy budget
    sovereignty - sovereignty_cost x sovereignty of i x legal_weight_t
    reassurance security_weight x rivalry x strength of j x (calm_t + restraint_t)
    reputation - reputation_weight x legal_weight_t x (1 - reliability of j)
    patronage   scale x bid x closest contact of j with a rival of i

The common danger is that of the threat which both fear most; strength of j is its share of
their two military budgets. Rivals gain from what calms them: calm counts with ``channels`` and
restraint with ``restraint``, each times its scale, at most 1; rivalry is that of
``phases.rivals``. Each state forms the partnership iff its gain exceeds
hurdle x legal_weight x (1 + regime distance) - noise x logistic luck: ratification is
harder for binding ties and between unlike regimes (Putnam 1988). It leaves iff its gain
falls below minus that hurdle, the same luck added: what binds is costly to break.

Luck stands for what the model does not see of two states, such as a common past. It is drawn
once for each state, partner and kind, and lasts: ties differ for good in what is not measured
(Beck and Katz 2001). That a tie stands at the start says something of it: there the luck, with
a uniform draw u, is

    least + (1 - least) x u,    least = 1 / (1 + exp((gain + hurdle) / noise))

with gain and hurdle (and what leaving costs) of the start, so that no state would leave at once
what it is seen to keep.
"""

from __future__ import annotations

from typing import NamedTuple

from coopsim.catalogue.mechanisms.conduct import COMPLIANCE_ON, REPUTATION_WEIGHT
from coopsim.catalogue.mechanisms.cooperation import CHANNELS_ON, RESTRAINT_ON
from coopsim.catalogue.mechanisms.core import AGENDA_WEIGHT, HURDLE, SECURITY_WEIGHT
from coopsim.catalogue.mechanisms.politics import SOVEREIGNTY_COST, SOVEREIGNTY_ON
from coopsim.catalogue.mechanisms.rivalry import BID, PATRONAGE_ON
from coopsim.compilation import inlined_kernel
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import partnership as ps
from coopsim.world.world import Numbers


class Prospect(NamedTuple):
    """Describe a possible partner as one state sees it.

    Attributes:
        danger: Belief about the threat that both fear most, [0, 1].
        strength: The partner's share of their two military budgets, [0, 1].
        trust: Trust in the partner, [0, 1].
        affinity: Agenda affinity with it, [0, 1].
        drag: Drag of cultural friction between them.
        grievance: Grievance against it, [0, 1].
        regime_distance: Difference of the regimes, [0, 1].
        budget: The state's own diplomacy budget, billion USD a year.
        sovereignty: How jealous its public is of sovereignty, [0, 1].
        rivalry: How much it sees a rival in the partner, [0, 1].
        reliability: Share of its obligations that the partner is expected to meet, [0, 1].
        courted: How closely the partner works with a rival of the state, [0, 1].
    """

    danger: float
    strength: float
    trust: float
    affinity: float
    drag: float
    grievance: float
    regime_distance: float
    budget: float
    sovereignty: float
    rivalry: float
    reliability: float
    courted: float


@inlined_kernel
def weigh_tie(
    kinds: Numbers, parameters: Numbers, prospect: Prospect, t: int
) -> tuple[float, float, float, float, float, float, float, float, float, float]:
    """Return the terms of a partnership of kind t, in the order of ``ledger.TIE_TERMS``."""
    protection = prospect.danger * prospect.strength * prospect.trust
    cost = kinds[ps.UPKEEP, t] / prospect.budget if prospect.budget > 0.0 else 1.0
    doubt = parameters[COMPLIANCE_ON] * parameters[REPUTATION_WEIGHT]
    jealousy = parameters[SOVEREIGNTY_ON] * parameters[SOVEREIGNTY_COST] * prospect.sovereignty
    calm = min(1.0, parameters[CHANNELS_ON]) * kinds[co.KIND_CALM, t]
    bound = min(1.0, parameters[RESTRAINT_ON]) * kinds[co.KIND_RESTRAINT, t]
    fear = parameters[SECURITY_WEIGHT] * prospect.rivalry * prospect.strength
    return (
        parameters[SECURITY_WEIGHT] * kinds[ps.SECURITY, t] * protection,
        parameters[AGENDA_WEIGHT] * (prospect.affinity - 0.5),
        -kinds[ps.COORDINATION, t] * prospect.drag,
        -kinds[ps.AUTONOMY_COST, t] * prospect.strength,
        -prospect.grievance,
        -cost,
        -jealousy * kinds[ps.LEGAL_WEIGHT, t],
        fear * (calm + bound),
        -doubt * kinds[ps.LEGAL_WEIGHT, t] * (1.0 - prospect.reliability),
        parameters[PATRONAGE_ON] * parameters[BID] * prospect.courted,
    )


@inlined_kernel
def hurdle(kinds: Numbers, parameters: Numbers, prospect: Prospect, t: int) -> float:
    """Return the gain that a partnership of kind t must bring to be ratified."""
    binding = parameters[HURDLE] * kinds[ps.LEGAL_WEIGHT, t]
    return binding * (1.0 + prospect.regime_distance)
