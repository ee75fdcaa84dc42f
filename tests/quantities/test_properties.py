"""Round trips and robustness."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import opledger
from opledger.quantities import core_finder

SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, joiner: str = " and ") -> str:
    """A number in English words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for name, size in (("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("hundred", 100)):
        if number >= size:
            rest = number % size
            link = joiner if rest < 100 else " "
            return f"{in_words(number // size, joiner)} {name}" + (
                f"{link}{in_words(rest, joiner)}" if rest else ""
            )
    raise AssertionError(number)


def only_value(text: str) -> object:
    (found,) = opledger.quantities(text)
    assert text[found["start"] : found["end"]] == found["text"]
    return found["value"]


@given(st.integers(1, 10**12 - 1), st.sampled_from([" and ", " "]))
@settings(max_examples=300, deadline=None)
def test_words_give_the_number(number: int, joiner: str) -> None:
    assert only_value(f"They found {in_words(number, joiner)} parcels.") == number


@given(st.integers(1000, 10**12), st.sampled_from([",", "\u00a0", "\u202f", " ", "’"]))
@settings(max_examples=200, deadline=None)
def test_grouped_digits_give_the_number(number: int, separator: str) -> None:
    assert only_value(f"They found {number:,} parcels.".replace(",", separator)) == number


@given(st.integers(1, 10**9), st.integers(1, 99))
@settings(max_examples=200, deadline=None)
def test_dots_and_decimal_comma(number: int, cents: int) -> None:
    written = f"{number:,}".replace(",", ".") + f",{cents:02}"
    assert only_value(f"Value: EUR {written} in all.") == pytest.approx(number + cents / 100)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
@example("İİ 12 kg")
@example("²³ ١٢ one ½")
@example("12 " * 40)
@example("$")
@example("a ")
@example("one and a")
def test_any_text(text: str) -> None:
    check(text)


PIECES = st.sampled_from(
    ["12", "1,000", ".5", "a", "one", "and", "half", "hundred", "million", "to", "-", "–", "/", "between", "(", ")", "kg", "$", "R", "%",
     "of", "several", "dozen", "\n", "May", "Section", ",", ".", "more than", "or more", "third", "both", "§", "year-old", "½", "é", "3-4", "€"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=500, deadline=None)
def test_any_mixture(pieces: list[str], glue: str) -> None:
    check(glue.join(pieces))


def check(text: str) -> None:
    """What always holds: offsets inside the text and in order, JSON types, bounds as the qualifier says."""
    found = core_finder().find_in(text)
    end = 0
    for q in found["quantities"]:
        assert 0 <= q["start"] <= q["number_start"] < q["number_end"] <= q["end"] <= len(text)
        assert q["number_start"] >= end
        end = q["number_end"]
        assert all(v is None or isinstance(v, int | float) for v in (q["value"], q["low"], q["high"]))
        if q["qualifier"] == "range":
            assert q["low"] <= q["high"]
        if q["qualifier"] in ("more_than", "at_least", "vague"):
            assert q["low"] is not None and q["high"] is None
    for seen in found["lookalikes"]:
        assert 0 <= seen["start"] < seen["end"] <= len(text)
    for q in opledger.quantities(text):
        assert text[q["start"] : q["end"]] == q["text"]


@pytest.mark.parametrize(
    "text",
    ["7" * 1_000_000, "x" * 1_000_000, "1 " * 20_000, "1,1" * 60_000, "one " * 20_000, "5 to " * 20_000, "(kg)\n" * 20_000,
     "a" + "1a" * 200_000, "$" * 200_000, "1-" * 200_000, "12.5 kg, " * 10_000, "(" * 200_000 + "5", "1." * 200_000, "\n" * 200_000 + "1"],
)  # fmt: skip
def test_nothing_takes_long(text: str) -> None:
    start = time.process_time()
    core_finder().find_in(text)
    assert time.process_time() - start < 5
