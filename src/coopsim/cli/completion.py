"""What the shell offers when Tab is pressed. A failure must offer nothing, not an error."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from coopsim.errors import CoopsimError


def scenario_files(incomplete: str) -> list[str]:
    """Offer the shipped scenarios; with none of them the shell offers files."""
    from coopsim.scenario.shelves import shipped_names

    return _beginning(shipped_names(), incomplete)


def experiment_files(incomplete: str) -> list[str]:
    """Offer the shipped experiments; with none of them the shell offers files."""
    from coopsim.scenario.shelves import EXPERIMENTS, shipped_names

    return _beginning(shipped_names(EXPERIMENTS), incomplete)


def mechanism_names(incomplete: str) -> list[str]:
    """Offer the mechanisms."""
    from coopsim.catalogue import mechanisms  # noqa: F401 -- importing it fills the registry
    from coopsim.catalogue.registry import MECHANISMS

    return _beginning(MECHANISMS, incomplete)


def terms(incomplete: str) -> list[str]:
    """Offer what `coopsim explain` knows: names, and paths once a dot was typed."""
    from coopsim.cli.entries import entries

    known = entries()
    names = {each.path if "." in incomplete else each.name for each in known}
    return _beginning(names, incomplete)


def variant_names(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the variants of the scenario that was typed already."""
    from coopsim.scenario.layers import read_layers
    from coopsim.scenario.shelves import find

    # A line that ends in a flag without its value is not parsed to its end.
    source = context.params.get("source") or next(iter(context.args), None)
    try:
        variants = read_layers(find(source)).variants if source else {}
    except CoopsimError:
        return []
    return _beginning(variants, incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))
