"""Phrases, governors, decisions, tables and scope cues on hand-made inputs with a lexicon of the tests' own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from figure_marks import as_params
from figures_by_hand import blocks_of, governors_of, items_of, lexicon, phrases_of, quantity

from opledger.figures.decide import classes_of, decide, frame_for
from opledger.figures.governor import Governor
from opledger.figures.groups import groups
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase
from opledger.figures.scope import Cue, ScopeRules, governs
from opledger.figures.tables import TableReader, in_unit, scaled
from opledger.patternfiles.schemas.figures import Scope


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


# Phrases


@pytest.mark.parametrize(
    "text, classes, head",
    [
        ("12 people were arrested", "person", "people"),
        ("12 suspects fled", "suspect", "suspects"),
        ("12 suspected bag snatchers", "offender", "bag snatchers"),
        ("12 gleaming cars", "vehicle", "cars"),
        ("12 figurines from a church", "unknown", "figurines"),
        ("12 were arrested", "none", None),
        ("12 in all", "none", None),
        ("12, the officers said", "none", None),
        ("12 of the suspects", "suspect", "suspects"),
        ("12 boxes of cocaine", "drug", "cocaine"),
        ("12 boxes of figurines", "container", "boxes"),
        ("12 more people", "person", "people"),
    ],
)
def test_head_of_a_phrase(words: Lexicon, text: str, classes: str, head: str | None) -> None:
    (phrase,) = phrases_of(items_of(text, words), words)
    assert phrase.classes[0] == classes
    assert (phrase.head.text if phrase.head else None) == head


def test_event_nouns_are_heads(words: Lexicon) -> None:
    (phrase,) = phrases_of(items_of("12 arrests in Spain", words), words)
    assert phrase.noun_event == "arrest"


def test_partitives_and_additions_are_marked(words: Lexicon) -> None:
    def flags(text: str) -> list[tuple[bool, bool]]:
        return [(p.partitive, p.additional) for p in phrases_of(items_of(text, words), words)]

    assert flags("12 of them were arrested") == [(True, False)]
    assert flags("12 more were arrested") == [(False, True)]
    assert flags("12 alleged robbers") == [(False, False)]
    assert flags("12 people") == [(False, False)]


def test_a_number_of_a_number_takes_the_noun_behind_both(words: Lexicon) -> None:
    first, second = phrases_of(items_of("4 of the 6 suspects", words), words)
    assert first.classes == second.classes == ("suspect", "offender", "person")
    assert first.partitive and not second.partitive
    assert first.stop is not None and first.stop < first.end


def test_words_of_a_phrase_are_the_noun_without_number(words: Lexicon) -> None:
    text = "Then 12 gleaming cars left"
    (phrase,) = phrases_of(items_of(text, words), words)
    assert phrase.words is not None and text[slice(*phrase.words)] == "gleaming cars"


def test_a_mention_of_a_country_is_a_modifier(words: Lexicon) -> None:
    (phrase,) = phrases_of(items_of("12 Spanish robbers", words, Spanish="COUNTRY"), words)
    assert phrase.classes[0] == "offender"


def test_lists_are_grouped_and_clauses_are_not(words: Lexicon) -> None:
    def sizes(text: str) -> list[int]:
        items = items_of(text, words)
        return [len(g) for g in groups(items, phrases_of(items, words))]

    assert sizes("12 cars, 3 vans and 7 boxes were found") == [3]
    assert sizes("12 people were arrested and 7 cars seized") == [1, 1]
    assert sizes("12 people") == [1]


# Governors


@pytest.mark.parametrize(
    "text, event, direction",
    [
        ("Agents arrested 12 people", "arrest", "active"),
        ("12 people were arrested", "arrest", "passive"),
        ("12 people were later arrested", "arrest", "passive"),
        ("12 people arrested in Spain", "arrest", "reduced"),
        ("the arrest of 12 people", "arrest", "left-noun"),
        ("12 people were taken into custody", "arrest", "passive"),
        ("Agents seized 12 cars, 3 vans", "seize", "active"),
    ],
)
def test_nearest_governor(words: Lexicon, text: str, event: str, direction: str) -> None:
    best = governors_of(text, words)[0]
    assert (best.event, best.direction) == (event, direction)


@pytest.mark.parametrize(
    "text, which, event",
    [
        ("12 people were arrested and 7 cars seized", 0, "arrest"),
        ("12 people were arrested and 7 cars seized", 1, "seize"),
        ("12 people were arrested; agents seized 7 cars", 1, "seize"),
        ("Agents arrested 12 people and seized 7 cars", 0, "arrest"),
        ("Agents arrested 12 people and seized 7 cars", 1, "seize"),
        ("Agents seized 7 cars while 12 people were arrested", 1, "arrest"),
    ],
)
def test_each_number_has_the_verb_of_its_clause(words: Lexicon, text: str, which: int, event: str) -> None:
    assert governors_of(text, words, which)[0].event == event


def test_a_colon_or_semicolon_behind_ends_the_reach(words: Lexicon) -> None:
    assert governors_of("12 people; robbers were arrested", words) == []
    assert governors_of("12 people: robbers were arrested", words) == []


def test_coordinated_verbs_are_joined(words: Lexicon) -> None:
    both = governors_of("12 people were arrested and charged", words)[0]
    either = governors_of("12 people were arrested or charged", words)[0]
    assert (both.joined, both.union) == (("arrest", "charge"), False)
    assert (either.joined, either.union) == (("arrest", "charge"), True)
    assert governors_of("12 people were arrested", words)[0].joined == ()


def test_candidates_come_cheapest_first(words: Lexicon) -> None:
    costs = [
        g.cost for g in governors_of("Agents seized boxes and arrested 12 people, who were charged", words)
    ]
    assert len(costs) > 2 and costs == sorted(costs)


# Decisions


def person(words: Lexicon, text: str = "12 people") -> Phrase:
    return phrases_of(items_of(text, words), words)[0]


def test_the_cheapest_fitting_governor_decides(words: Lexicon) -> None:
    candidates = [
        Governor("seize", 0.1, 3, "active"),
        Governor("charge", 0.4, 5, "active"),
        Governor("arrest", 0.2, 4, "active"),
    ]
    decision = decide(person(words), quantity(), candidates, ("person",), words)
    assert decision is not None
    assert (decision.measure, decision.rule) == ("arrests", "frame:arrest-person")


def test_a_frame_without_measure_stops_the_figure(words: Lexicon) -> None:
    candidates = [Governor("injure", 0.1, 3, "passive"), Governor("arrest", 0.5, 4, "passive")]
    stopped = decide(person(words), quantity(), candidates, ("person",), words)
    assert stopped is not None and (stopped.measure, stopped.rule) == (None, "frame:injured")


def test_barred_events_govern_nothing(words: Lexicon) -> None:
    arrest = [Governor("arrest", 0.1, 3, "passive")]
    assert decide(person(words), quantity(), arrest, ("person",), words, barred=frozenset({"arrest"})) is None
    arrests = person(words, "12 arrests")
    assert decide(arrests, quantity(), [], ("none",), words, barred=frozenset({"arrest"})) is None
    assert decide(arrests, quantity(), [], ("none",), words) is not None


@pytest.mark.parametrize(
    "union, measure, other", [(True, "arrests", "charges"), (False, "arrests", "charges")]
)
def test_unions_name_the_first(words: Lexicon, union: bool, measure: str, other: str) -> None:
    joined = Governor("arrest", 0.0, 3, "passive", ("arrest", "charge"), union)
    decision = decide(person(words), quantity(), [joined], ("person",), words)
    assert decision is not None and (decision.measure, decision.alternatives) == (measure, (other,))


def test_defaults_serve_where_no_event_does(words: Lexicon) -> None:
    suspects = person(words, "12 suspects")
    decision = decide(suspects, quantity(), [], suspects.classes, words)
    assert decision is not None and decision.rule == "default:suspect"
    assert decide(suspects, quantity(), [], suspects.classes, words, borrowed=True) is None
    assert decide(person(words), quantity(), [], ("person",), words) is None


@pytest.mark.parametrize(
    "dimension", as_params([("decide/default-for-amounts", "mass"), ("decide/money", "money")])
)
def test_amounts_of_persons_are_no_figures(words: Lexicon, dimension: str) -> None:
    suspects = person(words, "12 suspects")
    assert decide(suspects, quantity(dimension=dimension), [], suspects.classes, words) is None


@pytest.mark.parametrize("value, found", [(9, False), (10, True), (400, True)])
def test_few_officers_are_no_deployment(words: Lexicon, value: int, found: bool) -> None:
    officers = person(words, "12 officers")
    assert (decide(officers, quantity(value), [], officers.classes, words) is not None) is found


def test_frames_are_limited_in_cost(words: Lexicon) -> None:
    assert frame_for("seize", ("vehicle",), words, 1.0).id == "seize-vehicle"  # type: ignore[union-attr]
    assert frame_for("seize", ("vehicle",), words, 1.1) is None
    assert frame_for("seize", ("person",), words) is None


@pytest.mark.parametrize(
    "dimension, classes, substance, found",
    [
        ("money", ("person",), (), ("money",)),
        ("data", ("none",), (), ("bytes",)),
        ("mass", ("drug",), (), ("drug",)),
        ("mass", ("unknown",), ("wildlife",), ("wildlife",)),
        ("mass", ("none",), (), ("mass",)),
        ("volume", ("none",), (), ("volume",)),
        ("count", ("vehicle",), (), ("vehicle",)),
    ],
)
def test_classes_of_amounts(
    dimension: str, classes: tuple[str, ...], substance: tuple[str, ...], found: tuple[str, ...]
) -> None:
    phrase = Phrase(0, 0, 1, None, classes, classes)
    assert classes_of(phrase, quantity(dimension=dimension), substance) == found


# Tables

TOTAL = re.compile("(?i)total")


def reader(*rows: str) -> tuple[str, TableReader]:
    text, blocks = blocks_of(("paragraph", "Results of the week."), *(("row", row) for row in rows))
    return text, TableReader(text, blocks, TOTAL)


def test_cells_are_cut_at_bars_tabs_and_line_ends() -> None:
    for mark in (" | ", "\t"):
        text, table = reader(mark.join(["Spain", "14", "22"]))
        assert [text[slice(*cell)] for cell in table.cells(1)] == ["Spain", "14", "22"]
    text, table = reader("no mark at all")
    assert [text[slice(*cell)] for cell in table.cells(1)] == ["no mark at all"]


def test_a_number_has_the_heading_of_its_column_and_the_label_of_its_row() -> None:
    text, table = reader("Country | Arrests | Cars", "Spain | 14 | 22", "Total | 23 | 53")
    cell = table.place(2, text.index("22"))
    assert cell is not None and cell.column is not None and not cell.total
    assert (text[slice(*cell.column)], text[slice(*cell.row)]) == ("Cars", "Spain")
    total = table.place(3, text.index("23"))
    assert total is not None and total.total


def test_numbers_outside_rows_and_in_first_cells_have_no_cell() -> None:
    text, table = reader("Country | Arrests | Cars", "44 | 14 | 22")
    assert table.place(2, text.index("44")) is None
    assert table.place(0, 3) is None


def test_a_first_row_with_numbers_is_no_heading() -> None:
    text, table = reader("Spain | 14 | 22", "Italy | 9 | 31")
    cell = table.place(2, text.index("31"))
    assert cell is not None and cell.column is None
    text, table = reader("Country | 2023 | 2024", "Italy | 9 | 31")  # years can head a column
    dated = table.place(2, text.index("31"))
    assert dated is not None and dated.column is not None and text[slice(*dated.column)] == "2024"


def test_a_row_shorter_or_longer_than_the_heading_has_no_column_there() -> None:
    text, table = reader("Country | Arrests | Cars", "Spain | 14 | 22 | 7")
    cell = table.place(2, text.index("7"))
    assert cell is not None and cell.column is None


@pytest.mark.parametrize("heading, unit", [("Cocaine (kg)", "kg"), ("Cars (total)", None), ("Cars", None), ("Weight (tonnes)", "tonnes")])  # fmt: skip
def test_units_in_brackets(heading: str, unit: str | None) -> None:
    text, table = reader(f"Country | {heading} | Cars", "Spain | 14 | 22")
    cell = table.place(2, text.index("14"))
    assert cell is not None and table.unit(cell.column, cell.row, None) == unit


@pytest.mark.parametrize(
    "words, value, unit",
    as_params(
        [
            (f"tables/{words}", (words, value, unit))
            for words, value, unit in (
                ("kg", 12, "kilogram"),
                ("tonnes", 12_000, "kilogram"),
                ("litres", 12, "litre"),
                ("EUR million", 12_000_000, "EUR"),
            )
        ]
    ),
)
def test_a_count_in_the_unit_of_its_heading(words: str, value: float, unit: str) -> None:
    read = in_unit(quantity(12), words)
    assert (read["value"], read["low"], read["high"], read["unit"]) == (value, value, value, unit)


def test_a_quantity_with_a_unit_keeps_it() -> None:
    assert in_unit(quantity(12, "mass", unit="kilogram"), "tonnes")["value"] == 12
    assert in_unit(quantity(12), "bananas") == quantity(12)
    assert scaled("bananas") is None
    assert in_unit(quantity(None, low=3, high=None), "tonnes")["high"] is None  # type: ignore[arg-type]


# Scope cues


def rules(pattern: str, reach: str) -> ScopeRules:
    return ScopeRules.compile([Scope(id="cue", role="background", pattern=pattern, reach=reach)])


def test_cues_are_found_inside_the_bounds_alone() -> None:
    text = "Since 2013 it has. Since 2015 they have."
    start = text.index("Since 2015")
    (cue,) = rules(r"since \d+", "sentence").find(text, start, len(text))
    assert text[cue.start : cue.end] == "Since 2015"


def test_adjacent_cues_end_right_before_the_number() -> None:
    found = rules(r"\bnot$", "adjacent")
    text = "Held were 15, not 17, and not one less."
    assert [c.id for c in found.adjacent(text, 0, text.index("17"))] == ["cue"]
    assert found.adjacent(text, 0, text.index("15")) == []
    assert found.find(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "reach, before, after, other_clause",
    [("sentence", True, True, True), ("before", True, False, True), ("after", False, True, False), ("clause", True, False, False), ("heading", False, False, False)],
)  # fmt: skip
def test_reach_of_a_cue(reach: str, before: bool, after: bool, other_clause: bool) -> None:
    text = "in the past 12 people were held"

    def reaches(text: str, cue_start: int) -> bool:
        number = text.index("12")
        figure: dict[str, Any] = {"start": number, "end": number + 2, "measure": "arrests"}
        return governs(Cue("cue", "background", reach, cue_start, cue_start + 4, ()), figure, text)

    assert reaches(text, 0) is before
    assert reaches(text, len(text) - 4) is after
    assert reaches("past; then 12 people", 0) is other_clause


def test_a_cue_for_some_measures_leaves_the_others() -> None:
    cue = Cue("cue", "background", "sentence", 0, 4, ("arrests",))
    assert governs(cue, {"start": 9, "end": 11, "measure": "arrests"}, "past then 12")
    assert not governs(cue, {"start": 9, "end": 11, "measure": "charges"}, "past then 12")
