"""What makes each shipped case the case that it is: a variant against the case itself."""

from __future__ import annotations

import pytest

from cases_shipped.paired import beyond, differences

# Case, variant, metric, sign of the difference that theory says, smallest mean difference.
VARIANTS = [
    pytest.param("five-eyes", "no-sharing", "information", -1, 0.3, id="eyes: less is known"),
    pytest.param("five-eyes", "no-sharing", "attributed_share", -1, 0.1, id="eyes: later"),
    pytest.param("five-eyes", "no-sharing", "damage_busd", +1, 10.0, id="eyes: more damage"),
    pytest.param("five-eyes", "no-preparing", "damage_busd", +1, 10.0, id="eyes: unprepared"),
    pytest.param("five-eyes", "leaks", "damage_busd", +1, 0.1, id="eyes: secrets that leak"),
    pytest.param("asean", "recaap", "open_need_busd", -1, 0.1, id="asean: shared information"),
    pytest.param(
        "african-union", "twice-the-logistics", "help_delay_months", -1, 0.5, id="au: lift"
    ),
    pytest.param(
        "african-union", "twice-the-logistics", "averted_busd", +1, 0.02, id="au: in time"
    ),
    pytest.param("african-union", "standby-force", "help_delay_months", -1, 0.5, id="au: standby"),
    pytest.param("african-union", "more-will", "honour_rate", +1, 0.02, id="au: will binds"),
    pytest.param(
        "us-china-dialogue", "no-dialogue", "inadvertent_crises", +1, 1.0, id="talks: calm"
    ),
    pytest.param(
        "us-china-dialogue", "no-dialogue", "threat_perception", +1, 0.005, id="talks: clear"
    ),
    pytest.param("delian-league", "no-tribute", "exits", -1, 2.0, id="delos: tribute breeds exit"),
    pytest.param("delian-league", "no-tribute", "resentment", -1, 0.05, id="delos: resented"),
    pytest.param("delian-league", "persia-stays", "exits", -1, 0.5, id="delos: danger binds"),
    pytest.param("cold-war", "no-nato", "seats", -1, 4.0, id="cold war: seats"),
    pytest.param("cold-war", "from-nothing", "deterred_attempts", -1, 2.0, id="cold war: deterred"),
]


@pytest.mark.parametrize(("name", "variant", "metric", "sign", "smallest"), VARIANTS)
def test_a_variant_pushes_the_way_that_theory_says(
    name: str, variant: str, metric: str, sign: int, smallest: float
) -> None:
    assert beyond(differences(name, metric, None, variant), sign, smallest)


def test_more_will_does_not_speed_up_help_that_lacks_lift() -> None:
    slower = differences("african-union", "help_delay_months", None, "more-will")
    faster = differences("african-union", "help_delay_months", None, "twice-the-logistics")
    assert min(slower) > max(faster)
    assert not beyond(slower, -1, 0.0)
