"""Expressions that wait until they are needed, and letters folded all at once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.lazily import Lazy, LazyByName
from opledger.letters import all_folded, folded


def test_an_expression_is_put_together_once_and_not_before() -> None:
    asked = []

    def source() -> str:
        asked.append(1)
        return "co+l"

    lazy = Lazy(source, re.IGNORECASE)
    assert not asked
    assert lazy.compiled.match("COOL")
    assert lazy.compiled is lazy.compiled
    assert len(asked) == 1
    assert Lazy("a|b").compiled.fullmatch("b")


def test_expressions_by_name_are_compiled_when_looked_up() -> None:
    cues = LazyByName({"cool": "co+l", "broken": "("}, re.IGNORECASE)
    assert not cues
    assert cues["cool"].match("COOL") and cues["cool"] is cues["cool"]
    assert list(cues) == ["cool"]
    with pytest.raises(KeyError):
        cues["unknown"]


@given(st.lists(st.text().filter(lambda text: "\n" not in folded(text))))
def test_many_texts_are_folded_like_one(texts: list[str]) -> None:
    assert all_folded(texts) == [folded(text) for text in texts]
