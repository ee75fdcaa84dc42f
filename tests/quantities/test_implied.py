"""Implied counts: nouns of a pack that are counted by an article, a bare plural, a name or a pronoun."""

from __future__ import annotations

import pytest

from opledger.patternfiles.schemas.quantities import Implied
from opledger.quantities.implied import ImpliedFinder

SETTINGS = Implied(
    nouns=("courier", "diver"),
    only_singular=("guide",),
    plurals=("oxen",),
    plural=2,
    groups=("crew",),
    group=3,
    articles=("a", "an", "the", "another"),
    definite=("the",),
    adding=("another", "other"),
    modifiers=("young", "other"),
    names=("Guild of Lagu",),
    stops=("of", "caught", "was", "and"),
    not_after=("was|as|no", "(?<!capture )of"),
    not_before=(" was one of",),
    titles=("Captain",),
    pronouns=("he",),
    named_after=("caught",),
)
FOUND = [
    ("They caught a courier.", [("a", 1)]),
    ("They caught a tall sea courier and another diver.", [("a tall sea", 1), ("another", 1)]),
    ("They caught couriers.", [("", 2)]),
    ("They caught young Lagunian couriers.", [("young Lagunian", 2)]),
    ("They caught the remaining divers.", [("the remaining", 2)]),
    ("They caught oxen.", [("", 2)]),
    ("They caught a Guild of Lagu (GL) courier.", [("a Guild of Lagu (GL)", 1)]),
    ("The capture of a diver", [("a", 1)]),
    ("The caught courier fled.", [("The caught", 1)]),
    ("They caught courier Jane Roe.", [("", 1)]),
    ("They caught Captain Jane Roe.", [("Captain Jane Roe", 1)]),
    ("They caught Jane Roe and left.", [("Jane Roe", 1)]),
    ("They caught Captain Roe, a courier, at sea.", [("a", 1)]),
    ("He was caught.", [("He", 1)]),
    ("They caught a crew.", [("a", 3)]),
    ("They caught a courier boat crew.", [("a", 3)]),
    ("They caught a crew courier.", [("a crew", 1)]),
    ("A courier was one of those caught.", []),
    ("They caught a guide.", [("a", 1)]),
    ("They caught guides.", []),
    ("He-man", []),
    ("She was a courier.", []),
    ("No couriers came; as couriers they failed.", []),
    ("The fate of a diver", []),
    ("barrels, divers and salt", []),
    ("They caught a courier's horse.", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, int]]) -> None:
    found = ImpliedFinder(SETTINGS).find(text, [])
    assert [(text[q["start"] : q["end"]], q["low"]) for q in found] == expected


def test_what_is_counted_in_numbers_is_not_counted_again() -> None:
    text = "They caught three young couriers, and several of the divers."
    stated = [{"start": 12, "end": 17}, {"start": 38, "end": 45}]
    assert ImpliedFinder(SETTINGS).find(text, stated) == []


def test_notes() -> None:
    one, other = ImpliedFinder(SETTINGS).find("the courier met another diver", [])
    assert (one["definite"], one["additional"]) == (True, False)
    assert (other["definite"], other["additional"]) == (False, True)


def test_nothing_is_implied_without_a_pack() -> None:
    assert not ImpliedFinder(Implied())
    assert ImpliedFinder(Implied()).find("They caught a courier.", []) == []
