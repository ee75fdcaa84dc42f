"""What sums of money are said of: things that are worth them, losses that are put at them, a crime that took them."""

from __future__ import annotations

from dataclasses import replace

from opledger.figures.case import Case
from opledger.figures.governor import Governor
from opledger.figures.items import Item

VALUE, PROCEEDS, ASSETS, PENALTY = "value", "proceeds", "assets", "penalty"
TAKING = frozenset({"seize", "obtain", "safeguard"})
VICTIM = "victim"
CLAUSE_OPENERS = frozenset({"conjunction", "relative", "adverb"})
PASSED = frozenset({"preposition", "determiner", "auxiliary", "adverb", "skip"})
OFFENDERS = frozenset({"offender", "suspect", "defendant", "group", "criminal_group"})
SAID_OF = frozenset({"worth", "after-passive"})  # "the loss to five towns is estimated at"
CHEAPER = -1.5  # what values and assets cost less than losses, so that one put for the other keeps its rank
DIRECT, ESTIMATED = 1.6, 2.0
STOLEN_REACH, STOLEN_BEHIND, THING_REACH, ASIDE_REACH = 5, 6, 5, 14


def settle(case: Case, found: list[Governor]) -> list[Governor]:
    """The candidates of a sum, as what they are said of has it; those of other numbers stay.

    Args:
        case: the number.
        found: its candidates, cheapest first.
    """
    if case.quantity["dimension"] != "money" or not found:
        return found
    items, first = case.items, case.phrase.first
    kept = [
        g
        for g in found
        if not (
            _is_of_next(items, g, first)
            or _only_describes(items, g, first, found)
            or (g.at >= 0 and items[g.at].plays("buying"))  # "bought a puppy for $900": a price
        )
    ]
    settled = [_settled(items, g, first) for g in kept]
    return sorted(settled, key=lambda g: (g.cost, g.direction, g.at))


def estimate(case: Case, said: list[Item]) -> Governor | None:
    """The value that an estimate gives to things, or to losses: "the perfumes are estimated at EUR 700,000".

    Args:
        case: a sum.
        said: the words that its quantity took in before its number.
    """
    at = case.phrase.first - 1
    if at < 1 or case.items[at].function != "auxiliary" or not any(i.plays("estimating") for i in said):
        return None
    thing = _thing(case.items, at)
    if thing is None or not _can_be_worth(case.items[thing]):
        return None
    return _valued(case.items, Governor(VALUE, ESTIMATED, at, "worth"), case.phrase.first)


def _settled(items: list[Item], governor: Governor, first: int) -> Governor:
    if governor.event in TAKING and _is_from_victims(items, first):
        return replace(governor, event=PROCEEDS)
    if governor.at >= first and governor.event in TAKING and _is_by_offenders(items, governor.at):
        return replace(governor, event=PROCEEDS)
    if governor.at < 0 or governor.at >= first:
        return governor
    if governor.event == VALUE:
        return _valued(items, governor, first)
    if (
        governor.event == PENALTY
        and items[governor.at].plays("costing")
        and _is_borne(items, governor.at, first)
    ):
        return replace(governor, event=PROCEEDS)
    apart = any(i.function == "conjunction" for i in items[governor.at : first])
    if governor.event in TAKING and governor.direction == "active" and governor.cost <= DIRECT and not apart:
        owed = any(i.plays("dues") for i in items[governor.at + 1 : first])
        return replace(governor, event=PROCEEDS) if owed or _is_crime(items, governor.at) else governor
    return governor


def _is_borne(items: list[Item], verb: int, first: int) -> bool:
    """Whether those who bear a cost stand between it and its sum: "cost the port about $3 million"."""
    between = items[verb + 1 : first]
    if not between or any(i.kind in {"punct", "quantity"} or i.function == "conjunction" for i in between):
        return False
    if any(not OFFENDERS.isdisjoint(i.entry.classes) for i in between):
        return False  # "a jammer costs thieves $40"
    return between[0].function in {None, "determiner"}


def _valued(items: list[Item], governor: Governor, first: int) -> Governor:
    """A value as one of losses, of assets or of what was stolen, if it is: "the damage is valued at EUR 3 million"."""
    at = _thing(items, governor.at)
    if at is None:
        return governor
    thing = items[at]
    lost = _is_lost(thing) or (
        governor.direction in SAID_OF and any(i.entry.noun_event == PROCEEDS for i in items[:at])
    )
    if lost or _is_stolen(items, at) or _is_stolen_behind(items, first):
        return replace(governor, event=PROCEEDS, cost=governor.cost + CHEAPER)
    if thing.plays("asset"):
        return replace(governor, event=ASSETS)
    return governor


def _can_be_worth(noun: Item) -> bool:
    """Whether a noun is one of things or losses, or a plural that no class lists."""
    plural = noun.text.endswith("s") and noun.function is None and not noun.entry.event
    return bool(noun.entry.classes) or plural or _is_lost(noun)


def _is_lost(noun: Item) -> bool:
    return PROCEEDS in noun.entry.events or noun.entry.noun_event == PROCEEDS


def _thing(items: list[Item], value: int) -> int | None:
    """What is worth something: "loads worth", "villas, under seal since May, with a value of"."""
    at, stop = value - 1, max(-1, value - 1 - THING_REACH)
    while at > stop and items[at].function in PASSED and not items[at].plays("asset"):
        at -= 1
    if at > 0 and items[at].text == ",":
        opened = (i for i in range(at - 1, max(0, at - ASIDE_REACH), -1) if items[i].text == ",")
        at = next(opened, at) - 1
    return at if at >= 0 and items[at].kind == "word" else None


def _is_stolen(items: list[Item], thing: int) -> bool:
    """Whether criminals took it: "the gang diverted three loads worth"; "stolen loads worth" could be back with their owners."""
    for at in range(thing - 1, max(0, thing - STOLEN_REACH), -1):
        item = items[at]
        if item.kind == "punct" or item.function == "preposition":
            return False
        if item.entry.event:
            taken = PROCEEDS in item.entry.events or (
                not TAKING.isdisjoint(item.entry.events) and _is_crime(items, at)
            )
            return taken and _acts(items, at)
    return False


def _is_stolen_behind(items: list[Item], first: int) -> bool:
    """Whether what is worth a sum is said to be stolen behind it: "five watches, valued at $90,000, were stolen"."""
    for at in range(first + 1, min(len(items) - 1, first + STOLEN_BEHIND)):
        if items[at].kind == "quantity" or items[at].text in {";", ":"}:
            return False
        if items[at].function == "auxiliary" and items[at].plays("copula"):
            verb = items[at + 1]
            taken = not TAKING.isdisjoint(verb.entry.events)
            return (PROCEEDS in verb.entry.events and not taken) or (
                taken and _is_by_offenders(items, at + 1)
            )
        if items[at].entry.event:
            return False
    return False


def _acts(items: list[Item], at: int) -> bool:
    """Whether a form is a verb of the sentence and no participle before its noun."""
    ahead, behind = items[at - 1], items[at + 1]
    if ahead.function:
        takes = behind.kind == "quantity" or behind.function == "determiner"  # "and stole 40 rings"
        return (
            ahead.function in {"pronoun", "adverb", "relative"}
            or ahead.plays("perfect")
            or ahead.plays("to")
            or (ahead.function == "conjunction" and takes)
        )
    return ahead.kind == "mention" or (ahead.kind == "word" and not ahead.entry.event)


def _is_of_next(items: list[Item], governor: Governor, first: int) -> bool:
    """Whether a value behind a sum is that of the next: "8,400 euros and cannabis valued at 56,000 euros"."""
    at = governor.at
    if governor.event != VALUE or at <= first:
        return False
    while at + 1 < len(items) and items[at + 1].function == "preposition":
        at += 1
    return at + 1 < len(items) and items[at + 1].label == "money"


def _only_describes(items: list[Item], governor: Governor, first: int, found: list[Governor]) -> bool:
    """Whether proceeds behind a sum say where it is from: "seized EUR 9,000 believed to be the proceeds of sales"."""
    if governor.event != PROCEEDS or governor.at <= first:
        return False
    if not any(i.plays("linking") for i in items[first + 1 : governor.at]):
        return False
    return any(TAKING.intersection({g.event}) and g.at < first for g in found)


def _is_crime(items: list[Item], verb: int) -> bool:
    """Whether an offender does what a verb says: "the robbers removed $73,000"."""
    for at in range(verb - 1, -1, -1):
        item = items[at]
        if item.text == ";" or item.label == "AGENCY" or "officer" in item.entry.classes:
            return False
        said = items[at + 1 : at + 2] and items[at + 1].plays("saying")  # "is said to have taken"
        if item.function == "auxiliary" and not item.plays("perfect") and not said:
            return False  # "were ordered to forfeit"
        if item.plays("alleging") or (item.plays("sham") and _is_subject(items, at)):
            return True
        if not OFFENDERS.isdisjoint(item.entry.own) and _is_subject(items, at):
            return True
    return False


def _is_from_victims(items: list[Item], first: int) -> bool:
    """Whether a sum was taken from victims: "had taken at least $6.5 million from victims in Canada"."""
    behind = items[first + 1 : first + 1 + STOLEN_REACH]
    at = next((n for n, i in enumerate(behind) if i.plays("source")), None)
    if at is None or any(i.kind == "punct" for i in behind[:at]):
        return False
    who = next((i for i in behind[at + 1 :] if i.entry.own), None)
    return who is not None and VICTIM in who.entry.own


def _is_by_offenders(items: list[Item], verb: int) -> bool:
    """Whether offenders are who did what a passive says: "fees were collected by the smugglers"."""
    behind = items[verb + 1 : verb + 1 + STOLEN_REACH]
    if not behind or behind[0].text != "by":
        return False
    who = next((i for i in behind[1:] if i.entry.own), None)
    return who is not None and not OFFENDERS.isdisjoint(who.entry.own)


def _is_subject(items: list[Item], noun: int) -> bool:
    """Whether no verb or preposition stands before a noun's phrase."""
    at = noun - 1
    while at >= 0 and (
        items[at].kind == "quantity"
        or items[at].function in {"determiner", "skip"}
        or (items[at].kind == "word" and not items[at].function and not items[at].entry.event)
    ):
        at -= 1
    return (
        at < 0
        or items[at].kind == "punct"
        or items[at].plays("reporting")
        or items[at].function in CLAUSE_OPENERS
    )
