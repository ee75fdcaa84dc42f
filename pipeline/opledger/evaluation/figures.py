"""Figures: found, valued, full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from opledger.evaluation.gold import Gold, GoldFigure
from opledger.evaluation.tally import Tally
from opledger.records import Figure


def same(a: float | None, b: float | None) -> bool:
    """Whole numbers are equal or not; converted ones may differ by a thousandth.

    Example:
        >>> same(144, 144.0), same(43.0913, 43.09), same(None, 0)
        (True, True, False)
    """
    if a is None or b is None:
        return a is b
    a, b = float(a), float(b)
    slack = 1e-9 if a.is_integer() and b.is_integer() else 1e-3
    return abs(a - b) <= slack * max(1.0, abs(a), abs(b))


def _stems(words: str) -> set[str]:
    found = re.findall(r"\w+", words.lower())
    return {re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", w)) for w in found if len(w) > 2}


def alike(measure: str, a: str | None, b: str | None) -> bool:
    """Substances are free words: one shared word is enough, and only a drug must be named."""
    if not measure.endswith("_seized"):
        return True
    if a and b:
        return bool(_stems(a) & _stems(b))
    return not (a or b) or measure != "drugs_seized"


def number_spans(gold: Gold) -> list[tuple[int, int]]:
    """Where each gold figure's number stands; equal quotes are taken in the order of the text."""
    at, spans = 0, []
    for figure in gold.figures:
        start = gold.text.find(figure.quote, at)
        if start < 0:
            start = gold.text.find(figure.quote)
        else:
            at = start + 1
        number = str(figure.number)
        start += max(figure.quote.find(number), 0)
        spans.append((start, start + len(number)))
    return spans


def is_valued(found: Figure, gold: GoldFigure) -> bool:
    """Low, high and unit are right."""
    units = not gold.unit or (found.unit or "") == gold.unit
    return units and same(found.low, gold.low) and same(found.high, gold.high)


def is_full(found: Figure, gold: GoldFigure) -> bool:
    """Valued, and qualifier, role, places and substance are right too."""
    return (
        is_valued(found, gold)
        and (found.qualifier, found.role) == (gold.qualifier, gold.role)
        and sorted(found.places) == sorted(gold.places)
        and alike(gold.measure, found.substance, gold.substance)
    )


def closeness(gold: GoldFigure, found: Figure) -> tuple[bool, bool]:
    """How well a figure fits: full before valued before neither."""
    return is_full(found, gold), is_valued(found, gold)


def _show(figure: Figure | None) -> str:
    if figure is None:
        return "nothing"
    return (
        f"{figure.measure} {figure.low}..{figure.high} {figure.unit} {figure.qualifier} {figure.role} "
        f"{list(figure.places)} {figure.substance}"
    )


def score_figures(tally: Tally, gold: Gold, figures: Sequence[Figure]) -> None:
    """Match each gold figure with the best one on its number; what is left over is made up."""
    left = list(figures)
    for wanted, (start, end) in zip(gold.figures, number_spans(gold), strict=True):
        near = [f for f in left if f.start < end and f.end > start]
        right = [f for f in near if f.measure in (wanted.measure, *wanted.alternatives)]
        best = max(right, key=partial(closeness, wanted), default=None)
        if best is not None:
            left.remove(best)
        elif wanted.optional and near:
            left.remove(near[0])
        if not wanted.optional:
            _count(tally, gold, wanted, best)
    for figure in left:
        if not figure.implicit:
            for level in ("found", "valued", "full"):
                tally.extra(level, gold.id, figure.measure, f"{figure.text!r}: {_show(figure)}")


def _count(tally: Tally, gold: Gold, wanted: GoldFigure, best: Figure | None) -> None:
    levels = {
        "found": best is not None,
        "valued": best is not None and is_valued(best, wanted),
        "full": best is not None and is_full(best, wanted),
    }
    for level, reached in levels.items():
        if reached:
            tally.right(level, wanted.measure)
            continue
        item = (
            f"{wanted.quote!r}: {wanted.measure} {wanted.low}..{wanted.high} {wanted.unit} {wanted.qualifier} "
            f"{wanted.role} {wanted.places} {wanted.substance}; got {_show(best)}"
        )
        tally.missing(level, gold.id, wanted.measure, item)
        if best is not None:
            tally.extra(level, gold.id, wanted.measure, item, counted_only=True)
