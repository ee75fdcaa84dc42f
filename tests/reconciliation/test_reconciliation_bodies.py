"""Counts of agencies against the names right behind them."""

import re

import pytest

from ledger import clashes, fig, mention, run

NAMES = ("FBI", "DEA", "ATF", "Coast Guard", "Border Patrol")
CONFLICT = [("count_differs_from_list", "agencies_participating")]
# A sentence, the number that it states, and whether the names behind it are too many.
LISTS = [
    ("The unit gave two agencies, including the FBI, the DEA and the ATF, a hand.", 2, True),
    ("It served two agencies (FBI, DEA, ATF).", 2, True),
    ("It worked with three agencies: the FBI, the DEA, the ATF, and the Coast Guard.", 3, True),
    ("Two agencies – FBI, DEA and Border Patrol – took part.", 2, True),
    ("Three agencies such as the FBI; DEA; ATF as well as Border Patrol were served.", 3, True),
    ("Three agencies, among them the FBI, DEA and ATF, took part.", 3, False),
    ("Five agencies, including the FBI, the DEA and the ATF, took part.", 5, False),
    ("Two agencies took part. The FBI, the DEA and the ATF did not.", 2, False),
    ("Two agencies helped when agents of the FBI, the DEA and the ATF came.", 2, False),
    ("Two agencies, the FBI and the DEA, thanked the ATF.", 2, False),
    ("One agency, the FBI, the sister of the DEA and the ATF, took part.", 1, False),
]


def read(sentence, number, qualifier="exact"):
    """The count that a sentence opens or holds, and the agencies that it names."""
    found = re.search(r"\w+ agenc(?:ies|y)", sentence)
    count = fig(
        "agencies_participating",
        number,
        qualifier,
        start=found.start() + 1,
        text=found.group(),
        sentence=sentence,
        unit="agency",
    )
    names = [
        mention("AGENCY", name, start=1 + at.start()) for name in NAMES for at in re.finditer(name, sentence)
    ]
    return run([count], mentions=names)


@pytest.mark.parametrize(("sentence", "number", "expected"), LISTS)
def test_more_names_than_counted(sentence, number, expected):
    assert clashes(read(sentence, number)) == (CONFLICT if expected else [])


@pytest.mark.parametrize("qualifier", ["about", "more_than", "vague"])
def test_a_rounded_count_contradicts_no_list(qualifier):
    assert clashes(read("Two agencies (FBI, DEA, ATF) took part.", 2, qualifier)) == []


@pytest.mark.parametrize(("number", "expected"), [(2, True), (3, False), (4, False)])
def test_an_open_list_of_countries_may_be_short_but_not_long(number, expected):
    listed = {"countries": ["ESP", "FRA", "ITA"], "exhaustive": False}
    found = clashes(run([fig("countries_participating", number, unit="country", **listed)]))
    assert found == ([("count_differs_from_list", "countries_participating")] if expected else [])
