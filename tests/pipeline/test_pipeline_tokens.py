"""The job reads a text as one token; what it finds must be what a tokenised Doc gives."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import opledger
from opledger.docdata import data
from opledger.reading import read
from opledger.run.tokens import make_doc

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FOUND = ("layout", "quantities", "mentions", "figures")


@pytest.fixture(scope="module")
def nlp():
    return opledger.load()


def of_one_token(nlp, text):
    doc = make_doc(nlp, text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return {key: data(doc)[key] for key in FOUND}


@given(text=st.text())
@settings(max_examples=60, deadline=None)
def test_the_text_is_kept(nlp, text):
    assert make_doc(nlp, text).text == text


def test_one_token_finds_what_many_find(nlp):
    texts = [release.text for release in read([str(SEEDS)]) if release.status == "ok"][::4]
    assert len(texts) > 15
    for text in texts:
        many = data(nlp(text))
        assert of_one_token(nlp, text) == {key: many[key] for key in FOUND}


def test_an_empty_text(nlp):
    assert of_one_token(nlp, "")["figures"] == []


@pytest.mark.parametrize("character", ['"', "a", "'", "(", "-", "\u2019"])
def test_a_run_without_white_space_is_quick(nlp, character):
    started = time.perf_counter()
    make_doc(nlp, f"Before. {character * 1_000_000} After.")
    assert time.perf_counter() - started < 5
