"""People whom police come upon: in lorries, boats and containers, or from afar, they are migrants; those who were missing are victims."""

from __future__ import annotations

from dataclasses import replace

from opledger.figures.case import Case
from opledger.figures.clauses import is_inverted
from opledger.figures.governor import Governor
from opledger.figures.items import Item

MIGRANT, VICTIM, PERSON, IDENTIFY = "migrant", "victim", "person", "identify"
INTERCEPT, PREMISES = "intercept", "premises"
PLAIN = frozenset({PERSON, "child", "family", "check_object"})
HOLDS = frozenset({"vehicle", "container"})
NEAR, REACH, SOURCE_REACH = 1.0, 10, 3
ENDS = frozenset({",", ";", ":", "."})


def come_upon(
    case: Case, classes: tuple[str, ...], near: list[Governor]
) -> tuple[tuple[str, ...], list[Governor]]:
    """The classes of people, with that of migrants in front where they were found in a vehicle or are "from" a country, that
    of victims where somebody is missing; and what governs those.

    Example:
        "31 people found in a trailer", "of those reported missing 40 were found", "opened the van and found 34 people in it", "came upon 12 people from Eritrea"
    """
    phrase = case.phrase
    if phrase.events or not case.is_count or not (case.bare or PERSON in classes):
        return classes, []
    if not case.bare and not PLAIN.issuperset(phrase.own):
        return classes, []
    if _are_victims(case):
        return (VICTIM, *classes), [Governor(IDENTIFY, 0.0, case.group[-1].end, "passive")]
    if not case.bare and _stand_in(case):
        return (MIGRANT, *classes), [Governor(INTERCEPT, 0.0, case.phrase.first - 1, "active")]
    found = next(
        (g for g in near if g.cost <= NEAR and g.at >= 0 and case.items[g.at].plays("finding")), None
    )
    if found is None or case.bare:
        return classes, []
    if any(i.plays("gone") for i in case.items):
        return (VICTIM, *classes), [replace(found, event=IDENTIFY)]
    if _is_held(case) or _is_from_afar(case):
        return (MIGRANT, *classes), []
    return classes, []


def _are_victims(case: Case) -> bool:
    """Whether a sentence says of people that they are victims: "16 people were being treated as victims of trafficking"."""
    end = case.group[-1].end
    behind = case.items[end : end + REACH]
    if behind and behind[0].text == ",":  # "16 people, all Nigerians, were being treated as victims"
        behind = behind[next((n for n, i in enumerate(behind) if n and i.text == ","), 0) + 1 :]
    if not behind or behind[0].function != "auxiliary" or behind[0].plays("perfect"):
        return False
    for item in behind:
        if VICTIM in item.entry.own:
            return True
        if not (item.function in {"auxiliary", "adverb", "skip", "determiner"} or item.plays("regarding")):
            return False
    return False


def _is_held(case: Case) -> bool:
    """Whether a preposition with a vehicle stands behind people, or with "it" where a vehicle stands ahead."""
    items, end = case.items, case.group[-1].end
    inside = False
    for item in items[end : end + REACH]:
        if item.text in ENDS or item.kind == "quantity":
            return False
        if inside and _holds(item):
            return True
        if inside and item.text in {"it", "them"}:
            return any(_holds(i) for i in items[: case.phrase.first])
        inside = inside or item.plays("aboard")
    return False


def _stand_in(case: Case) -> bool:
    """ "In the refrigerated trailer sat 23 Vietnamese"."""
    ahead = case.items[: case.group[0].first]
    return is_inverted(ahead) and any(map(_holds, ahead))


def _holds(item: Item) -> bool:
    return not HOLDS.isdisjoint(item.entry.classes) and PREMISES not in item.entry.classes


def _is_from_afar(case: Case) -> bool:
    end = case.phrase.end
    behind = case.items[end : end + SOURCE_REACH]
    return len(behind) > 1 and behind[0].plays("source") and any(i.label == "COUNTRY" for i in behind[1:])
