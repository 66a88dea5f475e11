"""What the shell offers when Tab is pressed. A failure must offer nothing, not an error."""

from __future__ import annotations

import typer

from coopsim.errors import CoopsimError


def scenario_files(incomplete: str) -> list[str]:
    """Offer the shipped scenarios; with none of them the shell offers files."""
    from coopsim.scenario.shelves import shipped_names

    return _beginning(shipped_names(), incomplete)


def mechanism_names(incomplete: str) -> list[str]:
    """Offer the mechanisms."""
    from coopsim.catalogue import mechanisms  # noqa: F401 -- importing it fills the registry
    from coopsim.catalogue.registry import MECHANISMS

    return _beginning(MECHANISMS, incomplete)


def variant_names(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the variants of the scenario that was typed already."""
    from coopsim.scenario.layers import read_layers
    from coopsim.scenario.shelves import find

    source = context.params.get("source")
    try:
        variants = read_layers(find(source)).variants if source else {}
    except CoopsimError:
        return []
    return _beginning(variants, incomplete)


def _beginning(names: object, incomplete: str) -> list[str]:
    assert isinstance(names, list | dict)
    return sorted(name for name in names if name.startswith(incomplete))
