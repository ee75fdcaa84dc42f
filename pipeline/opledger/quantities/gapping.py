"""Units left out because the reader knows them: "47.1 tonnes, of which Santos 18.9 and Natal 4.4"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from opledger.quantities.assembly import plain_number
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.numerals import whole

Item = dict[str, Any]

BRACKETED = re.compile(r"\((?:in )?([^()\n]{1,16})\)[ \t]*(?:[:–-][ \t]*)?(?=[\n0-9])")
IN_UNIT = re.compile(r" in (?:[a-z]+ of )?([a-zA-Z ]{2,16}):[ \t]*(?=\n)")
VALUE_LINE = re.compile(
    r"(?:\n[^\w\n]{0,3}\d[\d .,\u00a0\u202f]*(?=\n|\Z))+(?=\n[^\n\d]+\n[^\w\n]{0,3}\d|\n\n|\Z)"
)
"""Numbers right under a label, up to the next label that stands over a number."""
CELLS = ("\t", " | ")
ROWS = 100
"""Lines and numbers of a table that one heading holds for, at most."""
LONG_LINE = 90
"""Characters of a line that is no row of a table any more."""

REACH = 400
"""How many characters after a quantity its unit may still be meant."""
PARTS = 6
"""How many numbers are tried as the parts of a whole."""
LEFT_OUT = ("mass", "volume")
LARGE = 1_000_000
FRONTED = re.compile(r",? ?(?:[a-z]+ ){0,3}\Z")
NEAR = 24
TIMES = frozenset({"year", "month", "week", "day", "hour"})
SHARED = re.compile(r",? (?:and|or|to) |, ")
OF_NEXT = re.compile(
    r"(?: of (?!them|the|those|these|which|whom)[a-z-]+(?: [a-z]+)?(?:,| and|, and) (?:another |a further )?[\w.,]+)+ of [a-su-z]"
)
"""Between a mass and the start of what stands behind a later number without its unit; no "of the", "of them"."""
OF_IT = (" of them", " of it ", " of this")


def fill_columns(lexicon: Lexicon, text: str, items: Sequence[Item], code: Callable[[str], str]) -> None:
    """Give bare numbers the unit that the heading of their table or their own label has: "(R$)", "in pounds:"."""
    for pattern in (BRACKETED, IN_UNIT):
        for match in pattern.finditer(text):
            unit = _heading_unit(lexicon, match[1].strip(), code)
            if unit:
                _fill_rows(text, items, match.end(), _end_of_rows(text, match.end()), unit)


def _heading_unit(
    lexicon: Lexicon, written: str, code: Callable[[str], str]
) -> tuple[str, str, Fraction] | None:
    entry = lexicon.unit_symbols.get(written) or lexicon.unit_words.get(written.lower())
    if entry and entry.dimension in ("mass", "volume", "data"):
        return entry.unit, entry.dimension, entry.factor
    money = lexicon.money_prefix.get(written) or lexicon.money_word.get(written.lower())
    return (code(money), "money", Fraction(1)) if money else None


def _end_of_rows(text: str, start: int) -> int:
    """A label's unit holds to the end of its line, a heading's to the next line that is a sentence.

    That of a label over its number holds for the number, that of the last of several columns for no line below.
    """
    end = text.find("\n", start)
    if end != start:
        return end if end >= 0 else len(text)
    if any(mark in text[text.rfind("\n", 0, start) + 1 : start] for mark in CELLS):
        return start
    over_number = VALUE_LINE.match(text, start)
    if over_number is not None:
        return over_number.end()
    for _ in range(ROWS):
        if not 0 <= end < len(text):
            break
        stop = text.find("\n", end + 1)
        line = text[end + 1 : stop if stop >= 0 else len(text)]
        if len(line) > LONG_LINE or line.rstrip().endswith("."):
            return end
        end = stop if stop >= 0 else len(text)
    return end


def _fill_rows(
    text: str, items: Sequence[Item], start: int, end: int, unit: tuple[str, str, Fraction]
) -> None:
    name, dimension, factor = unit
    first = bisect_left(items, start, key=lambda item: int(item["number_start"]))
    for item in items[first : first + ROWS]:
        if item["end"] > end:
            return
        if item["dimension"] != "count":
            continue
        if text[item["end"] : item["end"] + 2].lstrip(" \u00a0")[:1].isalpha():
            continue
        _convert(item, factor)
        item.update(unit=name, dimension=dimension, rule=item["rule"] + "+column")


def _convert(item: Item, factor: Fraction) -> None:
    for key in ("value", "low", "high"):
        if item[key] is not None:
            item[key] = plain_number(whole(Fraction(str(item[key])) * factor))


def fill_gaps(lexicon: Lexicon, low: str, items: Sequence[Item]) -> None:
    """Give bare numbers the unit of an earlier one where nothing else can be meant; changes the items.

    A decimal that counts nothing, millions after money, numbers that add up to a mass said just before.
    """
    measured: Item | None = None
    money: Item | None = None
    for index, item in enumerate(items):
        if item["dimension"] == "count" and item["qualifier"] != "vague":
            near = [q if q and item["start"] - q["end"] <= REACH else None for q in (measured, money)]
            if near == [None, None] or lexicon.counts_noun(low, item["number_end"]):
                continue
            mass, sum_ = near
            if (
                mass
                and _is_left_out(low, item, mass)
                and not (sum_ and _is_nearer_money(low, item, mass, sum_))
            ):
                _inherit(lexicon, item, mass)
            elif sum_ and (_is_large(low, item) or _is_decimal(low, item, sum_)):
                item.update(unit=sum_["unit"], dimension="money", rule=item["rule"] + "+gap")
        elif item["dimension"] == "other" and item["unit"] in TIMES and index:
            _share_time(low, items[index - 1], item)
        elif item["dimension"] in LEFT_OUT and item["words"]:
            measured = item
            _parts(lexicon, items, index)
        elif item["dimension"] == "money":
            money = item


def _share_time(low: str, before: Item, item: Item) -> None:
    """Four and five years in prison: the four are years, too."""
    if before["dimension"] == "count" and SHARED.fullmatch(low, before["end"], item["start"]):
        before.update(unit=item["unit"], dimension="other", rule=before["rule"] + "+gap")


def _is_left_out(low: str, item: Item, measured: Item) -> bool:
    """Whether a bare number is one of the same: a decimal, or "of those 25 tonnes, 19 were"."""
    between = low[measured["end"] : item["start"]]
    if "\n" in between:
        return False
    if "decimal" in item["rule"] or _is_of_it(low, item, measured) or _is_of_next(low, item, measured):
        return True
    fronted = low.endswith(("of those ", "of these ", "of the "), 0, measured["start"])
    return fronted and len(between) <= NEAR and between.startswith(",") and FRONTED.match(between) is not None


def _is_of_it(low: str, item: Item, measured: Item) -> bool:
    """ "72.3 tonnes of cocaine, 27 of them in ports"."""
    return low.startswith(OF_IT, item["number_end"]) and low[item["start"] - 2 : item["start"]] == ", "


def _is_of_next(low: str, item: Item, measured: Item) -> bool:
    """ "12 kg of heroin, 3 of cocaine and 90 of cannabis"."""
    if not low.startswith(" of ", item["number_end"]) or not low.startswith(" of ", measured["end"]):
        return False
    return OF_NEXT.fullmatch(low, measured["end"], item["number_end"] + 5) is not None


def _is_nearer_money(low: str, item: Item, mass: Item, money: Item) -> bool:
    """Money is meant where it stands nearer, or where the millions of the number are not those of the mass."""
    if money["start"] > mass["start"]:
        return True
    return _is_large(low, item) and not _is_large(low, mass)


def _is_large(low: str, item: Item) -> bool:
    stated = item["low"] or item["high"] or 0
    return stated >= LARGE and low[item["number_start"] : item["number_end"]][-1].isalpha()


def _is_decimal(low: str, item: Item, money: Item) -> bool:
    return "decimal" in item["rule"] and "\n" not in low[money["end"] : item["start"]]


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
        if "words" in item["rule"]:
            continue
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
    _convert(item, factor)
    item.update(unit=measured["unit"], dimension=measured["dimension"], rule=item["rule"] + "+gap")
