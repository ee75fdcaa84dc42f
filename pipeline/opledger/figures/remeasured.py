"""Numbers that leave out the unit of the amount before them: "260,000 litres of oil, of which 71,000 were bottled"."""

from __future__ import annotations

from opledger.figures.antecedents import is_amount
from opledger.figures.items import Item
from opledger.figures.phrases import Phrase
from opledger.figures.release import Figure, Quantity, Release
from opledger.figures.tables import in_unit

MONEY = "money"


def remeasured(
    release: Release, items: list[Item], phrase: Phrase, quantity: Quantity, made: list[Figure]
) -> Quantity:
    """A plain count in the unit of the amount before it in its sentence, where it can be a part of that; else as it is.

    Args:
        release: the release that is read.
        items: its sentence.
        phrase: the phrase of the number.
        quantity: the number.
        made: the figures of the sentence so far.
    """
    whole = made[-1] if made else None
    if phrase.head is not None or whole is None or not is_amount(whole) or quantity["dimension"] != "count":
        return quantity
    if not _is_of_which(items, phrase.first):
        return quantity
    read = _in_unit_of(release, whole, quantity)
    low, most = read["low"], whole["low"]
    return read if low is not None and most is not None and low <= most else quantity


def _in_unit_of(release: Release, whole: Figure, quantity: Quantity) -> Quantity:
    stated = next((q for q in release.quantities_in(whole["start"], whole["start"] + 1)), None)
    if stated is None:
        return quantity
    if stated["dimension"] == MONEY:
        return {
            **quantity,
            "unit": stated["unit"],
            "dimension": MONEY,
            "rule": quantity["rule"] + "+unit:before",
        }
    return in_unit(quantity, stated["words"] or "")


def _is_of_which(items: list[Item], first: int) -> bool:
    return bool(first) and items[first - 1].plays("pronominal") and not items[first - 1].text.endswith("whom")
