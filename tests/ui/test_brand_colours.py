"""An organisation's own colour: what can be read of it, in both themes."""

import pytest

from ui.brand_colours import brand_colours, contrast, problem

BLUE, GREEN, WINE = "#1e4fb0", "#0b6e4f", "#7a1f3d"


def test_contrast_is_that_of_wcag() -> None:
    assert [contrast("#000000", "#ffffff"), contrast("#ffffff", "#ffffff")] == [21.0, 1.0]
    assert round(contrast(BLUE, "#ffffff"), 1) == 7.5, "as the guide to the look has measured it"


@pytest.mark.parametrize(
    ("colour", "why"),
    [
        ("blue", "“blue” is no colour: six hexadecimal digits are needed, as in #1e4fb0."),
        ("#12345g", "“#12345g” is no colour: six hexadecimal digits are needed, as in #1e4fb0."),
        ("#ffcc00", "White on it has a contrast of 1.5, and 4.5 is the least that people can read."),
        ("#737373", "It on the page has a contrast of 4.4, and 4.5 is the least that people can read."),
        (BLUE, ""),
    ],
)
def test_problem(colour: str, why: str) -> None:
    assert (problem(colour), brand_colours(colour) is None) == (why, bool(why))


@pytest.mark.parametrize("colour", [BLUE, GREEN, WINE, "#000000", "#ff0000".replace("ff", "c4"), "#3a3a00"])
def test_brand_colours_can_be_read_in_both_themes(colour: str) -> None:
    found = brand_colours(colour)
    assert found is not None
    light, dark = ({name: pair[theme] for name, pair in found.tokens.items()} for theme in (0, 1))
    for theme, ink, surface in ((light, "#182032", "#ffffff"), (dark, "#e8ebf1", "#171c25")):
        assert contrast(theme[""], surface) >= 4.5, "links"
        assert contrast(theme["-fill"], surface) >= 3, "the edge of a button"
        assert contrast("#ffffff", theme["-fill"]) >= 4.5, "its words"
        assert contrast("#ffffff", theme["-hover"]) >= 4.5, "its words below the pointer"
        assert contrast(ink, theme["-tint"]) >= 7, "what is selected"


def test_brand_colours_of_none() -> None:
    assert brand_colours("") is None


def test_stylesheet_takes_the_place_of_the_built_in_tokens() -> None:
    found = brand_colours(GREEN)
    assert found is not None
    first, second, *_others = found.stylesheet().splitlines()
    assert (first, second[:42]) == (":root, [data-bs-theme] {", "  --mp-cobalt: var(--mp-light, #0b6e4f) va")
