"""Units left out because the reader knows them: "47.1 tonnes, of which Santos 18.9 and Natal 4.4"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from opledger.quantities.assembly import plain_number
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.numerals import whole

Item = dict[str, Any]

REACH = 400
"""How many characters after a quantity its unit may still be meant."""
PARTS = 6
"""How many numbers are tried as the parts of a whole."""
LEFT_OUT = ("mass", "volume", "data")
LARGE = 1_000_000
FRONTED = re.compile(r",? ?(?:[a-z]+ ){0,3}\Z")
NEAR = 24


def fill_gaps(lexicon: Lexicon, low: str, items: Sequence[Item]) -> None:
    """Give bare numbers the unit of an earlier one where nothing else can be meant; changes the items.

    Three cases: a decimal that counts nothing; numbers that add up to a mass said just before; and bare
    millions after money.
    """
    measured: Item | None = None
    money: Item | None = None
    for index, item in enumerate(items):
        if item["dimension"] == "count" and item["qualifier"] != "vague":
            near = [q if q and item["start"] - q["end"] <= REACH else None for q in (measured, money)]
            if near == [None, None] or lexicon.counts_noun(low, item["number_end"]):
                continue
            if near[1] and _is_money(low, item):
                item.update(unit=near[1]["unit"], dimension="money", rule=item["rule"] + "+gap")
            elif near[0] and _is_left_out(low, item, near[0]):
                _inherit(lexicon, item, near[0])
        elif item["dimension"] in LEFT_OUT and item["words"]:
            measured = item
            _parts(lexicon, items, index)
        elif item["dimension"] == "money":
            money = item


def _is_left_out(low: str, item: Item, measured: Item) -> bool:
    between = low[measured["end"] : item["start"]]
    if "\n" in between:
        return False
    if "decimal" in item["rule"]:
        return True
    start = measured["start"]
    fronted = low.endswith(("of those ", "of these ", "of the "), 0, start)
    return fronted and len(between) <= NEAR and between.startswith(",") and FRONTED.match(between) is not None


def _is_money(low: str, item: Item) -> bool:
    stated = item["low"] or item["high"] or 0
    return stated >= LARGE and low[item["number_start"] : item["number_end"]][-1].isalpha()


def _parts(lexicon: Lexicon, items: Sequence[Item], index: int) -> None:
    """3 415 kilograms: 2 260 on one side, 1 155 on the other."""
    whole_item = items[index]
    total = whole_item["low"]
    if total is None or whole_item["qualifier"] != "exact":
        return
    factor = factor_of(lexicon, whole_item)
    if factor is None:
        return
    sum_, parts = Fraction(0), []
    for item in items[index + 1 : index + 1 + PARTS]:
        if item["dimension"] != "count" or item["low"] is None or item["start"] - whole_item["end"] > REACH:
            return
        sum_ += Fraction(str(item["low"])) * factor
        parts.append(item)
        if len(parts) > 1 and abs(float(sum_) - total) <= 1e-6 * total:
            for part in parts:
                _inherit(lexicon, part, whole_item)
            return


def factor_of(lexicon: Lexicon, item: Item) -> Fraction | None:
    """How many normalised units one of the item's unit as written is."""
    words = " ".join(str(item["words"]).split())
    entry = lexicon.unit_words.get(words.lower()) or lexicon.unit_symbols.get(words)
    return entry.factor if entry else None


def _inherit(lexicon: Lexicon, item: Item, measured: Item) -> None:
    factor = factor_of(lexicon, measured)
    if factor is None:
        return
    for key in ("value", "low", "high"):
        if item[key] is not None:
            item[key] = plain_number(whole(Fraction(str(item[key])) * factor))
    item.update(unit=measured["unit"], dimension=measured["dimension"], rule=item["rule"] + "+gap")
