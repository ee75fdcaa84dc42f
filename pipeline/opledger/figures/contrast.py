"""Countries that narrow nothing unless another stands against them: the one at home, and those that a lead tells of."""

from __future__ import annotations

from typing import Any

from opledger.figures.release import CHANCE, Figure, local_id

DOUBT = "place_doubt"
SURE, NAMED, WEAK, TOWN = "", "named", "weak", "town"
LISTED = frozenset({"bullet", "result", "row"})
ROW = frozenset({"beside"})
BROKEN_DOWN = frozenset({"beside", "behind"})
ROOMS = frozenset({"countries_participating", "locations"})  # may stand between a number and its breakdown
MOST_PARTS = 20
SPANS = 3  # countries that take part in a release for which "in Spain" is a part of the whole, wherever it is from


def taking_part(figures: list[Figure]) -> float:
    """The highest number of countries that some figures say take part; 0 where none does."""
    return max((f["low"] or 0 for f in figures if f["measure"] == "countries_participating"), default=0)


def settle_doubts(figures: list[Figure], blocks: list[dict[str, Any]]) -> None:
    """Drop the countries in doubt of the figures that no other country's figure stands against in the same paragraph or list.

    "Romanian police detained 19 men" is about the whole of a Romanian release, but "Romanian police detained 19 men, Bulgarian
    police four" is about two parts.

    Args:
        figures: figures of a release in text order; ``places`` and ``extras`` are changed in place.
        blocks: its blocks.
    """
    many = taking_part(figures) >= SPANS
    told: dict[
        tuple[str, int], dict[frozenset[str], None]
    ] = {}  # once each: a list can be as long as the text
    for figure in figures:
        if figure["places"] and not figure["extras"]["headline"]:
            told.setdefault(_group(figure, blocks), {})[frozenset(figure["places"])] = None
    kept: set[tuple[int, frozenset[str]]] = set()
    stated: dict[str, list[str]] = {}
    for at, figure in enumerate(figures):
        extras, places = figure["extras"], frozenset(figure["places"])
        doubt, here = extras.pop(DOUBT, SURE), (extras["sentence"], places)
        # What the sentence has said outright before holds for the rest: "three in Spain: two in Cádiz, one in Jaén".
        open_ = doubt and not (doubt == NAMED and many) and here not in kept and not _shares(figure, stated)
        against = doubt != TOWN and any(
            other.isdisjoint(places) for other in told.get(_group(figure, blocks), ())
        )
        if open_ and (not against or len(_added_up(figures, at, BROKEN_DOWN)) > 1):
            figure["places"] = []
        elif places and doubt in {SURE, NAMED}:
            kept.add(here)
        stated[local_id(figure)] = figure["places"]


def _shares(figure: Figure, stated: dict[str, list[str]]) -> bool:
    """Whether a number leans on one that is narrowed to its country: "In Australia 13 were charged: Queensland five, Victoria four"."""
    return bool(figure["places"]) and stated.get(figure["extras"]["leans"] or "") == figure["places"]


def said_again(figures: list[Figure]) -> None:
    """A number that was said without a country before is about no country where it is said again.

    "Seven people were arrested. Italy's Guardia di Finanza confirmed the seven arrests."

    Args:
        figures: figures of a release in text order; ``places`` are changed in place.
    """
    first: dict[tuple[str, object, float], Figure] = {}
    for figure in figures:
        if figure["value"] is None or figure["value"] < CHANCE:
            continue
        before = first.setdefault((figure["measure"], figure["unit"], figure["value"]), figure)
        if not before["places"]:
            figure["places"] = []


def _group(figure: Figure, blocks: list[dict[str, Any]]) -> tuple[str, int]:
    """The list or paragraph that a figure stands in."""
    index = figure["extras"]["block"]
    block = blocks[index]
    above = block["intro"] if block["intro"] is not None else block["heading"]
    return ("list", above) if block["kind"] in LISTED and above is not None else ("block", index)


def sum_up(figures: list[Figure]) -> None:
    """A part that a row of countries behind it adds up to is about these countries.

    "Ten were held in Latin America (Peru 6, Chile 4)" has both, where more than ten were held in all.

    Args:
        figures: figures of a release in text order; ``places`` are changed in place.
    """
    highest: dict[str, float] = {}
    for at, figure in enumerate(figures):
        low = figure["low"]
        if low is None:
            continue
        own = figure["extras"].get("place_rule") in ROW or figure["value"] is None
        if low < highest.get(figure["measure"], 0) and not own:
            codes = _added_up(figures, at)
            if codes and not (figure["places"] and set(codes).isdisjoint(figure["places"])):
                figure["places"], figure["extras"]["place_rule"] = codes, "sum"
        highest[figure["measure"]] = max(low, highest.get(figure["measure"], 0))


def _added_up(figures: list[Figure], at: int, rules: frozenset[str] = ROW) -> list[str]:
    """Countries of the figures right behind one in its sentence that add up to it."""
    whole, total, codes = figures[at], 0.0, list[str]()
    if whole["value"] is None:
        return []
    for part in figures[at + 1 : at + 1 + MOST_PARTS]:
        beside = part["extras"].get("place_rule") in rules and len(part["places"]) == 1
        if part["extras"]["sentence"] != whole["extras"]["sentence"]:
            break
        if part["measure"] != whole["measure"] or not beside or part["value"] is None:
            if part["measure"] in ROOMS:
                continue
            break
        total += part["value"]
        codes += part["places"]
        if total >= whole["value"]:
            break
    return list(dict.fromkeys(codes)) if total == whole["value"] and len(codes) > 1 else []
