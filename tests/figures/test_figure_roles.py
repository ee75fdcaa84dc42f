"""Roles, parts and repeats settled over releases whose layout and figures are made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from figure_marks import as_params
from figures_by_hand import figure_at, layout_of, lexicon

from opledger.figures.lexicon import Lexicon
from opledger.figures.roles import settle_roles

Figure = dict[str, Any]

LEAD = (
    ("headline", "A ring of phone thieves is broken up"),
    ("paragraph", "In the sweep 144 people were arrested."),
    ("paragraph", "It took place at night."),
)


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


def settle(
    words: Lexicon, lines: tuple[tuple[str, str], ...], *wanted: tuple[str, dict[str, Any]]
) -> list[Figure]:
    """The settled figures of a release with some lines behind the lead."""
    text, layout = layout_of(*LEAD, *lines)
    figures = [figure_at(text, layout, number, **more) for number, more in wanted]
    figures.sort(key=lambda f: f["start"])
    settle_roles(figures, layout, text, [], words)
    return figures


def test_a_smaller_number_of_a_later_sentence_is_a_part(words: Lexicon) -> None:
    lines = (("paragraph", "Later 18 people were held in the port."),)
    total, part = settle(words, lines, ("144", {}), ("18", {}))
    assert (total["role"], part["role"]) == ("total", "part")
    assert part["part_of"] == total["figure_id"] and total["part_of"] is None


def test_a_number_of_another_measure_is_no_part(words: Lexicon) -> None:
    lines = (("paragraph", "Later 18 people were charged in the port."),)
    _, other = settle(words, lines, ("144", {}), ("18", {"measure": "charges"}))
    assert (other["role"], other["part_of"]) == ("total", None)


def test_nearly_the_same_number_is_no_part(words: Lexicon) -> None:
    lines = (("paragraph", "Police counted 140 people in cells."),)
    _, other = settle(words, lines, ("144", {}), ("140", {}))
    assert other["role"] == "total"


def test_a_looser_bound_is_the_same_total(words: Lexicon) -> None:
    lines = (("paragraph", "Well over 100 people are in cells."),)
    _, other = settle(words, lines, ("144", {}), ("100", {"qualifier": "more_than", "high": None}))
    assert other["role"] == "total"


def test_a_number_far_beyond_the_total_of_the_lead_is_background(words: Lexicon) -> None:
    lines = (("paragraph", "The unit counts 2,900 people in all its years."),)
    _, other = settle(words, lines, ("144", {}), ("2,900", {}))
    assert other["role"] == "background"


@pytest.mark.parametrize(
    "roles, cues, role",
    [(["background"], ["since-year"], "background"), (["part"], ["day-part"], "part"), (["total"], ["grand-total"], "total")],
)  # fmt: skip
def test_cues_decide(words: Lexicon, roles: list[str], cues: list[str], role: str) -> None:
    lines = (("paragraph", "Elsewhere 130 people were held."),)
    _, other = settle(words, lines, ("144", {}), ("130", {"roles": roles, "cues": cues}))
    assert other["role"] == role


def test_a_background_cue_does_not_touch_what_the_headline_states(words: Lexicon) -> None:
    text, layout = layout_of(("headline", "Police arrest 91 thieves"), ("paragraph", "So far 91 were held."))
    first, second = figure_at(text, layout, "91"), figure_at(text, layout, "91", nth=1, roles=["background"])
    settle_roles([first, second], layout, text, [], words)
    assert (first["role"], second["role"]) == ("total", "total")


def test_a_figure_with_a_place_is_a_part(words: Lexicon) -> None:
    lines = (("paragraph", "Of these 18 were held in the port."),)
    total, part = settle(words, lines, ("144", {}), ("18", {"places": ["ITA"]}))
    assert (part["role"], part["part_of"]) == ("part", total["figure_id"])


def test_a_row_of_sums_is_a_total(words: Lexicon) -> None:
    lines = (("row", "Total | 140"),)
    narrowed = {"places": ["ITA"], "roles": ["part"], "cues": ["highlights"]}
    _, part = settle(words, lines, ("144", {}), ("140", narrowed))
    _, total = settle(words, lines, ("144", {}), ("140", {**narrowed, "total_row": True}))
    assert (part["role"], total["role"]) == ("part", "total")


def test_a_subset_in_the_sentence_of_its_total_is_a_part(words: Lexicon) -> None:
    text, layout = layout_of(*LEAD[:1], ("paragraph", "Police held 40 people, including 3 robbers."))
    whole, part = figure_at(text, layout, "40"), figure_at(text, layout, "3", roles=["part"], cues=["subset"])
    settle_roles([whole, part], layout, text, [], words)
    assert (whole["role"], part["role"], part["part_of"]) == ("total", "part", whole["figure_id"])


def test_two_numbers_of_one_sentence_are_not_parts_of_each_other(words: Lexicon) -> None:
    text, layout = layout_of(*LEAD[:1], ("paragraph", "Police held 40 people on Monday, 3 on Tuesday."))
    figures = [figure_at(text, layout, "40"), figure_at(text, layout, "3")]
    settle_roles(figures, layout, text, [], words)
    assert [f["part_of"] for f in figures] == [None, None]


def test_kinds_are_no_parts_of_each_other_unless_one_is_generic(words: Lexicon) -> None:
    lines = (
        ("paragraph", "They took 60 cars."),
        ("paragraph", "They took 9 vans."),
        ("paragraph", "They took 200 vehicles."),
    )
    things = {"measure": "vehicles_seized", "unit": "item"}
    _, cars, vans, vehicles = settle(
        words, lines, ("144", {}), ("60", {**things, "kind": "cars"}), ("9", {**things, "kind": "vans"}),
        ("200", {**things, "kind": "vehicles"}),
    )  # fmt: skip
    assert vehicles["role"] == "total"
    assert [cars["part_of"], vans["part_of"]] == [vehicles["figure_id"]] * 2


def test_a_repeated_sentence_repeats_its_figures(words: Lexicon) -> None:
    lines = (("paragraph", "Later 18 people were held."), ("paragraph", "Later 18 people were held."))
    _, first, second = settle(words, lines, ("144", {}), ("18", {}), ("18", {"nth": 1}))
    assert second["repeat_of"] == first["figure_id"] and first["repeat_of"] is None
    assert second["role"] == first["role"]


@pytest.mark.parametrize("held", as_params([("roles/repeat-of-a-total-has-no-whole", 18)]))
def test_a_repeat_is_no_part_of_what_its_twin_is_no_part_of(words: Lexicon, held: int) -> None:
    twice = ("paragraph", f"First {held} people were held.")
    text, layout = layout_of(LEAD[0], twice, ("paragraph", "In all 144 people were arrested."), twice)
    figures = [
        figure_at(text, layout, str(held)),
        figure_at(text, layout, "144"),
        figure_at(text, layout, str(held), nth=1),
    ]
    settle_roles(figures, layout, text, [], words)
    first, _, second = figures
    assert second["repeat_of"] == first["figure_id"]
    assert (second["role"], second["part_of"]) == (first["role"], first["part_of"])


def test_a_repeated_sentence_with_another_number_repeats_nothing(words: Lexicon) -> None:
    lines = (("paragraph", "Later 18 people were held."), ("paragraph", "Later 18 people were held."))
    _, _, second = settle(words, lines, ("144", {}), ("18", {}), ("18", {"nth": 1, "measure": "charges"}))
    assert second["repeat_of"] is None


def test_ids_tell_figures_apart(words: Lexicon) -> None:
    lines = (("paragraph", "Later 18 people were held."),)
    figures = settle(words, lines, ("144", {}), ("18", {}), ("18", {"measure": "charges"}))
    assert len({f["figure_id"] for f in figures}) == 3
