"""What a number counts by its noun alone, where nothing governs it and nothing speaks against it."""

from __future__ import annotations

from opledger.figures.case import Case
from opledger.figures.decide import Decision, frame_for
from opledger.figures.governors import Governor
from opledger.figures.lexicon import Lexicon

SEIZE, CONTEXT = "seize", "context"
NEAR = 1.5
FEWEST = 2
COST = 8.0
NEUTRAL = frozenset(
    {"seize", "obtain", "intercept", "identify", "check", "inspect", "arrest", "open_parcel", "contain"}
    | {"freeze", "secure", "search", "execute", "begin_case", "open_case", "dismantle", "take_down", "value"}
)
KNOWN = frozenset({"vehicle", "goods", "wildlife", "document", "drug", "explosive", "ammunition", "mass", "volume"})
WEIGHED = frozenset({"mass", "volume"})


def by_noun(
    case: Case, classes: tuple[str, ...], candidates: list[Governor], lexicon: Lexicon
) -> Decision | None:
    """The measure of things that police seize, if nothing near says that it was somebody else's doing.

    Example:
        "Serbia reported three excavators", "Sixty-one vans by two officers"
    """
    if KNOWN.isdisjoint(classes) or case.phrase.partitive or _is_few(case) or not _stands_free(case):
        return None
    if any(g.cost <= NEAR and g.event not in NEUTRAL for g in candidates):
        return None
    frame = frame_for(SEIZE, classes, lexicon)
    if frame is None or frame.measure is None:
        return None
    return Decision(frame.measure, (), f"noun-alone:{frame.id}", COST)


def _is_few(case: Case) -> bool:
    low = case.quantity["low"]
    if case.quantity["value"] == 1:
        return True  # "One kilogram of it warms the climate as much as"
    soft = "soft" in case.quantity["rule"] or "loose" in case.quantity["rule"]
    return case.is_count and (soft or low is None or low < FEWEST)


def _stands_free(case: Case) -> bool:
    """Whether no preposition ties a number to something else."""
    first = case.group[0].first
    if not first:
        return True
    ahead = case.items[first - 1]
    return ahead.function not in {"preposition", "relative"} and not ahead.plays("used")
