"""Which figure a definite noun means: "25 of the suspects", "Of the vapes, 210,000 went to ..."."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from opledger.figures.case import Case
from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon
from opledger.figures.release import Figure

LEAD_REACH = 14
SEARCHED = 12
FARTHEST = 6
NOTHING = frozenset({"none", "unknown", "check_object", "person"})
AMOUNTS = frozenset({"kilogram", "litre", "byte"})
PERSON, VICTIM, OFFENDER = "person", "victim", "offender"
OF_VICTIMS = "victims"
NOT_ACTED_ON = frozenset({"officers_deployed", "deaths"})


def whole_in_lead(items: list[Item], first: int) -> int | None:
    """Index of the comma behind "Of the vapes," before the number at ``first``; None where its sentence opens otherwise.

    Example:
        "Of the searches carried out, 33 were in Moravia", "From that number, 100 are ..."
    """
    if first < 3 or not items[0].plays("opens-whole"):
        return None
    if not (items[1].function == "determiner" or items[1].plays("elided")):
        return None
    comma = next((i for i in range(2, min(first, LEAD_REACH)) if items[i].text == ","), None)
    if comma is None or any(i.kind == "quantity" or i.text == ";" for i in items[comma:first]):
        return None
    return comma


def fits(case: Case, figure: Figure) -> bool:
    """Whether a figure can be what a number is a part of: people are no part of things."""
    noun = _noun(case)
    return noun is None or PERSON not in noun.entry.classes or figure["unit"] == PERSON


def antecedent(case: Case, figures: Iterable[Figure], lexicon: Lexicon) -> Figure | None:
    """The last of the figures before a number that its definite noun can mean; None where it has no such noun.

    Args:
        case: the number, of a partitive phrase.
        figures: figures before it, the nearest first.
        lexicon: what event nouns count.
    """
    noun = _noun(case)
    if noun is None:
        return None
    block = int(case.passage.sentence["block"])
    near = [
        f
        for f in islice(figures, SEARCHED)
        if block - f["extras"]["block"] <= FARTHEST and not (case.is_count and is_amount(f))
    ]
    for test in (_is_name, _is_kind, _is_people):
        found = next((f for f in near if test(noun, f, lexicon)), None)
        if found is not None:
            return found
    return None


def is_amount(figure: Figure) -> bool:
    """Whether a figure is of money or measured stuff, and no count."""
    unit = str(figure["unit"])
    return unit in AMOUNTS or unit.isupper()


def _noun(case: Case) -> Item | None:
    phrase = case.phrase
    if phrase.head is not None:
        inner = case.items[
            phrase.quantity + 2 : phrase.quantity + 4
        ]  # "of our neighbours" means nobody said before
        return phrase.head if phrase.partitive and any(i.plays("elided") for i in inner) else None
    if case.label is not None:
        return case.label.head if case.label.stated else None
    comma = whole_in_lead(case.items, case.phrase.first)
    if comma is None:
        return None
    return next((i for i in case.items[2:comma] if i.entry.classes or i.entry.noun_event), None)


def _is_name(noun: Item, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a noun is that of the figure, or names the event that it counts."""
    if noun.text == figure["extras"]["kind"]:
        return True
    event = noun.entry.noun_event
    return event is not None and lexicon.events[event].counts == figure["measure"]


def _is_kind(noun: Item, figure: Figure, _: Lexicon) -> bool:
    """Whether a noun is of the figure's class."""
    classes = set(noun.entry.classes) - NOTHING
    return not classes.isdisjoint(figure["extras"]["classes"])


def _is_people(noun: Item, figure: Figure, _: Lexicon) -> bool:
    """Whether a noun can be the people of a figure: suspects are no victims, nor victims suspects."""
    classes = noun.entry.classes
    if PERSON not in classes or figure["unit"] != PERSON or figure["measure"] in NOT_ACTED_ON:
        return False
    victims = str(figure["measure"]).startswith(OF_VICTIMS)
    if VICTIM in classes:
        return victims
    return not (victims and OFFENDER in classes)
