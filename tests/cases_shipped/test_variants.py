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
    pytest.param("allies-1942", "war-goes-on", "partnerships", +1, 1.0, id="allies: danger holds"),
    pytest.param("allies-1942", "like-regimes", "formed", +1, 3.0, id="allies: unlike regimes"),
    pytest.param("allies-1942", "no-common-enemy", "formed", -1, 1.0, id="allies: common enemy"),
    pytest.param(
        "partnership-for-peace", "dialogue-only", "interoperability", -1, 0.1, id="pfp: they fit"
    ),
    pytest.param(
        "partnership-for-peace", "dialogue-only", "help_effect", -1, 0.01, id="pfp: works"
    ),
    pytest.param(
        "partnership-for-peace", "no-exchanges", "help_delay_months", +1, 0.03, id="pfp: liaison"
    ),
    pytest.param("partnership-for-peace", "with-a-promise", "seats", -1, 1.0, id="pfp: no need"),
    pytest.param("kfor", "no-mission", "open_need_busd", +1, 0.3, id="kfor: forces calm"),
    pytest.param("kfor", "jealous-host", "grievance", +1, 0.002, id="kfor: welcome worn out"),
    pytest.param("kfor", "no-mandate", "averted_busd", -1, 0.5, id="kfor: mandate"),
    pytest.param("un-missions", "no-missions", "open_need_busd", +1, 3.0, id="un: blue helmets"),
    pytest.param("un-missions", "no-missions", "damage_busd", +1, 1.0, id="un: damage"),
    pytest.param("un-missions", "no-pooled-budget", "averted_busd", -1, 0.2, id="un: budget"),
    pytest.param("france-germany", "buying-alone", "unit_cost", +1, 0.1, id="fr-de: cheaper"),
    pytest.param("france-germany", "buying-alone", "order_months", -1, 1.0, id="fr-de: slower"),
    pytest.param("france-germany", "buying-with-spain", "unit_cost", -1, 0.1, id="fr-de: third"),
    pytest.param("france-germany", "treaty-only", "help_effect", -1, 0.005, id="fr-de: brigade"),
    pytest.param("uk-france", "no-treaties", "interoperability", -1, 0.01, id="uk-fr: they fit"),
    pytest.param("uk-france", "no-treaties", "technology_passed", -1, 0.05, id="uk-fr: shared"),
    pytest.param("uk-france", "no-treaties", "help_effect", -1, 0.003, id="uk-fr: joint force"),
    pytest.param("uk-france", "strict-licences", "technology_passed", -1, 0.02, id="uk-fr: law"),
    pytest.param("us-japan", "no-alliance", "attempts", +1, 2.0, id="us-jp: deterred"),
    pytest.param("us-japan", "no-alliance", "averted_busd", -1, 2.0, id="us-jp: relief"),
    pytest.param("us-japan", "no-bases", "help_delay_months", +1, 0.1, id="us-jp: on the spot"),
    pytest.param("nato-russia", "talks-go-on", "inadvertent_crises", -1, 1.0, id="nato-ru: talks"),
    pytest.param("nato-russia", "no-battalions", "alarm", -1, 0.005, id="nato-ru: alarm"),
    pytest.param("nato-russia", "no-alliance", "attempts", +1, 2.0, id="nato-ru: deterred"),
    pytest.param("gulf", "no-accords", "damage_busd", +1, 0.5, id="gulf: accords"),
    pytest.param("gulf", "all-share", "damage_busd", -1, 2.0, id="gulf: warned"),
    pytest.param("gulf", "no-council", "strikes", +1, 3.0, id="gulf: council deters"),
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
