"""Best, low and high of an outcome, as conflict datasets name them.

The UCDP Georeferenced Event Dataset gives a best, a low and a high estimate of each count (UCDP GED Codebook, variables ``best``,
``low`` and ``high``): the best is the most likely one, the low and the high are the least and the most that a source tells. Here:

- **best** is the outcome's value; where a range or a vague word states none, its lower bound, else its upper one.
- **low** and **high** are the outcome's bounds, stretched over what other statements say of the same thing where statements exclude
  one another, and to the sum of the parts where they come to more than their total. An earlier value that was replaced is no estimate.
- An unbounded side ("more than 40") stays empty: nobody has said how high it may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opledger.tables.rows import Row

Number = float | int


class Estimate(NamedTuple):
    """Three numbers, ``low <= best <= high`` where they are known."""

    best: Number | None
    low: Number | None
    high: Number | None


def estimate(outcome: Row, rivals: Iterable[Row] = (), excess: Number = 0) -> Estimate:
    """The estimate that a row of ``outcomes`` comes to.

    Args:
        outcome: the row.
        rivals: rows of ``figures`` (``value``, ``low``, ``high``) that say something else of the same thing.
        excess: by how much its parts come to more than it.

    Example:
        >>> estimate({"value": 19, "low": 19, "high": 19}, [{"value": 16, "low": 16, "high": 16}], excess=1)
        Estimate(best=19, low=16, high=20)
    """
    low, high = outcome["low"], outcome["high"]
    best = _first(outcome["value"], low, high)
    for rival in rivals:
        least = _first(rival["low"], rival["value"], rival["high"])
        most = _first(rival["high"], rival["value"], rival["low"])
        low = low if low is None or least is None else min(low, least)
        high = high if high is None or most is None else max(high, most)
    if excess and best is not None and high is not None:
        high = max(high, best + excess)
    return Estimate(best, low, high)


def _first(*numbers: Number | None) -> Number | None:
    return next((number for number in numbers if number is not None), None)
