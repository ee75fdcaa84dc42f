"""Numbers that state no result: a bar that a law sets, a likeness, the size of a piece, the setting of something else."""

from __future__ import annotations

import re

from opledger.figures.case import Case
from opledger.figures.decide import Decision
from opledger.figures.items import Item

REACH, HEADED = 110, 260
BOUNDED = frozenset({"more_than", "at_least", "less_than", "at_most"})
LIMITS = BOUNDED | {"range"}
WEIGHED = frozenset({"mass", "volume"})
MEASURED = WEIGHED | {"money"}
SYMBOL = 3
ANY, EITHER = "or more", (" one or ", " either or ")
LARGE = 1000

Cues = dict[str, re.Pattern[str]]


def is_unreal(case: Case, decision: Decision, text: str, cues: Cues) -> bool:
    """Whether a number that was given a measure states no result all the same.

    Args:
        case: the number.
        decision: what it would count.
        text: the release's text.
        cues: the named regular expressions of the patterns.

    Example:
        "a load for 74 trucks", "enhancements for loss over $65,000", "packed in 25-kilogram sacks", "in a single raid"
    """
    quantity, sentence = case.quantity, case.passage.sentence
    before = text[max(sentence["start"], quantity["start"] - REACH) : quantity["start"]]
    if cues["likened"].search(before) or _is_setting(case, decision) or _is_any(case, text):
        return True
    if (quantity["value"] in {None, 1}) and cues["enhancing"].search(before):
        return True  # "an enhancement for crimes against multiple victims"
    if decision.rule.startswith("default:") and decision.measure.endswith("_seized"):
        return cues["existing"].search(before) is not None
    if quantity["dimension"] not in MEASURED:
        return False
    if _is_bar(case, before, text, cues):
        case.passage.bars.append(case.phrase.quantity)
        return True
    if quantity["qualifier"] in LIMITS and cues["threshold"].search(before):
        return False
    if quantity["dimension"] == "money" and (_is_denomination(case) or cues["ranging"].search(before)):
        return True
    return _is_of_each(case) or _is_size(case)


def _is_bar(case: Case, before: str, text: str, cues: Cues) -> bool:
    """Whether a law sets an amount: "theft of property exceeding $950", or the next of a row of such."""
    quantity, sentence = case.quantity, case.passage.sentence
    if case.passage.bars and _is_next(case.items, case.passage.bars[-1], case.phrase.first):
        return True
    if quantity["qualifier"] in LIMITS and cues["threshold"].search(before):
        start = sentence["start"]
        if case.passage.nominal:
            start = max(0, start - HEADED)  # "Enhancements:", and a line each
        return cues["offence"].search(text, start, quantity["start"]) is not None
    bounded = quantity["qualifier"] in BOUNDED
    return bounded and cues["by_law"].search(text, sentence["start"], sentence["end"]) is not None


def _is_next(items: list[Item], bar: int, at: int) -> bool:
    """Whether nothing but "," and "and" stands between two numbers of a row."""
    return all(i.text == "," or i.function == "conjunction" for i in items[bar + 1 : at])


def _is_setting(case: Case, decision: Decision) -> bool:
    """ "in a single investigation", "during one raid"."""
    ahead = case.ahead
    one = case.quantity["value"] == 1 and decision.rule.startswith("noun:")
    return one and ahead is not None and ahead.plays("inner")


def _is_any(case: Case, text: str) -> bool:
    """ "many of them", "one or both of them", "an offence against one or more victims": numbers that nobody has counted."""
    quantity = case.quantity
    if case.phrase.partitive and "loose" in quantity["rule"]:
        return True  # "many of whom were elderly"
    if text.endswith(EITHER, 0, quantity["start"]):
        return True  # "to be paid by one or both of them"
    if quantity["value"] != 1 or quantity["qualifier"] != "at_least":
        return False
    return text[quantity["start"] : quantity["end"]].lower().endswith(ANY)


def _is_of_each(case: Case) -> bool:
    """ "Each case held between £200,000 and £500,000"."""
    return case.items[0].plays("each") and case.phrase.first > 2


def _is_denomination(case: Case) -> bool:
    """ "$45 purchases", "$20 vouchers": what each was worth."""
    head, value = case.phrase.head, case.quantity["value"]
    if head is None or value is None or value >= LARGE:
        return False
    return head.entry.plural if head.entry.classes else head.text.endswith("s") and not head.entry.event


def _is_size(case: Case) -> bool:
    """ "25-kilogram sacks", "sold in 100 gram portions": of the pieces, which are many."""
    quantity, head = case.quantity, case.phrase.head
    if quantity["dimension"] not in WEIGHED or head is None or not head.entry.plural:
        return False
    if "compound" in quantity["rule"]:
        return True
    words = str(quantity["words"] or "")
    behind = case.items[case.phrase.quantity + 1]
    return len(words) > SYMBOL and not words.endswith("s") and not behind.plays("of") and not _is_one(case)


def _is_one(case: Case) -> bool:
    """Whether the unit of a number stands in the singular for its own reasons: "one kilogram", "half a tonne"."""
    return "words" in case.quantity["rule"]
