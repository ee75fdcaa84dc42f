"""Words found by tables of characters are those that expressions find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.wordindex import RUN, WORD, FirstWords, LastWords, capitalised, names_of, words_of

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("Ab _-'’9ÉßſİΣς½²中\U0001f600\n")), max_size=60)


@given(TEXTS)
def test_words_are_those_of_the_expression(text: str) -> None:
    assert words_of(text).spans() == [m.span() for m in WORD.finditer(text)]


@given(TEXTS)
def test_names_are_those_of_the_expression(text: str) -> None:
    assert names_of(text).spans() == [m.span() for m in RUN.finditer(text)]


@given(TEXTS)
def test_capitalised_words_are_all_there(text: str) -> None:
    wanted = {m.span() for m in WORD.finditer(text) if RUN.match(m[0])}
    assert wanted <= set(capitalised(text).spans())


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)), TEXTS)
def test_no_known_word_is_missed(known: list[str], text: str) -> None:
    text = f"{text} {' '.join(known).title()}"
    wanted = {m.span() for m in WORD.finditer(text) if m[0].lower() in {w.lower() for w in known}}
    assert wanted <= set(FirstWords([w.lower() for w in known]).among(words_of(text)))


@pytest.mark.parametrize("text", ["Zürich", "ZÜRICH", "Zurich", "zurich"])
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert FirstWords(["zurich"]).among(words_of(f"to {text}")) == [(3, 9)]


def test_most_other_words_are_passed_over() -> None:
    text = "The customs officers of the port searched nine lorries and found cocaine in two of them"
    assert len(FirstWords(["nine", "two", "dozen"]).among(words_of(text))) == 2


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=6), min_size=1), TEXTS)
def test_no_word_before_is_missed(known: list[str], text: str) -> None:
    text = f"{text} {known[0]} Abc {known[-1]}: Def"
    words = names_of(text)
    mask = LastWords(known).mask(words)
    spans = words.spans(mask)
    assert {text[start:end] for start, end in spans} >= {"Abc", "Def"}
