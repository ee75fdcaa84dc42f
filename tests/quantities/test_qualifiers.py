"""Qualifiers before and after, ranges, vague words: the bounds that they state."""

from __future__ import annotations

import pytest

import opledger

N = 300
BEFORE = {
    "about": ["some", "about", "around", "nearly", "almost", "approximately", "approx.", "roughly", "an estimated", "close to",
              "circa", "in the region of", "~", "≈", "close on", "getting on for", "the best part of", "est.", "+/-"],
    "more_than": ["more than", "over", "above", "upwards of", "in excess of", "just over", "well over", "a little over", ">"],
    "at_least": ["at least", "at the very least", "min.", "a minimum of", "no fewer than", "no less than", "not less than", "≥"],
    "less_than": ["fewer than", "less than", "under", "just under", "<"],
    "at_most": ["up to", "at most", "at the very most", "max.", "as many as", "a maximum of", "no more than", "≤"],
    "exact": ["exactly", "only", "a total of", "adding up to", "another", "a further", "the", "all", "the other", "handed over"],
}  # fmt: skip
AFTER = {
    "more_than": ["300-plus", "300+", "300 plus"],
    "at_least": ["300 or more", "300 or over", "300 people or more"],
    "at_most": ["300 or fewer", "300 or less"],
    "about": ["300 or so", "300-odd", "300 (approx.)", "300 (est.)"],
}
BOUNDS = {
    "about": (N, N), "exact": (N, N), "more_than": (N, None), "at_least": (N, None),
    "less_than": (None, N), "at_most": (None, N),
}  # fmt: skip


@pytest.mark.parametrize(("qualifier", "cue"), [(q, cue) for q, cues in BEFORE.items() for cue in cues])
def test_before(qualifier: str, cue: str) -> None:
    (found,) = opledger.quantities(f"Police checked {cue} 300 vans.")
    assert (found["qualifier"], found["low"], found["high"], found["value"]) == (
        qualifier,
        *BOUNDS[qualifier],
        N,
    )
    if qualifier != "exact" and cue not in ("only", "another"):
        assert found["text"] == f"{cue} 300"


@pytest.mark.parametrize(("qualifier", "words"), [(q, words) for q, all_ in AFTER.items() for words in all_])
def test_after(qualifier: str, words: str) -> None:
    (found,) = opledger.quantities(f"Police checked {words}.")
    assert (found["qualifier"], found["low"], found["high"]) == (qualifier, *BOUNDS[qualifier])


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("between 14 and 86", 14, 86),
        ("14 to 17", 14, 17),
        ("from 12 to 15", 12, 15),
        ("5-10", 5, 10),
        ("5–10", 5, 10),
        ("three or four", 3, 4),
        ("two to three hundred", 200, 300),
        ("12 to 15 million", 12_000_000, 15_000_000),
        ("15-20,000", 15_000, 20_000),
        ("2 to 3,000", 2000, 3000),
        ("1-500", 1, 500),
        ("£200 to £300", 200, 300),
        ("between 5% and 6%", 5, 6),
        ("at least 3 and up to 5", 3, 5),
        ("at least 300 but no more than 500", 300, 500),
        ("four thousand to five thousand", 4000, 5000),
        ("2-3 tonnes", 2000, 3000),
        ("between €1.5 million and €2 million", 1_500_000, 2_000_000),
    ],
)
def test_ranges(words: str, low: int, high: int) -> None:
    (found,) = opledger.quantities(f"They took {words} there.")
    assert (found["qualifier"], found["value"], found["low"], found["high"]) == ("range", None, low, high)
    assert found["text"] == words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Arrests rose from 120 to 150 in a year", [120, 150]),
        ("Arrests fell to 90 from 120", [90, 120]),
        ("It fell 5 per cent to $90", [5, 90]),
        ("Forces moved 12 to 3 prisons", [12, 3]),
    ],
)
def test_no_ranges(text: str, values: list[int]) -> None:
    assert [q["value"] for q in opledger.quantities(text) if q["unit"] != "year"] == values


@pytest.mark.parametrize(
    ("words", "low"),
    [
        ("dozens", 24), ("hundreds", 200), ("thousands", 2000), ("tens of thousands", 20_000), ("scores of", 40),
        ("hundreds of thousands", 200_000), ("millions", 2_000_000), ("several", 3), ("numerous", 4), ("a few", 3),
        ("a couple of", 2), ("a handful of", 4), ("several hundred", 300), ("a few dozen", 36), ("more than several hundred", 300),
    ],
)  # fmt: skip
def test_vague(words: str, low: int) -> None:
    (found,) = opledger.quantities(f"They took {words} parcels away.")
    assert (found["qualifier"], found["value"], found["low"], found["high"]) == ("vague", None, low, None)


def test_a_qualifier_shared_by_two_round_numbers() -> None:
    found = opledger.quantities("The desk holds more than 21,000 names and 7,400 plates.")
    assert [(q["low"], q["qualifier"]) for q in found] == [(21000, "more_than"), (7400, "more_than")]


def test_a_qualifier_not_shared_with_a_sharp_number() -> None:
    found = opledger.quantities("The desk holds more than 21,000 names and 417 plates.")
    assert [q["qualifier"] for q in found] == ["more_than", "exact"]


def test_a_second_currency_in_brackets_shares_the_qualifier() -> None:
    found = opledger.quantities("Losses of over 4 million euros ($4.3 million) were named.")
    assert [(q["low"], q["high"], q["unit"]) for q in found] == [
        (4_000_000, None, "EUR"),
        (4_300_000, None, "USD"),
    ]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("moved over 900", "more_than"),
        ("brought over 60", "more_than"),
        ("handed over 60", "exact"),
        ("pulled over 12", "exact"),
    ],
)
def test_over_belongs_to_some_verbs(words: str, qualifier: str) -> None:
    (found,) = opledger.quantities(f"The men {words} people.")
    assert found["qualifier"] == qualifier
