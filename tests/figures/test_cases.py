"""Sentences over many crimes and countries, with the expected figures marked inside them (``cases/*.yaml``)."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from figure_marks import (
    MarkError,
    UniqueKeys,
    as_params,
    cases,
    differences,
    known_failures,
    parse_marks,
    read,
)
from spacy.language import Language

from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.figures import Frames, Measures, Scopes

PATTERNS = load_patterns(())
MEASURES = frozenset(PATTERNS.get(Measures).measures)
CASES = [(f"cases/{name}", text) for name, text in cases()]


@pytest.mark.parametrize("marked", as_params(CASES))
def test_case(nlp: Language, marked: str) -> None:
    text, marks = parse_marks(marked, MEASURES)
    assert differences(text, marks, read(nlp, text)) == []


def test_there_are_cases_of_every_measure_and_of_none() -> None:
    parsed = [parse_marks(text, MEASURES)[1] for _, text in CASES]
    assert {m.measure for marks in parsed for m in marks if not m.optional} == MEASURES
    assert sum(not marks for marks in parsed) >= 25
    assert len(parsed) >= 250


def test_known_failures_are_tests() -> None:
    named = {name for name, _ in CASES}
    for section, entries in (
        ("frames", PATTERNS.get(Frames).frames),
        ("scopes", PATTERNS.get(Scopes).scopes),
    ):
        named |= {f"{section}/{entry.id}/{at}" for entry in entries for at in range(len(entry.examples))}
        named |= {f"{section}/{entry.id}" for entry in entries}
    sections = {"cases", "frames", "scopes"}  # the names of the other tests are pytest's to check
    assert [name for name in known_failures() if name.split("/")[0] in sections and name not in named] == []


@pytest.mark.parametrize(
    "marked",
    [
        "no end [12|arrests",
        "no beginning 12|arrests]",
        "nested [12|[arrests]]",
        "no bar [12]",
        "two bars [12|arrests|part]",
        "no number [|arrests]",
        "no measure [12|]",
        "space [12 |arrests]",
        "unknown measure [12|arests]",
        "unknown alternative [12|arrests+charged]",
        "odd measure [12|Arrests]",
        "unknown word [12|arrests hole]",
        "small letters [12|arrests @ita]",
        "countries parted by space [12|arrests @ITA, FRA]",
        "unknown key [12|arrests colour=red]",
        "no value [12|arrests unit=]",
        "two roles [12|arrests part total]",
        "key twice [12|arrests low=1 low=2]",
    ],
)
def test_malformed_marks_are_refused(marked: str) -> None:
    with pytest.raises(MarkError):
        parse_marks(marked, MEASURES)


def test_marks_are_read() -> None:
    text, marks = parse_marks(
        "In all [up to 3|arrests+charges? part @ITA,FRA low=null denied], then [7|drugs_seized @].", MEASURES
    )
    assert text == "In all up to 3, then 7."
    first, second = marks
    assert text[first.start : first.end] == "up to 3" and text[second.start : second.end] == "7"
    assert (first.measure, first.alternatives, first.optional) == ("arrests", ("charges",), True)
    assert (first.role, first.places, first.denied, first.values) == (
        "part",
        ("ITA", "FRA"),
        True,
        {"low": "null"},
    )
    assert (second.role, second.places, second.denied, second.optional) == (None, (), False, False)


def test_a_case_named_twice_is_refused() -> None:
    with pytest.raises(MarkError, match="one"):
        yaml.load("one: a\ntwo: b\none: c", UniqueKeys)


def figure(**changes: Any) -> dict[str, Any]:
    """The figure of "12 arrests" at the start of a text."""
    extras = {"number": [0, 2], "cues": [], "denied": False}
    plain = {
        "figure_id": "a", "measure": "arrests", "alternatives": [], "value": 12, "low": 12, "high": 12, "unit": "person",
        "role": "total", "places": [], "part_of": None, "text": "12 arrests", "rule": "plain", "qualifier": "exact",
        "substance": None, "extras": extras,
    }  # fmt: skip
    return {**plain, **changes}


@pytest.mark.parametrize(
    "words, changes",
    [
        ("charges", {}),
        ("arrests+charges", {}),
        ("arrests", {"alternatives": ["charges"]}),
        ("arrests part", {}),
        ("arrests @ITA", {}),
        ("arrests @", {"places": ["ITA"]}),
        ("arrests", {"value": 13}),
        ("arrests high=null", {}),
        ("arrests low=11", {}),
        ("arrests low=12", {"low": None}),
        ("arrests unit=item", {}),
        ("arrests qualifier=about", {}),
        ("arrests substance=heroin", {"substance": "cocaine"}),
        ("arrests of=20", {}),
        ("arrests denied", {}),
    ],
)
def test_a_difference_is_seen(words: str, changes: dict[str, Any]) -> None:
    text, marks = parse_marks(f"[12|{words}] arrests", MEASURES)
    assert len(differences(text, marks, [figure(**changes)])) == 1


def test_figures_too_many_and_too_few_are_seen() -> None:
    text, marks = parse_marks("[12|arrests] arrests", MEASURES)
    assert differences(text, marks, [figure()]) == []
    assert differences(text, marks, []) == ["missed: 12 arrests"]
    assert len(differences(text, marks, [figure(), figure()])) == 1
    assert len(differences("12 arrests", [], [figure()])) == 1
    assert differences(*parse_marks("[12|arrests?] arrests", MEASURES), []) == []
