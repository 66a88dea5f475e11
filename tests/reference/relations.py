"""Trust and grievance, and what working together does to partnerships."""

from __future__ import annotations

from coopsim.world import ledger as book
from reference.diary import NOBODY, Diary, Event
from reference.objects import Dyad, Partnership, Society

# A partnership with less depth than this lapses.
PAPER = 0.05


def states_learn_trust(society: Society, diary: Diary, step: int) -> None:
    """Forget a little, then learn from the help and the refusals of this step."""
    p = society.parameters
    scale = p["trust"]
    for dyad in society.dyads():
        note_arrival(diary, step, dyad)
    if scale <= 0.0:
        return
    for dyad in society.dyads():
        forget(society, dyad)
    for dyad in society.dyads():
        good = scale * dyad.credit
        bad = scale * (p["trust.refusal_weight"] * dyad.refused)
        learn(dyad.opposite, good, bad)
        tell_others(society, dyad, good, bad)
        wronged, anger = dyad.opposite, min(1.0, scale * dyad.betrayed)
        wronged.grievance += (1.0 - wronged.grievance) * anger
    for dyad in society.dyads():
        dyad.trust = dyad.evidence_for / (dyad.evidence_for + dyad.evidence_against)


def note_arrival(diary: Diary, step: int, dyad: Dyad) -> None:
    """Write down that help of the holder has arrived at the other."""
    if dyad.credit > 0.0:
        diary.events.append(
            Event(
                step, book.HELP_ARRIVED, dyad.holder.row, dyad.other.row, NOBODY, dyad.credit,
                book.TIME,
            )
        )  # fmt: skip


def forget(society: Society, dyad: Dyad) -> None:
    """Move evidence towards its prior, add the goodwill of partnerships, let anger fade."""
    p = society.parameters
    keep = 1.0 - p["trust.memory_loss"]
    prior_for = p["trust.prior_strength"] * dyad.trust_prior
    prior_against = p["trust.prior_strength"] * (1.0 - dyad.trust_prior)
    goodwill = p["trust"] * dyad.goodwill
    dyad.evidence_for = prior_for + (dyad.evidence_for - prior_for) * keep + goodwill
    dyad.evidence_against = prior_against + (dyad.evidence_against - prior_against) * keep
    dyad.grievance *= keep


def learn(dyad: Dyad, good: float, bad: float) -> None:
    """Add to what the holder remembers of the other."""
    dyad.evidence_for += good
    dyad.evidence_against += bad


def tell_others(society: Society, deed: Dyad, good: float, bad: float) -> None:
    """Let those who know both sides learn about the doer from what it did to the victim."""
    for towards_witness in deed.holder.towards.values():
        witness = towards_witness.other
        feels_for_victim = witness.towards.get(deed.other.row)
        if feels_for_victim is not None:
            heard = society.parameters["trust.visibility"] * feels_for_victim.affinity
            learn(towards_witness.opposite, heard * good, heard * bad)


def partnerships_deepen(society: Society, diary: Diary, step: int) -> None:
    """Let both sides learn each other's ways, and partnerships deepen as they are paid for."""
    p = society.parameters
    if p["diplomacy"] <= 0.0:
        return
    for dyad in society.dyads():
        gain = p["diplomacy"] * p["diplomacy.contact_gain"] * dyad.contact
        loss = p["diplomacy.rotation"] * dyad.competence
        change = gain * (1.0 - dyad.competence) - loss
        dyad.competence = min(1.0, max(0.0, dyad.competence + change))
    for dyad in society.dyads():
        for partnership in dyad.partnerships:
            if dyad.holder.row < dyad.other.row and partnership.depth > 0.0:
                deepen(society, diary, step, dyad, partnership)


def deepen(society: Society, diary: Diary, step: int, dyad: Dyad, partnership: Partnership) -> None:
    """Move depth to where the poorer side's money and both agendas let it go, or let it lapse."""
    pace = min(1.0, society.parameters["diplomacy"] * partnership.kind.deepening)
    paid = min(dyad.holder.upkeep_paid, dyad.other.upkeep_paid)
    # What binds in full goes as far as both want the same, what does not goes all the way.
    discord = 1.0 - min(dyad.affinity, dyad.opposite.affinity)
    harmony = 1.0 - partnership.kind.legal_weight * discord
    depth = partnership.depth + pace * (paid * harmony - partnership.depth)
    if depth < PAPER:
        diary.events.append(
            Event(
                step, book.LAPSED, dyad.holder.row, dyad.other.row, partnership.kind.row, depth,
                book.ESTRANGED if harmony < paid else book.UNPAID,
            )
        )  # fmt: skip
        society.tallies.ended += 1.0
        depth = 0.0
    partnership.depth = depth


def add_up_partnerships(society: Society) -> None:
    """Work out what the partnerships of each pair come to, and what they cost each state."""
    for state in society.states:
        a_year = 0.0
        for dyad in state.towards.values():
            a_year += add_up_pair(society, dyad)
        state.upkeep = a_year * society.months / 12.0


def add_up_pair(society: Society, dyad: Dyad) -> float:
    """Find the strongest duty and the widest sharing, add up the rest; return a year's cost."""
    ties = [partnership for partnership in dyad.partnerships if partnership.depth > 0.0]
    dyad.obligation = max([0.0, *(tie.depth * tie.kind.obligation for tie in ties)])
    dyad.sharing = max([0.0, *(tie.depth * tie.kind.sharing for tie in ties)])
    fellows = dyad.fellowship if society.parameters["institutions"] > 0.0 else 0.0
    dyad.channel = max([fellows, *(tie.kind.channel for tie in ties)])
    contact, goodwill, cost = 0.0, 0.0, 0.0
    for tie in ties:
        contact += tie.depth * tie.kind.contact
        goodwill += tie.depth * tie.kind.goodwill
        cost += tie.kind.upkeep_busd
    dyad.contact = min(1.0, contact)
    dyad.goodwill = goodwill * society.months
    return cost
