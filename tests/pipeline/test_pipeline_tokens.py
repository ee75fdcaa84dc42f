"""Tokens in bounded time, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from opledger.run.tokens import LONGEST_WORD, make_doc

PIECE = st.sampled_from(
    ["Police", " ", "  ", "\n", "16", '"', "(", "é", ".", "\u00a0", "x" * LONGEST_WORD, "(" * 1500]
)


@given(st.lists(PIECE, max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost(nlp: Language, text: str) -> None:
    assert make_doc(nlp, text).text == text


def test_ordinary_texts_are_tokenised_as_ever(nlp: Language) -> None:
    text = 'Police (16 of them) said: "no".  See https://example.org/' + "a" * 300
    assert [t.text for t in make_doc(nlp, text)] == [t.text for t in nlp.make_doc(text)]


def test_a_long_run_leaves_the_rest_alone(nlp: Language) -> None:
    run = '"' * 3000
    words = [t.text for t in make_doc(nlp, f"Police arrested 16. {run} Then (six) more.")]
    assert words == ["Police", "arrested", "16", ".", run, "Then", "(", "six", ")", "more", "."]


@pytest.mark.parametrize("character", ['"', "(", ".", "…", "-", "'", "$", "x"])
def test_a_megabyte_without_a_space_takes_no_time(nlp: Language, character: str) -> None:
    start = time.perf_counter()
    make_doc(nlp, f"Before. {character * 1_000_000} After.")
    assert time.perf_counter() - start < 5
