"""People whose age a text gives: from the charge to the sentence, releases on them are on one case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import fig, mention, patterns, release, run
from opledger.patternfiles.schemas.linking import LinkingSection
from opledger.reconciliation.clues import BORN, ClueFinder

ONE, TWO = [("a", "b")], [("a",), ("b",)]
CHARGED = "Prosecutors charged a driver over a burglary. They named him as {name}, {age}, of Kirkby. He stole 41 tills."
JAILED = "A driver was jailed for a burglary. {name}, {age}, had stolen 41 tills from shops in two winters."
FINDER = ClueFinder(LinkingSection(), ["Detective"], 800)


def case(rel, day, text, tills=41, agency="Harbour Prosecutor", **who):
    """A release on a burglary, its figure and its agency."""
    text = text.format(**{"name": "Milo Brandt", "age": 30, **who})
    own = release(rel, day)
    figures = [fig("goods_seized", tills, rel=rel, object="tills", sentence=f"{rel} stole {tills} tills.")]
    return own, text, figures, [mention("AGENCY", agency, rel, 1)]


def groups(*cases):
    """Which releases are put together."""
    releases = [replace(own, text=text) for own, text, _, _ in cases]
    result = run([f for c in cases for f in c[2]], releases, [m for c in cases for m in c[3]])
    return sorted(o.release_ids for o in result.operations)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, ONE),
        ({"age": 31}, ONE),
        ({"name": "Milo P. Brandt"}, ONE),
        ({"age": 52}, TWO),
        ({"name": "Otto Brandt"}, TWO),
        ({"name": "Detective Milo Brandt"}, TWO),
        ({"tills": 73}, TWO),
        ({"agency": "River Prosecutor"}, TWO),
    ],
)
def test_the_charge_and_the_sentence_months_later(second, expected):
    assert groups(case("a", "2023-03-01", CHARGED), case("b", "2023-09-20", JAILED, **second)) == expected


def test_years_later_it_is_another_case():
    assert groups(case("a", "2021-03-01", CHARGED), case("b", "2023-09-20", JAILED, age=32)) == TWO


def test_a_name_without_an_age_says_nothing_months_later():
    jailed = JAILED.replace(", {age},", "")
    assert groups(case("a", "2023-03-01", CHARGED), case("b", "2023-09-20", jailed)) == TWO


@given(
    st.dates(date(1950, 1, 1), date(2000, 12, 31)),
    st.dates(date(2019, 1, 1), date(2024, 1, 1)),
    st.integers(0, 400),
)
def test_all_releases_on_one_person_share_a_year_of_birth(born, first, later):
    """Whenever their birthday falls."""
    found = []
    for day in (first, first + timedelta(days=later)):
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        own = release("r", str(day))
        text = f"The court heard that Milo Brandt, {age}, of Kirkby was at home."
        names = FINDER.find(replace(own, text=text), []).names
        found.append({n for n in names if BORN in n})
    assert f"milo brandt{BORN}{born.year}" in found[0] & found[1]


def test_a_part_of_an_operation_is_called_by_its_name():
    body = "Police arrested four men. " + "They spent months on it. " * 30
    for words, expected in (
        ("The raids are part of Operation Tall Grass.", ("operation-tall-grass",)),
        ("Saturday's searches were part of the Operation Tall Grass.", ("operation-tall-grass",)),
        ("The arrests formed part of Operation Tall Grass.", ("operation-tall-grass",)),
        ("The case is part of Operation Tall Grass.", ()),
        ("Another town took part in Operation Tall Grass.", ()),
    ):
        text = f"{body}{words}"
        own = replace(release("r"), text=text)
        named = mention("OPERATION", "Operation Tall Grass", "r", text.find("Operation Tall"))
        finder = ClueFinder(patterns().get(LinkingSection), [], 800)
        assert finder.find(own, [named]).called == expected
