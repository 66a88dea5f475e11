from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.errors import Fault, InputError
from coopsim.scenario.layers import read_layers, spelled_out
from unit.scenario.samples import node, told, write


def faults_of(path: Path) -> list[str]:
    return [told(fault).replace(f"{path.parent}/", "") for fault in read_layers(path).faults]


def test_a_file_lies_over_the_one_that_it_extends(tmp_path: Path) -> None:
    write(tmp_path, "steps: 5\nseed: 1\nstates: [{id: A, n: 1}]\n", "low/base.yaml")
    text = "extends: low/base.yaml\nseed: 2\nstates: {A: {n: 2}}\n"
    assert read_layers(write(tmp_path, text)).root.plain() == {
        "steps": 5,
        "seed": 2,
        "states": [{"id": "A", "n": 2}],
    }


def test_tables_are_named_as_seen_from_the_file_that_names_them(tmp_path: Path) -> None:
    write(tmp_path, "id,n\nA,1\nB,1\n", "low/states.csv")
    write(tmp_path, "tables: {states: states.csv}\n", "low/base.yaml")
    write(tmp_path, "id,n\nB,2\n", "more.csv")
    text = "extends: low/base.yaml\ntables: {states: more.csv}\n"
    layers = read_layers(write(tmp_path, text))
    assert layers.faults == []
    assert layers.root.plain() == {"states": [{"id": "A", "n": 1}, {"id": "B", "n": 2}]}


def test_variants_are_inherited_and_replaced_by_name(tmp_path: Path) -> None:
    base = "steps: 5\nvariants:\n  long: {steps: 50, seed: 1}\n  short: {steps: 2}\n"
    write(tmp_path, base, "base.yaml")
    text = "extends: base.yaml\nvariants:\n  long: {steps: 100}\n  own: {steps: 7}\n"
    layers = read_layers(write(tmp_path, text))
    assert {name: layers.choose(name, []).plain() for name in layers.variants} == {
        "long": {"steps": 100},
        "short": {"steps": 2},
        "own": {"steps": 7},
    }
    assert layers.root.plain() == {"steps": 5}


def test_a_variant_says_where_its_values_came_from(tmp_path: Path) -> None:
    path = write(tmp_path, "steps: 5\nseed: 1\nvariants: {long: {steps: 50}}\n")
    root = read_layers(path).choose("long", [])
    assert isinstance(root.value, dict)
    assert root.value["steps"].origin == "variant long"
    assert root.value["seed"].origin == "s.yaml:2"


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("variants: {long: {}, short: {}}", "lon", 'did you mean "long"?'),
        ("variants: {long: {}, short: {}}", "zzz", "there are: long, short"),
        ("steps: 5", "long", "the scenario has no variants"),
        ("variants:", "long", "the scenario has no variants"),
    ],
)
def test_an_unknown_variant_is_told(tmp_path: Path, text: str, name: str, hint: str) -> None:
    layers = read_layers(write(tmp_path, text))
    faults: list[Fault] = []
    assert layers.choose(name, faults) is layers.root
    assert faults == [Fault(None, "--variant", f'no variant "{name}"', hint)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("variants: [long]", "1:11 variants: must hold variants by name ()"),
        ("variants: {long: 5}", "1:18 variants.long: must hold overrides by key ()"),
        ("variants: {long: }", "1:18 variants.long: must hold overrides by key ()"),
        (
            "extends: [a.yaml]",
            "1:10 extends: must be the name of a scenario or of a file beside this one ()",
        ),
        ("extends: other.yaml", '1:10 extends: other.yaml: no such file (did you mean "s.yaml"?)'),
        (
            "extends: no-such-one",
            '1:10 extends: no shipped scenario "no-such-one" (a file needs its .yaml)',
        ),
        ("extends: s.yaml", "1:10 extends: the files extend each other in a circle ()"),
    ],
)
def test_broken_layers_are_told(tmp_path: Path, text: str, fault: str) -> None:
    assert faults_of(write(tmp_path, text)) == [fault]


def test_longer_circles_are_found(tmp_path: Path) -> None:
    write(tmp_path, "extends: ./s.yaml\n", "other.yaml")
    (fault,) = read_layers(write(tmp_path, "extends: other.yaml\n")).faults
    assert fault.message == "the files extend each other in a circle"
    assert fault.place is not None
    assert Path(fault.place.file).name == "other.yaml"


def test_too_many_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    for i in range(6):
        write(tmp_path, f"extends: l{i + 1}.yaml\n", f"l{i}.yaml")
    last = write(tmp_path, "steps: 5\n", "l6.yaml")
    assert read_layers(tmp_path / "l1.yaml").faults == []
    (fault,) = read_layers(tmp_path / "l0.yaml").faults
    assert fault.message == "more than 5 files that extend each other"
    assert last.exists()


def test_faults_of_an_extended_file_keep_their_place(tmp_path: Path) -> None:
    write(tmp_path, "steps: 1\nsteps: 2\n", "base.yaml")
    (fault,) = read_layers(write(tmp_path, "extends: base.yaml\n")).faults
    assert fault.place is not None
    assert (Path(fault.place.file).name, fault.place.line) == ("base.yaml", 2)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        read_layers(write(tmp_path, ""))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("mechanisms: {trust: off}", {"mechanisms": {"trust": {"scale": "off"}}}),
        ("mechanisms: {trust: 0.5}", {"mechanisms": {"trust": {"scale": 0.5}}}),
        ("mechanisms: {trust: {a: 1}}", {"mechanisms": {"trust": {"a": 1}}}),
        ("mechanisms: {trust: null}", {"mechanisms": {"trust": None}}),
        ("mechanisms: 5", {"mechanisms": 5}),
        (
            "dyads: {A-B: {trust: 1}, B-C: 5}",
            {"dyads": [{"from": "A", "to": "B", "trust": 1}, 5]},
        ),
        ("dyads: {'0': {trust: 1}}", {"dyads": {"0": {"trust": 1}}}),
        ("steps: 5", {"steps": 5}),
    ],
)
def test_short_forms_are_written_out(short: str, full: dict[str, object]) -> None:
    assert spelled_out(node(short)).plain() == full
