"""Money that a crime brought in, by the words around it: offenders take, too, and what is false is ill-gotten."""

from __future__ import annotations

import re
from dataclasses import replace

from opledger.figures.case import Case
from opledger.figures.decide import Decision

REACH = 220
AHEAD = 60
SEIZED, PROCEEDS, WORTH = "money_seized", "criminal_proceeds", "goods_value"
MONEY = "money"

Cues = dict[str, re.Pattern[str]]


def taken(case: Case, decision: Decision | None, text: str, cues: Cues) -> Decision | None:
    """What a sum counts, where its words tell of what offenders got; else the decision as it is.

    Args:
        case: the number.
        decision: what its events and the figures before it make of it; one without a measure says that it is no figure.
        text: the release's text.
        cues: the named regular expressions of the patterns.

    Example:
        "allegedly removed a box containing $4,000", "unauthorised refunds amounting to $9,000"
    """
    if case.quantity["dimension"] == MONEY and decision is not None and decision.measure == WORTH:
        sentence = text[case.passage.sentence["start"] : case.passage.sentence["end"]]
        lost = cues["taken_in_crime"].search(sentence) and not cues["given_back"].search(sentence)
        return replace(decision, measure=PROCEEDS, rule="taken:" + decision.rule) if lost else decision
    counted = decision is not None and decision.measure
    if case.quantity["dimension"] != MONEY or (counted and counted != SEIZED):
        return decision
    start, end = case.quantity["start"], case.quantity["end"]
    before = text[max(case.passage.sentence["start"], start - REACH) : start]
    behind = text[end : min(case.passage.sentence["end"], end + AHEAD)]
    if decision is None or not counted:
        false = cues["ill_gotten"].search(before) or cues["ill_gotten_behind"].match(behind)
        if (false and decision is None) or cues["crime_behind"].match(behind):
            return Decision(PROCEEDS, (), "taken:ill-gotten", 1.0)
        return decision
    if cues["books_behind"].match(behind):
        return Decision(PROCEEDS, (), "taken:ill-gotten", 1.0)  # "uncovered $2 million in unreported wages"
    earlier = text[max(0, case.passage.sentence["start"] - REACH) : case.passage.sentence["start"]]
    if _is_stolen(before, cues) or _is_by_them(before, earlier, cues):
        return replace(decision, measure=PROCEEDS, rule="taken:" + decision.rule)
    rest = text[end : case.passage.sentence["end"]]
    return None if _is_offenders(before, rest, cues) else decision


def _is_stolen(before: str, cues: Cues) -> bool:
    """Whether an offender got hold of what follows, and no police."""
    deeds = [m.start() for m in cues["stolen"].finditer(before)]
    return bool(deeds) and not cues["in_police_hands"].search(before, deeds[-1])


def _is_by_them(before: str, earlier: str, cues: Cues) -> bool:
    """Whether those who took it are offenders of the sentence before: "They then took"."""
    if not cues["they_took"].search(before) or cues["in_police_hands"].search(before):
        return False
    return bool(cues["offenders"].search(earlier)) and not cues["in_police_hands"].search(earlier)


def _is_offenders(before: str, rest: str, cues: Cues) -> bool:
    """Whether offenders alone have to do with a sum: "accused of asking for $40,000 in bonds"."""
    deed = cues["offender_does"].search(before)
    police = cues["in_police_hands"]
    return deed is not None and not police.search(before) and not police.search(rest)
