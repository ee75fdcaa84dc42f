"""How wide a stated number is: the interval of true values that it leaves possible."""

from __future__ import annotations

import re
from math import inf

from opledger.patternfiles.schemas.reconciliation import Widths
from opledger.reconciliation.model import ABOUT, BOUND, EXACT, ROUND, VAGUE, Interval
from opledger.records import Figure


def step_of(number: float) -> float:
    """The place value of the last non-zero digit: how finely the number is stated.

    Example:
        >>> step_of(6500), step_of(6558), step_of(1.5)
        (100.0, 1.0, 0.1)
    """
    if not number:
        return 1.0
    mantissa, _, exponent = f"{abs(number):.9e}".partition("e")
    digits = mantissa.replace(".", "").rstrip("0")
    return float(10.0 ** (int(exponent) - len(digits) + 1))


def is_round(number: float, widths: Widths) -> bool:
    """Whether a bare number may be a rounded one: large enough, and ending in enough zeros."""
    return number >= widths.round_from and step_of(number) >= widths.round_step


def interval_of(
    figure: Figure, widths: Widths, measured: bool, below: re.Pattern[str] | None
) -> tuple[Interval, int]:
    """The interval and the sharpness rank of a figure.

    Args:
        figure: the figure.
        widths: the width rules.
        measured: whether its unit is a continuous amount (mass, volume, money).
        below: matches the words that put an 'about' number under the stated one.
    """
    kind, value = figure.qualifier, figure.value
    if kind == "vague":
        return Interval(low=(figure.low or 0) * widths.vague), VAGUE
    if kind == "range" or value is None:
        low, high = figure.low, figure.high
        return Interval(-inf if low is None else low, inf if high is None else high), ABOUT
    if kind in ("more_than", "at_least"):
        return Interval(low=value, low_open=kind == "more_than"), BOUND
    if kind in ("less_than", "at_most"):
        return Interval(high=value, high_open=kind == "less_than"), BOUND
    if kind == "about":
        return _about(figure, value, widths, measured, below), ABOUT
    return _bare(value, widths, measured, bool(figure.extras.get("headline")))


def _about(
    figure: Figure, value: float, widths: Widths, measured: bool, below: re.Pattern[str] | None
) -> Interval:
    # "Close to two tonnes" is rounded to the tonne; people are counted more finely.
    cap = value * (widths.about_measured if measured else widths.about)
    slack = max(min(step_of(value) / 2, cap), value * widths.about_least)
    if below is not None and below.search(figure.text):
        return Interval(value - max(slack, min(step_of(value), cap)), value)
    return Interval(value - slack, value + slack)


def _bare(value: float, widths: Widths, measured: bool, headline: bool) -> tuple[Interval, int]:
    rounded = is_round(value, widths)
    if not (rounded or measured):
        return Interval(value, value), EXACT
    # Both ways of rounding are in use: to the nearest (down to half a step under) and by cutting off.
    cap, slack = value * widths.round, value * widths.converted if measured else 0.0
    down, up = max(min(step_of(value) / 2, cap), slack), max(min(step_of(value), cap), slack)
    if rounded and headline:
        up = max(up, min(step_of(value), value * widths.headline))
    return Interval(value - down, value + up, high_open=True), ROUND if rounded else EXACT
