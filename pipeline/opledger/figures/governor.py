"""A candidate: an event that could govern a number, and what it costs; what both sides of a number share."""

from __future__ import annotations

from dataclasses import dataclass

from opledger.figures.items import Item

COMMA, BREAK, NUMBER, STEP, RELATIVE, ACTIVE = 1.0, 4.0, 0.6, 0.12, 1.2, 2.5
REACH = 40
RANK = 0.05
SAID_OF = frozenset({"reduced", "passive"})


@dataclass(slots=True)
class Governor:
    """An event that could govern a number: its name, cost, item index, direction and the events joined to it.

    ``inner`` ones only describe what is counted, while another verb says what was done: "nine men located abroad were held".
    """

    event: str
    cost: float
    at: int
    direction: str
    joined: tuple[str, ...] = ()
    union: bool = False
    inner: bool = False


def is_passive(items: list[Item], at: int) -> bool:
    """Whether an auxiliary stands before the verb at ``at``, adverbs between allowed."""
    for back in range(at - 1, max(-1, at - 5), -1):
        item = items[back]
        if item.function == "auxiliary":
            return not item.plays("perfect")
        if item.entry.event or item.function in {"conjunction", "adverb", "skip"} or item.text.endswith("ly"):
            continue
        return False
    return False


def of_verb(items: list[Item], at: int, cost: float, direction: str) -> list[Governor]:
    """The events of the verb at ``at``, the first a little before the others."""
    joined, union = coordinated(items, at)
    events = items[at].entry.events
    said = direction in SAID_OF
    others = [e for e in joined if said and e not in events]  # "1,211 were fined or jailed"
    return [
        Governor(e, cost + RANK * n, at, direction, joined, union) for n, e in enumerate((*events, *others))
    ]


def coordinated(items: list[Item], at: int) -> tuple[tuple[str, ...], bool]:
    """Events joined to the one at ``at`` by "and" or "or", in text order, itself included; and whether by "or"."""
    first = last = at
    union = False
    while (
        first - 2 >= 0
        and items[first - 1].function == "conjunction"
        and _is_event(items[first - 2], items[at])
    ):
        union = union or items[first - 1].plays("or")
        first -= 2
    while (
        last + 2 < len(items)
        and items[last + 1].function == "conjunction"
        and _is_event(items[last + 2], items[at])
    ):
        union = union or items[last + 1].plays("or")
        last += 2
    if first == last:
        return (), False
    names = [i.entry.event or i.entry.noun_event for i in items[first : last + 1 : 2]]
    return tuple(n for n in names if n), union


def _is_event(item: Item, like: Item) -> bool:
    if like.entry.event and item.entry.event:
        return item.entry.form == like.entry.form or "phrase" in {item.entry.form, like.entry.form}
    return bool(like.entry.noun_event and item.entry.noun_event and not item.entry.classes)


def has_object(items: list[Item], at: int) -> bool:
    """Whether something stands right behind a verb that it can act on."""
    behind = items[at + 1] if at + 1 < len(items) else None
    return behind is not None and (behind.kind == "quantity" or behind.function == "determiner")
