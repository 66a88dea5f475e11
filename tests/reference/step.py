"""One step of the world, agent by agent."""

from __future__ import annotations

from reference.budgets import states_budget
from reference.diary import Diary
from reference.imitation import imitators_reconsider
from reference.logistics import damage_is_done
from reference.objects import Society, Tallies
from reference.partnering import partners_choose
from reference.perception import states_perceive
from reference.provision import states_provide
from reference.relations import add_up_partnerships, partnerships_deepen, states_learn_trust
from reference.response import states_respond
from reference.threats import threats_come


def take_step(society: Society, step: int) -> Diary:
    """Advance a society by one step, in place; return what happened."""
    diary = Diary()
    # First, since a society may have been changed between two steps.
    add_up_partnerships(society)
    society.tallies = Tallies()
    threats_come(society, diary, step)
    states_perceive(society, step)
    for state in society.states:
        state.opposition = state.new_government = 0.0
    states_budget(society)
    imitators_reconsider(society, diary, step)
    states_provide(society, diary, step)
    states_respond(society, diary, step)
    damage_is_done(society, step)
    states_learn_trust(society, diary, step)
    partnerships_deepen(society, diary, step)
    partners_choose(society, diary, step)
    add_up_partnerships(society)
    return diary
