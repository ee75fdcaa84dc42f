"""Units brought to the kilogram, litre and byte; money to its ISO 4217 code."""

from __future__ import annotations

import pytest

import opledger


@pytest.mark.parametrize(
    ("words", "low", "unit"),
    [
        ("1.2 tonnes", 1200, "kilogram"), ("half a tonne", 500, "kilogram"), ("two and a half tonnes", 2500, "kilogram"),
        ("1 000 tons", 1_000_000, "kilogram"), ("3 short tons", 2721.55422, "kilogram"), ("95 lb", 43.09127515, "kilogram"),
        ("12 pounds of heroin", 5.44310844, "kilogram"), ("600 g", 0.6, "kilogram"), ("250mg", 0.00025, "kilogram"),
        ("8kg", 8, "kilogram"), ("8 kilos", 8, "kilogram"), ("16 kg 600 g", 16.6, "kilogram"), ("1,8 kg", 1.8, "kilogram"),
        ("4 pounds and 8 ounces", 2.041165665, "kilogram"), ("816 000 t", 816_000_000, "kilogram"),
        ("3 quintals", 300, "kilogram"), ("three quarters of a tonne", 750, "kilogram"), ("a tonne of rice", 1000, "kilogram"),
        ("two (2) kilograms", 2, "kilogram"), ("three (3) tonnes", 3000, "kilogram"), ("eight (8) years", 8, "year"), ("20 more kilos", 20, "kilogram"),
        ("40 litres", 40, "litre"), ("50 ml", 0.05, "litre"), ("2 cubic metres", 2000, "litre"), ("10 gallons", 37.85411784, "litre"),
        ("2 hectolitres", 200, "litre"),
        ("12 terabytes", 12_000_000_000_000, "byte"), ("64GB", 64_000_000_000, "byte"), ("several terabytes", 3_000_000_000_000, "byte"),
        ("14 per cent", 14, "percent"), ("14%", 14, "percent"), ("0.5 percentage points", 0.5, "percent"),
        ("12 nautical miles", 12, "nautical mile"), ("30 km", 30, "kilometre"), ("48 hours", 48, "hour"), ("3 years", 3, "year"),
        ("80 km/h", 80, "kilometre per hour"), ("40 miles per hour", 40, "mile per hour"), ("12 kg/m3", 12, "kilogram per cubic metre"),
    ],
)  # fmt: skip
def test_units(words: str, low: float, unit: str) -> None:
    (found,) = opledger.quantities(f"It came to {words} then.")
    assert found["low"] == pytest.approx(low, rel=1e-9)
    assert found["unit"] == unit


def test_whole_results_are_ints() -> None:
    (found,) = opledger.quantities("It weighed 1.2 tonnes.")
    assert (found["value"], found["low"], type(found["low"])) == (1.2, 1200, int)


@pytest.mark.parametrize(
    ("words", "low", "unit"),
    [
        ("EUR 2.5bn", 2_500_000_000, "EUR"), ("EUR 1.2 m", 1_200_000, "EUR"), ("€205 000", 205_000, "EUR"), ("EUR50m", 50_000_000, "EUR"),
        ("4.3 million euros", 4_300_000, "EUR"), ("$5-million", 5_000_000, "USD"), ("US$ 428", 428, "USD"), ("US $84 billion", 84_000_000_000, "USD"),
        ("41 thousand US dollars", 41_000, "USD"), ("half a billion dollars", 500_000_000, "USD"), ("A$500", 500, "AUD"),
        ("HK $3.7 billion", 3_700_000_000, "HKD"), ("R4,2 million", 4_200_000, "ZAR"), ("R22 500", 22_500, "ZAR"), ("RM76,000", 76_000, "MYR"),
        ("Tk 3.5 lakh", 350_000, "BDT"), ("Rs 1.80 crore", 18_000_000, "INR"), ("N156.2 billion", 156_200_000_000, "NGN"),
        ("P3.2 million", 3_200_000, "PHP"), ("R$ 3.256.750,91", 3_256_750.91, "BRL"), ("Rp 2,3 billion", 2_300_000_000, "IDR"),
        ("15 thousand 050 Mexican pesos", 15_050, "MXN"), ("9 billion yuan", 9_000_000_000, "CNY"), ("¥300", 300, "JPY"),
        ("AED 40,000", 40_000, "AED"), ("two million pounds sterling", 2_000_000, "GBP"), ("£200", 200, "GBP"), ("200 €", 200, "EUR"),
        ("CHF 12’500", 12_500, "CHF"), ("hundreds of thousands of euros", 200_000, "EUR"), ("3,000 Swedish kronor", 3000, "SEK"),
    ],
)  # fmt: skip
def test_money(words: str, low: float, unit: str) -> None:
    (found,) = opledger.quantities(f"It came to {words} then.")
    assert (found["low"], found["unit"], found["text"]) == (low, unit, words)


@pytest.mark.parametrize(
    "text",
    [
        "All 200 vans",
        "ALL 12 MEN",
        "Three gel guns",
        "COP 12 CARS",
        "12 ALL told",
        "TOP 9 MEN",
        "Try 3",
        "PS 257 and PS 147",
        "cup 4",
    ],
)
def test_words_that_are_codes_are_no_money(text: str) -> None:
    assert {q["unit"] for q in opledger.quantities(text)} <= {None}


@pytest.mark.parametrize(
    "text",
    ["200 t-shirts", "12 foot patrols", "12 night clubs", "20 HP laptops", "3 won medals", "2 real guns", "8 second-hand phones", "40 soles",
     "he said \"we held 12\" of them", "30 day labourers"],
)  # fmt: skip
def test_words_that_begin_like_units(text: str) -> None:
    (found,) = opledger.quantities(text)
    assert found["unit"] is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("goods worth 3,000 pounds", "GBP"), ("two million pounds went missing", "GBP"), ("They took £40 and then 300 pounds", "GBP"),
        ("300 pounds of heroin worth £4m", "kilogram"), ("12,800 pounds", "kilogram"), ("3,000 won", "KRW"), ("two billion dong", "VND"),
    ],
)  # fmt: skip
def test_pounds_and_other_two_faced_words(text: str, unit: str) -> None:
    assert unit in [q["unit"] for q in opledger.quantities(text)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("COP 1,200 million", "COP"), ("AOA 5,000", "AOA"), ("5000 MZN", "MZN"), ("XAF 40,000", "XAF"), ("$250,000 CAD", "CAD"),
        ("Rs 1.2 cr", "INR"), ("RUB 3 million", "RUB"),
    ],
)  # fmt: skip
def test_codes(text: str, unit: str) -> None:
    (found,) = opledger.quantities(text)
    assert (found["unit"], found["text"]) == (unit, text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Colombian police in Bogotá: a fine of 10 million pesos", "COP"),
        ("Manila police said 3,000 pesos were paid", "PHP"),
        ("Kathmandu: Nepal police found 4,000 rupees", "NPR"),
        ("Australian police in Sydney and Melbourne, Australia, found $5,000", "AUD"),
        ("New Zealand Police took NZ$40,000 in Auckland; New Zealand Customs put it at $50,000", "NZD"),
        ("INTERPOL met in Singapore. Losses were $700,000", "USD"),
        ("Found: $700", "USD"),
    ],
)
def test_shared_names_of_currencies(text: str, unit: str) -> None:
    assert opledger.quantities(text)[-1]["unit"] == unit


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Ports stopped 47.1 tonnes: Alba 18.9, Corvo 13.5 and Nisa 4.4.", ["kilogram"] * 4),
        ("Together 345 kilograms: 225 on the north side, 120 on the south.", ["kilogram"] * 3),
        ("Of those 25 tonnes, upwards of 19 were in Poland.", ["kilogram"] * 2),
        ("Fraud of 7.4 million euros, 4.3 million in excise.", ["EUR"] * 2),
        ("Seized 25 tonnes and held 19 men.", ["kilogram", None]),
        ("Year to date, in pounds:\nCocaine / 74,300 / 61,100\nHeroin / 1,390\n", ["kilogram"] * 3),
        ("Cocaine (kg): 2,310\nArrests: 14\n", ["kilogram", None]),
        ("VALUE BY STATE (R$)\n\nAlto\n746.152.145,97\nBaixo\n90.385,05\n", ["BRL", "BRL"]),
    ],
)
def test_units_left_out(text: str, units: list[str | None]) -> None:
    assert [q["unit"] for q in opledger.quantities(text)] == units
