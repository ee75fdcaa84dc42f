"""Numbers that state a quantity: how many, how sure, of what unit; and the numbers that only look like it.

The name is taken twice: ``opledger.quantities`` is a function for users, and this package. Importing the package
puts the module in the function's place, so the module itself can be called and does the same.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opledger.quantities.component import QuantityFinder

FIELDS = ("value", "low", "high", "qualifier", "unit")


@lru_cache(maxsize=1)
def core_finder() -> QuantityFinder:
    """The component over the core patterns, made on first use."""
    from opledger.quantities.component import QuantityFinder

    return QuantityFinder(None, "opledger_quantities")


def quantities(text: str) -> list[dict[str, Any]]:
    """Every number of a text that states a quantity.

    Percentages, fractions, money and ages are included; ordinals, dates and numbers inside names are not.

    Args:
        text: any text.

    Returns:
        Dicts with ``start``, ``end``, ``text``, ``value``, ``low``, ``high``, ``qualifier``, ``unit``, by start.
        ``value`` is the number as stated (1.2 of "1.2 tonnes"; None for a range or a vague word); ``low`` and
        ``high`` are in ``unit``, the normalised one (1200 kilograms), None where unbounded.

    Example:
        >>> [(q["text"], q["low"], q["high"]) for q in quantities("Nearly 300 held, up to a dozen sought")]
        [('Nearly 300', 300, 300), ('up to a dozen', None, 12)]
    """
    return [
        {
            "start": q["start"],
            "end": q["end"],
            "text": text[q["start"] : q["end"]],
            **{k: q[k] for k in FIELDS},
        }
        for q in core_finder().stated_in(text)
    ]


class _Callable(ModuleType):
    def __call__(self, text: str) -> list[dict[str, Any]]:
        return quantities(text)


sys.modules[__name__].__class__ = _Callable
