"""People who are handed on to a court or a prosecutor by name: "nine were referred to the Osaka District Public Prosecutors Office"."""

from __future__ import annotations

import re

from opledger.figures.case import Case
from opledger.figures.governor import Governor
from opledger.figures.items import Item

CHARGE, REDUCED, PASSIVE = "charge", "reduced", "passive"
BESIDE, BEHIND = 0.3, 1.0  # costs
REACH, NAME_REACH = 14, 6
ENDS = frozenset({".", ";", ":"})


def referral(case: Case, court: re.Pattern[str]) -> list[Governor]:
    """The charge of people who are passed on to what a pattern names, as a governor; none where they are not.

    Args:
        case: the number.
        court: names of courts and prosecutors.
    """
    items, end = case.items, case.group[-1].end
    for at in range(end, min(len(items) - 2, end + REACH)):
        item = items[at]
        if item.text in ENDS or item.kind == "quantity":
            return []
        if item.plays("passing-on"):
            passive = any(i.function == "auxiliary" for i in items[end:at])
            if not (passive or at == end) or not _names(items, at + 1, court):
                return []
            return [Governor(CHARGE, BESIDE if at - end < 3 else BEHIND, at, PASSIVE if passive else REDUCED)]
    return []


def _names(items: list[Item], at: int, court: re.Pattern[str]) -> bool:
    """Whether "to" or "before" and the name of a court stand there."""
    near = items[at : at + NAME_REACH]
    if near and CHARGE in near[0].entry.events:
        return True  # "to the judicial authorities"
    to = next((n for n, i in enumerate(near[:2]) if i.plays("to") or i.plays("before")), None)
    if to is None:
        return False
    for item in near[to + 1 :]:
        if item.kind == "punct" or item.kind == "quantity":
            return False
        if court.search(item.text):
            return True
    return False
