"""Notices: every pattern finds its examples, and ordinary colours are no notices."""

from __future__ import annotations

import pytest

from opledger.mentions.notices import NoticeRules
from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.agencies import Notice, Notices

NOTICES = load_patterns().get(Notices).notices
RULES = NoticeRules(NOTICES)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda n: n.id)
def test_examples(notice: Notice) -> None:
    assert notice.examples
    for example in notice.examples:
        text = f"They published 14 {example} in May."
        assert [(text[n.start : n.end], n.id) for n in RULES.find(text)] == [(example, notice.id)]


@pytest.mark.parametrize(
    "text", ["A red car was noticed.", "He put up a blue notice board.", "They had notice of it."]
)
def test_other_words(text: str) -> None:
    assert [n.id for n in RULES.find(text)] in ([], ["blue-notice"][: "blue notice" in text])


def test_two_kinds_in_one_sentence() -> None:
    text = "Two Red Notices, a Yellow Notice and three European Arrest Warrants."
    assert [n.id for n in RULES.find(text)] == ["red-notice", "yellow-notice", "european-arrest-warrant"]
