"""Numbers that lean on the number before them: gapping, brackets, "of them", "another 15", nationalities."""

from __future__ import annotations

from typing import Any

from opledger.figures.decide import Decision
from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase

PROTECTED = frozenset({"victim", "child", "migrant"})
NEAR_NAMES = frozenset({"COUNTRY", "PLACE", "AGENCY"})


def inherit(
    items: list[Item],
    phrase: Phrase,
    label: Phrase | None,
    quantity: dict[str, Any],
    before: dict[str, Any] | None,
    lexicon: Lexicon,
    like: dict[str, Any] | None = None,
) -> Decision | None:
    """The measure that a number takes from the figure before it, or None.

    Args:
        items: items of the sentence.
        phrase: the number's own phrase.
        label: the phrase of its label, if it has one.
        quantity: its quantity.
        before: the figure before it, near enough to lean on.
        lexicon: frames and measures.
        like: an earlier figure of the same number.

    Example:
        "53 were arrested in France (22) and Italy (18)": 22 and 18 are arrests as 53 is.
    """
    if like is not None and phrase.classes == ("none",) and _gap(items, phrase, quantity, like) == "number":
        before = like
    if before is None or not _same_kind(quantity, before):
        before = like if "person" in phrase.classes else None
    if before is None:
        return None
    person = lexicon.measures.measures[before["measure"]].units[0] == "person"
    reason: str | None
    if phrase.classes == ("none",):
        if label is not None and label.classes != ("unknown",) and "person" not in label.classes:
            return None
        reason = _gap(items, phrase, quantity, before)
    elif "person" in phrase.classes:
        reason = "person" if person and _may_be(items, phrase, before) else None
        if like is not None and like["unit"] == "person" and quantity["low"] == quantity["high"]:
            before, reason = like, "same"  # "all 19 defendants", where 19 were charged
    elif phrase.classes == ("unknown",):
        reason = _open_list(items, phrase) if before["unit"] in {"item", "kilogram"} or person else None
    else:
        reason = "partitive" if phrase.partitive and _fits(phrase, before) else None
    if reason is None:
        return None
    rule = before["rule"].split("+")[-1]
    return Decision(
        before["measure"], tuple(before["alternatives"]), f"inherit-{reason}:{rule.split(':', 1)[-1]}", 3.0
    )


def _same_kind(quantity: dict[str, Any], before: dict[str, Any]) -> bool:
    unit = quantity["unit"]
    if unit is None:
        return before["unit"] not in {"kilogram", "litre", "byte"} and not before["unit"].isupper()
    return bool(unit == before["unit"])


def _may_be(items: list[Item], phrase: Phrase, before: dict[str, Any]) -> bool:
    """Victims and children of another sentence are not taken for the suspects of the one before."""
    same = before["start"] >= items[0].start
    return same or not PROTECTED & set(phrase.own) or before["measure"].startswith("victims")


def _fits(phrase: Phrase, before: dict[str, Any]) -> bool:
    return bool(set(phrase.own) & set(before["extras"]["classes"]))


def _gap(items: list[Item], phrase: Phrase, quantity: dict[str, Any], before: dict[str, Any]) -> str | None:
    """Why a bare number can lean on the one before."""
    ahead = items[phrase.first - 1] if phrase.first else None
    behind = items[phrase.end] if phrase.end < len(items) else None
    if phrase.partitive:
        return "partitive"
    if ahead is not None and ahead.text in {"(", "["}:
        small = quantity["low"] is not None and before["low"] is not None and quantity["low"] <= before["low"]
        named = phrase.first > 1 and (small or items[phrase.first - 2].label in NEAR_NAMES)
        return "bracket" if named and behind is not None and behind.text in {")", ",", "]", ";"} else None
    if ahead is not None and ahead.plays("open-list"):
        return "list"
    if ahead is not None and (
        ahead.label in NEAR_NAMES or "officer" in ahead.entry.classes or ahead.plays("calendar")
    ):
        return "beside"
    if ahead is not None and ahead.plays("counter"):
        return "number"
    if phrase.additional or (ahead is not None and ahead.function == "skip"):
        return "additional"
    if ahead is not None and ahead.plays("stating"):
        back = items[max(0, phrase.first - 8) : phrase.first]
        if any(i.plays("counter") for i in back) or (
            ahead.plays("naming")
            and any(
                (i.kind == "mention" and i.label in NEAR_NAMES) or "person" in i.entry.classes for i in back
            )
        ):
            return "number"
        return None
    starts = ahead is None or ahead.text in {",", ";", ":", "–", "—"} or ahead.function == "conjunction"
    if starts and behind is not None and (behind.function == "preposition" or behind.plays("each")):
        return "gap"
    return None


def _open_list(items: list[Item], phrase: Phrase) -> str | None:
    for item in reversed(items[: phrase.first]):
        if item.plays("open-list"):
            return "list"
    return None
