"""Whatever the text: nothing raises, and the figures hang together."""

from __future__ import annotations

import copy
import itertools
import sys
from typing import Any

import pytest
from figure_marks import as_params, cases, parse_marks, read
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.figures import Measures

MEASURES = load_patterns(()).get(Measures).measures
PLAIN = [parse_marks(text, frozenset(MEASURES))[0] for _, text in cases()]
WORDS = [
    "arrested", "people", "12", "1,200", "and", "or", "were", "seized", "kg", "of", "cocaine", "in", "Italy", "(", ")", ":",
    ",", ";", ".", "\n", "\n\n", "• ", " | ", "four", "of them", "including", "another", "between", "more than", "EUR", "million",
    "Operation Tall Reed", "Spanish police", "not", "since 2013", "total", "arrests", "the", "hundreds", "a", "“", "”", "–", "charged",
    "cars", "victims", "rescued", "Country", "Update:", "each", "up from", "one", "9", "led to", "16", "worth", "$5m", "both", "1-3",
]  # fmt: skip
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(nlp: Language, text: str) -> list[dict[str, Any]]:
    """The figures of a text, after what must hold of any figures."""
    figures = read(nlp, text)
    ids = [f["figure_id"] for f in figures]
    by_id = dict(zip(ids, figures, strict=True))
    assert len(by_id) == len(figures)
    assert [f["start"] for f in figures] == sorted(f["start"] for f in figures)
    for figure in figures:
        check_alone(text, figure)
        for key in ("part_of", "repeat_of"):
            other = figure[key]
            assert other is None or (other in by_id and other != figure["figure_id"]), key
        if figure["repeat_of"]:
            assert by_id[figure["repeat_of"]]["start"] < figure["start"]
        if figure["part_of"]:
            whole = by_id[figure["part_of"]]
            # "58 identified or arrested" is a whole for both.
            assert figure["measure"] in (whole["measure"], *whole["alternatives"])
            assert figure["role"] == "part" or figure["repeat_of"]  # repeats: test_figure_roles.py
        for key in ("of", "leans"):
            assert figure["extras"].get(key) is None or figure["extras"][key] in by_id, key
    return figures


def check_alone(text: str, figure: dict[str, Any]) -> None:
    start, end = figure["start"], figure["end"]
    assert 0 <= start < end <= len(text)
    assert text[start:end] == figure["text"]
    number = figure["extras"]["number"]
    assert start <= number[0] < number[1] <= end
    low, high = figure["low"], figure["high"]
    assert low is None or high is None or low <= high
    assert low is not None or high is not None
    assert all(bound is None or bound >= 0 for bound in (low, high, figure["value"]))
    assert figure["role"] in {"total", "part", "background"}
    assert figure["measure"] in MEASURES
    assert figure["measure"] not in figure["alternatives"]
    assert figure["substance"] is None or MEASURES[figure["measure"]].substance
    units = MEASURES[figure["measure"]].units
    if "default:" in figure["rule"] and figure["unit"] not in units:
        return  # amounts of persons: test_units.py
    assert figure["unit"] in units or (units == ["currency"] and figure["unit"].isupper())


@given(st.text(max_size=150))
@QUICK
@example("İ 12 people arrested İ")
@example("12 people\u2028were arrested\x0b(3)\x00")
@example("arrested 12 \ud7ff people and \U0001f697 7 cars")
def test_any_text(nlp: Language, text: str) -> None:
    check(nlp, text)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(QUICK, max_examples=250)
@example("In Italy 12 people arrested ( 9 ) : 16 arrests and both of them")
@example("arrested ( 12 ( 9 ) people ) ) cars | | 9 \n | 12 | \n")
def test_any_jumble_of_the_genre(nlp: Language, text: str) -> None:
    check(nlp, text)


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6), st.sampled_from(["\n\n", " ", "\n", "\n• "]))
@settings(QUICK, max_examples=80)
def test_any_row_of_sentences(nlp: Language, sentences: list[str], joiner: str) -> None:
    check(nlp, joiner.join(sentences))


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=5))
@settings(QUICK, max_examples=30)
def test_the_same_text_gives_the_same_figures(nlp: Language, sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    first = copy.deepcopy(read(nlp, text))
    read(nlp, "Between two readings 9 people were arrested in Peru.")
    assert read(nlp, text) == first


@given(st.sampled_from(PLAIN))
@settings(QUICK, max_examples=30)
def test_a_paragraph_said_twice_is_a_repeat(nlp: Language, sentence: str) -> None:
    if "\n" in sentence or len(sentence.split()) < 8:
        return
    figures = check(nlp, f"A headline without numbers\n\n{sentence}\n\nSome other words.\n\n{sentence}")
    first = [f for f in figures if not f["repeat_of"]]
    assert len(first) * 2 == len(figures)


LONG = [
    ("of-the", "four of the "),
    ("commas", "12, "),
    ("bars", "12 | "),
    ("and", "12 people and "),
    ("after-verb", "arrested (12) "),
    ("after-place", "Italy (3), "),
    ("bullets", "• 12 arrests\n"),
    ("no-space", "x"),
    ("denials", "not 17, up from "),
]
LENGTH = 2_500


def calls(nlp: Language, text: str) -> int:
    """How many functions are called to read a text, those of C among them: the same on any machine."""
    counted = itertools.count()

    def count(*_: object) -> None:
        next(counted)

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(nlp, text)
    finally:
        sys.setprofile(before)
    return next(counted)


@pytest.mark.parametrize("piece", as_params([(f"long/{name}", piece) for name, piece in LONG]))
def test_twice_the_text_is_twice_the_work(nlp: Language, piece: str) -> None:
    once, twice = (piece * (length // len(piece)) for length in (LENGTH, 2 * LENGTH))
    check(nlp, twice)
    check(nlp, once)  # what is remembered is remembered by now
    assert calls(nlp, twice) < 2.2 * calls(nlp, once) + 1_000
