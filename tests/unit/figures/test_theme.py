from __future__ import annotations

import plotly.graph_objects as go
import pytest

from coopsim.figures.theme import DARK, FONT, LIGHT, THEMES, Theme, dressed, see_through

EACH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
# WCAG 2.2: text needs 4.5 to 1 against its ground.
CONTRAST = 4.5
# Viénot, Brettel and Mollon 1999: what is left of linear red, green and blue to those who lack
# the cones for red, and for green.
PROTANOPE = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTERANOPE = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def linear(colour: str) -> list[float]:
    """Return red, green and blue as amounts of light."""
    parts = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, eye: tuple[tuple[float, ...], ...]) -> list[float]:
    light = linear(colour)
    left = (max(0.0, sum(w * x for w, x in zip(row, light, strict=True))) for row in eye)
    # Back to even steps for the eye.
    return [part ** (1.0 / 2.2) for part in left]


@EACH
def test_text_can_be_read(theme: Theme) -> None:
    # Labels at the ends of lines have the colours of the lines.
    colours = (theme.ink, theme.faint, *theme.series)
    assert [c for c in colours if contrast(c, theme.paper) < CONTRAST] == []
    assert contrast(theme.ink, theme.paper) > contrast(theme.faint, theme.paper)
    assert contrast(theme.faint, theme.paper) > contrast(theme.edge, theme.paper) > 1.5


@EACH
@pytest.mark.parametrize("eye", [PROTANOPE, DEUTERANOPE], ids=["protanope", "deuteranope"])
def test_the_colour_blind_can_tell_neighbours_apart(
    theme: Theme, eye: tuple[tuple[float, ...], ...]
) -> None:
    colours = [seen(colour, eye) for colour in theme.series[:3]]
    for place, one in enumerate(colours):
        for other in colours[place + 1 :]:
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.15


def test_colours_are_used_in_turn() -> None:
    assert LIGHT.colour(0) == LIGHT.series[0]
    assert LIGHT.colour(len(LIGHT.series)) == LIGHT.series[0]
    assert len(set(LIGHT.series)) == len(LIGHT.series)


def test_a_colour_can_be_seen_through() -> None:
    assert see_through("#0072b2", 0.5) == "rgba(0,114,178,0.5)"


@EACH
def test_a_figure_takes_the_colours_of_its_page(theme: Theme) -> None:
    figure = dressed(go.Figure(go.Scatter(x=[1], y=[1])), theme)
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.paper
    assert figure.layout.font.family == FONT
    assert figure.layout.yaxis.gridcolor == theme.rule
    assert figure.layout.xaxis.showgrid is False
    assert THEMES[theme.name] is theme
