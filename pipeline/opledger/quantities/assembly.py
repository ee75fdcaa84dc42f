"""A quantity on its way from numeral to plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeVar

from opledger.quantities.numerals import Number, Numeral, whole
from opledger.quantities.units import Measure

N = TypeVar("N", bound=Number)

DECIMALS = 9
"""Digits kept after the point of a value that is not whole."""


def plain_number(value: Number | None) -> int | float | None:
    """An int where whole, else a float without the noise of binary fractions.

    Example:
        >>> plain_number(Fraction(6, 2)), plain_number(Fraction(5, 2)), plain_number(None)
        (3, 2.5, None)
    """
    if value is None or isinstance(value, int):
        return value
    if value.denominator == 1:
        return value.numerator
    return round(float(value), DECIMALS)


def bounds_of(qualifier: str, number: N) -> list[N | None]:
    """Low and high of one stated number.

    Example:
        >>> bounds_of("at_most", 12), bounds_of("about", 300)
        ([None, 12], [300, 300])
    """
    if qualifier in ("more_than", "at_least", "vague"):
        return [number, None]
    if qualifier in ("less_than", "at_most"):
        return [None, number]
    return [number, number]


def widened(item: dict[str, Any], share: Fraction) -> dict[str, Any]:
    """An "about n" with bounds a share of it below and above; those of things that are counted are whole.

    Example:
        >>> item = widened({"low": 50, "high": 50, "dimension": "count"}, Fraction(1, 8))
        >>> item["low"], item["high"]
        (43, 57)
    """
    if item["low"] is None or item["low"] != item["high"]:
        return item
    number = Fraction(str(item["low"]))
    low, high = number * (1 - share), number * (1 + share)
    if item["dimension"] == "count":
        low, high = Fraction(floor(low)), Fraction(ceil(high))
    return {**item, "low": plain_number(low), "high": plain_number(high)}


class Found:
    """A quantity being put together.

    Args:
        numeral: its first number.
        money: the currency before it and where that starts, if any.
    """

    __slots__ = ("adjective", "currency", "end", "first", "last", "measure", "qualifier", "rules", "start")

    def __init__(self, numeral: Numeral, money: tuple[str, int] | None) -> None:
        self.start, self.end = (money[1] if money else numeral.start), numeral.end
        self.first = self.last = numeral
        self.currency: str | None = money[0] if money else None
        self.measure: Measure | None = None
        self.adjective: str | None = None
        self.qualifier = "exact"
        self.rules = ["vague" if numeral.floor else numeral.shape]
        if numeral.soft:
            self.rules.append("loose" if numeral.loose else "soft")

    def negate(self, start: int) -> None:
        """Make it negative; the sign stands at ``start``."""
        self.start = start
        self.first = self.last = replace(self.first, value=-self.first.value)
        self.rules.append("minus")

    def bounds(self) -> tuple[Number | None, Number | None]:
        """Low and high in the normalised unit, as the qualifier says."""
        first, last = self.first.value, self.last.value
        if self.measure and self.measure.factor != 1:
            first, last = whole(first * self.measure.factor), whole(last * self.measure.factor)
        if self.qualifier == "range":
            return first, last
        low, high = bounds_of(self.qualifier, first)
        return low, high

    def item(self, text: str, code: Callable[[str], str]) -> dict[str, Any]:
        """The plain data; ``code`` decides between currencies that share a name."""
        unit, dimension, words = self._unit(text, code)
        low, high = self.bounds()
        stated = None if self.qualifier in ("range", "vague") else (low if low is not None else high)
        return {
            "start": self.start,
            "end": self.end,
            "number_start": self.first.start,
            "number_end": self.last.end,
            "value": plain_number(stated),
            "low": plain_number(low),
            "high": plain_number(high),
            "qualifier": self.qualifier,
            "unit": unit,
            "dimension": dimension,
            "words": words,
            "rule": "+".join(self.rules),
        }

    def stated(self) -> int | float | None:
        """The number as it is written, before it is brought to the normalised unit; None for a range or vague word."""
        return None if self.qualifier in ("range", "vague") else plain_number(self.first.value)

    def _unit(self, text: str, code: Callable[[str], str]) -> tuple[str | None, str, str | None]:
        if self.currency:
            self.rules.append("money")
            return code(self.currency), "money", text[self.last.end : self.end].strip() or None
        if self.measure:
            self.rules.append(self.measure.rule)
            return self.measure.unit, self.measure.dimension, self.measure.words
        if self.adjective:
            return None, "other", self.adjective
        return None, "fraction" if self.first.shape == "fraction" else "count", None
