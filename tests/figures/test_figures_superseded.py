"""Numbers that a text says were given before, or given wrong, and what they count."""

from __future__ import annotations

from typing import Any

import pytest
from figure_marks import read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

# Those that could be years apart: "spoke of 1900".
NUMBERS = st.integers(11, 9_999).filter(lambda n: not 1900 <= n <= 2100)
LEAD = (
    "Harbour sweep in Tallinn\n\nOfficers in Tallinn arrested 64 people on Tuesday. They searched 17 flats, seized 401 phones"
    " and froze 35 wallets. Some 410 officers were deployed."
)
# What is said of an earlier statement; the measure that it is about, the number that stands and the one replaced.
SAID = [
    (
        "This page was amended on Friday: its first version gave the number of frozen wallets as 53.",
        "accounts_frozen",
        35,
        53,
    ),
    (
        "The raids covered 17 flats, the ministry said, correcting the 14 announced on Monday.",
        "searches",
        17,
        14,
    ),
    ("Officers arrested 64 people. An alert sent earlier spoke of 51.", "arrests", 64, 51),
    (
        "This note replaces the one sent at 8 a.m., in which the number of phones was given as 410.",
        "devices_seized",
        401,
        410,
    ),
    ("Editor's note: It is 64, not 46 as first reported.", "arrests", 64, 46),
    ("(Corrects the number of those arrested to 64, from 46)", "arrests", 64, 46),
    ("* Searches: 17 (until noon the number was 12)", "searches", 17, 12),
    (
        "The total of 64 arrests stands. It updates a figure of 58 that was given on Sunday.",
        "arrests",
        64,
        58,
    ),
    (
        "A previous version of this release wrongly stated that 104 phones had been seized.",
        "devices_seized",
        401,
        104,
    ),
    ("An earlier version of this report said 46 people had been arrested.", "arrests", 64, 46),
    ("Correction: there were 17 flats, not 71.", "searches", 17, 71),
    ("The version of this note published on 3 May had 53 frozen wallets.", "accounts_frozen", 35, 53),
]
# Sentences that sound alike and replace nothing.
NOT_SAID = [
    "An earlier operation in 2019 led to 50 arrests.",
    "The first edition of the sweep, in 2021, ended with 48 arrests.",
    "The first report of a missing child came at 9.40.",
    "In the first version of the malware 40 banks were the target.",
    "Not 20 metres from the station stood 15 cars.",
    "Previous report: 58 suspects brought home",
    "Their preliminary tally: 64 arrests and 17 searches.",
    "The gang moved from 30 flats to the next street.",
]


def replaced(nlp: Language, text: str) -> list[tuple[str, float, float]]:
    """The measure, the number that stands and the one replaced, of each replaced number of a text."""
    figures = read(nlp, text)
    by_id = {f["figure_id"]: f for f in figures}
    pairs = ((by_id.get(f["extras"].get("stands_for", "")), f) for f in figures if f["extras"]["denied"])
    return [(old["measure"], new["value"], old["value"]) for new, old in pairs if new is not None]


@pytest.mark.parametrize(("said", "measure", "new", "old"), SAID)
def test_a_number_replaced(nlp: Language, said: str, measure: str, new: float, old: float) -> None:
    assert replaced(nlp, f"{LEAD}\n\n{said}") == [(measure, new, old)]


@pytest.mark.parametrize("said", NOT_SAID)
def test_nothing_is_replaced(nlp: Language, said: str) -> None:
    assert replaced(nlp, f"{LEAD}\n\n{said}") == []


def test_what_was_replaced_has_the_role_and_the_place_of_its_successor(nlp: Language) -> None:
    text = "Police in Spain and Malta arrested 80 people, 31 of them in Malta.\n\nCorrection: 31 in Malta, not 13."
    old = next(f for f in read(nlp, text) if f["value"] == 13)
    assert (old["role"], old["places"]) == ("part", ["MLT"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NUMBERS, NUMBERS)
def test_a_number_of_another_order_is_replaced_by_none(nlp: Language, new: int, old: int) -> None:
    """Whatever the two are: what replaces a number differs from it, and by less than 2.5 times."""
    said = f"An earlier version of this report spoke of {old}."
    text = f"Officers in Tallinn arrested {new} people on Tuesday. {said}"
    pairs: list[tuple[Any, ...]] = replaced(nlp, text)
    assert pairs == ([("arrests", new, old)] if new != old and max(new, old) <= 2.5 * min(new, old) else [])
