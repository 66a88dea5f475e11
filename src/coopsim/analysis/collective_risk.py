"""The collective-risk dilemma without chance: the exact Markov chain of who is ready to give.

Where all states imitate by the same numbers, the count k of those ready to give is a chain that
moves by one at a time. Of Z states one reconsiders, and with T(k) = (k / Z) x ((Z - k) / Z):

    up(k) = (1 - mutation) x T(k) / (1 + exp(-selection x (f_C - f_D))) + mutation x (Z - k) / Z
    down(k) = (1 - mutation) x T(k) / (1 + exp(selection x (f_C - f_D))) + mutation x k / Z

Its stationary distribution follows from p(k + 1) / p(k) = up(k) / down(k + 1); group achievement
is the mean, over it, of the chance that a group picked by lot is safe (Santos and Pacheco 2011).
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

from coopsim.errors import Fault, InputError
from coopsim.scenario import Scenario

RULE = "imitation"
MECHANISM = "provision"


def group_achievement(scenario: Scenario) -> float:
    """Return the exact group achievement of a scenario in the long run, in [0, 1].

    Raises:
        InputError: Its states do not all imitate by the same numbers, there is no common good,
            or nothing ever changes for want of mutation.
    """
    _check(scenario)
    n, good, manner = (
        len(scenario.states),
        scenario.mechanisms[MECHANISM].parameters,
        manner_of(scenario),
    )
    steps = [moves(k, n, good, manner) for k in range(n + 1)]
    # In logarithms, since the chances of far states may be smaller than any number.
    odds = [math.log(up) - math.log(down) for (up, _), (_, down) in pairwise(steps)]
    weights = list(accumulate(odds, initial=0.0))
    most = max(weights)
    shares = [math.exp(weight - most) for weight in weights]
    group = min(int(good["group_size"]), n)
    safe = [_at_least(good["group_threshold"], group, k, n) for k in range(n + 1)]
    return sum(p * a for p, a in zip(shares, safe, strict=True)) / sum(shares)


def manner_of(scenario: Scenario) -> dict[str, float]:
    """Return by which numbers the states of a scenario imitate."""
    chosen = scenario.decision_of(scenario.states[0])
    return {"selection": chosen.selection, "mutation": chosen.mutation}


def moves(k: int, n: int, good: dict[str, float], manner: dict[str, float]) -> tuple[float, float]:
    """Return the chances that one more, and one fewer, is ready after one reconsiders."""
    mutation, meeting, gap = manner["mutation"], (k / n) * ((n - k) / n), 0.0
    if 0 < k < n:
        gap = _payoff(1, k - 1, n, good) - _payoff(0, k, n, good)
    pull = manner["selection"] * gap
    up = (1.0 - mutation) * meeting * _copies(pull) + mutation * (n - k) / n
    down = (1.0 - mutation) * meeting * _copies(-pull) + mutation * k / n
    return up, down


def _copies(pull: float) -> float:
    # Of the smaller of the two chances: exp overflows on the other side.
    odds = math.exp(-abs(pull))
    return (1.0 if pull >= 0.0 else odds) / (1.0 + odds)


def _payoff(ready: int, others: int, n: int, good: dict[str, float]) -> float:
    group = min(int(good["group_size"]), n)
    safe = _at_least(good["group_threshold"] - ready, group - 1, others, n - 1)
    kept = safe + (1.0 - good["risk"]) * (1.0 - safe)
    return good["endowment"] * (kept - good["cost"] * ready)


def _at_least(least: float, picked: int, ready: int, n: int) -> float:
    """Return the chance of at least so many ready states among those picked of n."""
    ways = (
        math.comb(ready, j) * math.comb(n - ready, picked - j)
        for j in range(picked + 1)
        if j >= least
    )
    return sum(ways) / math.comb(n, picked)


def _check(scenario: Scenario) -> None:
    faults = []
    choices = [scenario.decision_of(each) for each in scenario.states]
    if any(each.rule != RULE or each != choices[0] for each in choices):
        message = "the exact chain needs states that all imitate by the same numbers"
        faults.append(Fault(None, "decision", message, "write decision: {rule: imitation}"))
    elif choices[0].mutation <= 0.0:
        message = "the exact chain needs a mutation above 0"
        faults.append(Fault(None, "decision.mutation", message))
    if scenario.mechanisms[MECHANISM].scale <= 0.0:
        message = "the exact chain needs a common good"
        faults.append(Fault(None, f"mechanisms.{MECHANISM}", message, f"write {MECHANISM}: on"))
    if faults:
        raise InputError(faults)
