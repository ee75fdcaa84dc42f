"""One value, all the ways to write it: each spelling is one quantity that covers the whole number."""

from __future__ import annotations

import pytest

import opledger

ONE_VALUE = {
    12: ["12", "twelve", "Twelve", "TWELVE", "a dozen"],
    6: ["half a dozen", "half-dozen", "6", "six"],
    24: ["two dozen", "24", "twenty-four", "twenty four"],
    206: ["206", "two hundred and six", "two hundred six", "Two Hundred and Six"],
    599: ["five hundred and ninety-nine", "599"],
    1000: ["a thousand", "one thousand", "1,000", "1 000", "1.000 people", "1k people", "ten hundred"],
    15313: ["15,313", "15 313", "15\u00a0313", "15\u202f313", "15\u2009313", "15.313 people", "15'313", "15’313",
            "15 thousand 313", "fifteen thousand three hundred and thirteen"],
    15050: ["15 thousand 050", "15,050"],
    2066: ["2 thousand 66 persons", "2,066"],
    1018969: ["one million 018 thousand 969", "1 million 018 thousand 969", "1,018,969", "1.018.969", "1 018 969", "10,18,969"],
    500_000: ["half a million", "500,000", "0.5 million", "five hundred thousand", "5 lakh", "500k people"],
    250_000: ["a quarter of a million", "250 thousand", "250 000", "2.5 lakh"],
    1_500_000: ["one and a half million", "1.5 million", "1,5 million", "15 lakh", "1½ million", "1.5 mln"],
    18_000_000: ["1.8 crore", "1.80 crore", "18 million", "18-million", "eighteen million"],
    400_000_000: ["four hundred million", "4 hundred million"],
    1_200_000_000: ["1.2bn people", "1.2 billion", "one billion two hundred million"],
}  # fmt: skip
ROWS = [(value, spelling) for value, spellings in ONE_VALUE.items() for spelling in spellings]


@pytest.mark.parametrize(("value", "spelling"), ROWS)
def test_every_spelling_has_the_value(value: int, spelling: str) -> None:
    text = f"Officers counted {spelling} in all."
    found = opledger.quantities(text)
    assert [(q["value"], q["low"], q["high"], q["qualifier"]) for q in found] == [
        (value, value, value, "exact")
    ]
    start = text.index(spelling) + (2 if spelling == "a quarter of a million" else 0)
    number = spelling.removesuffix(" people").removesuffix(" persons")
    assert (found[0]["start"], found[0]["end"]) == (start, text.index(spelling) + len(number))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty, five and six were held", [20, 5, 6]),
        ("Two and three men were held", [2, 3]),
        ("In all 12, 15 and 18 parcels", [12, 15, 18]),
        ("The stops: 12,15,18", [12, 15, 18]),
        ("seized two million and fired three times", [2_000_000, 3]),
        ("EUR 1.9 million and eleven licences", [1_900_000, 11]),
        ("2 thousand and six bales", [2000, 6]),
        ("a million and a half pills", [1_500_000]),
        ("two thirds of the haul", [pytest.approx(2 / 3)]),
        ("two-thirds of the haul", [pytest.approx(2 / 3)]),
        ("a third of the haul", [pytest.approx(1 / 3)]),
        ("Half of the haul, half the men", [0.5, 0.5]),
        ("1/2 pound and 1 1/2 pounds", [0.5, 1.5]),
        ("¾ litre", [0.75]),
        ("three quarters of a tonne of hash", [0.75]),
        ("a tonne of rice, more than a kilo of tea", [1, 1]),
        ("a ton of work, a gram of the drug, EUR 60 a kilo of tea", [60]),
        ("jailed for five and eight years", [5, 8]),
        ("a single arrest, a pair of brothers, both drivers", [1, 2, 2]),
        ("minus five degrees and -1.3%", [-5, -1.3]),
        ("sales grew sixfold", [6]),
    ],
)
def test_several_values(text: str, values: list[float]) -> None:
    assert [q["value"] for q in opledger.quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Bought 15.313 kg and 4,000 bags", 15.313),
        ("15.313 tickets and 40 bags", 15313),
        ("Foram 1,5 kg; total 15.313 kg", 15313),
        ("worth 2,3 billion and 4.870 millions", 4_870_000_000),
        ("4,000 bags worth 4.870 million", 4_870_000),
    ],
)
def test_dots_by_context(text: str, value: float) -> None:
    from opledger.quantities import core_finder

    numbers = [q["value"] for q in core_finder().stated_in(text)]
    assert value in numbers
