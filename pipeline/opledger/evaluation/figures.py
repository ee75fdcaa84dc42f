"""Figures: found, valued, full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from opledger.evaluation.gold import Gold, GoldFigure
from opledger.evaluation.tally import Error, Tally
from opledger.records import Figure

EXACT = 1e6
"""Below this, a number is written as short as it can be."""


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


def quote_starts(text: str, quotes: Iterable[str]) -> Iterator[int]:
    """Where each quote of a gold file stands; equal quotes are taken in the order of the text. -1 for one that is not there.

    Example:
        >>> list(quote_starts("Six held, six freed, Six", ["Six", "Six", "Two"]))
        [0, 21, -1]
    """
    at = 0
    for quote in quotes:
        start = text.find(quote, at)
        if start >= 0:
            at = start + 1
        else:
            start = text.find(quote)
        yield start


def number_spans(gold: Gold) -> list[tuple[int, int]]:
    """Where each gold figure's number stands; equal quotes are taken in the order of the text."""
    spans = []
    for figure, start in zip(
        gold.figures, quote_starts(gold.text, (f.quote for f in gold.figures)), strict=True
    ):
        number = str(figure.number)
        begin = start + max(figure.quote.find(number), 0)
        spans.append((begin, begin + len(number)))
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


def score_figures(tally: Tally, gold: Gold, figures: Sequence[Figure]) -> None:
    """Match each gold figure with the best one on its number; what is left over is made up."""
    left = list(figures)
    missed: list[tuple[GoldFigure, tuple[int, int]]] = []
    for wanted, (start, end) in zip(gold.figures, number_spans(gold), strict=True):
        near = [f for f in left if f.start < end and f.end > start]
        right = [f for f in near if f.measure in (wanted.measure, *wanted.alternatives)]
        best = max(right, key=partial(closeness, wanted), default=None)
        if best is not None:
            left.remove(best)
        elif wanted.optional and near:
            left.remove(near[0])
        if wanted.optional:
            continue
        _count(tally, gold, wanted, best)
        if best is None:
            missed.append((wanted, (start, end)))
        else:
            _compare(tally, gold, wanted, best)
    for figure in left:
        if not figure.implicit:
            _credit(tally, figure)
            for level in ("found", "valued", "full"):
                item = f"{figure.text!r}: {_show(figure)}"
                tally.extra(level, gold.id, figure.measure, item, figure.role)
    _tell(tally, gold, missed, [figure for figure in left if not figure.implicit])


def _count(tally: Tally, gold: Gold, wanted: GoldFigure, best: Figure | None) -> None:
    levels = {
        "found": best is not None,
        "valued": best is not None and is_valued(best, wanted),
        "full": best is not None and is_full(best, wanted),
    }
    for level, reached in levels.items():
        if reached:
            tally.right(level, gold.id, wanted.measure, wanted.role)
            continue
        item = f"{wanted.quote!r}: {_show_gold(wanted)}; got {_show(best)}"
        tally.missing(level, gold.id, wanted.measure, item, wanted.role)
        if best is not None:
            tally.extra(level, gold.id, wanted.measure, item, wanted.role, counted_only=True)
    if best is not None:
        _credit(tally, best, found=True, full=levels["full"])


def _credit(tally: Tally, figure: Figure, found: bool = False, full: bool = False) -> None:
    for rule in dict.fromkeys(figure.rule.split("+")):
        made = tally.rules[rule]
        made.made += 1
        made.found += found
        made.full += full


def wrong(found: Figure, gold: GoldFigure) -> list[str]:
    """What of a found figure is wrong: ``bounds``, ``unit``, ``qualifier``, ``role``, ``place``, ``substance``."""
    checks = {
        "bounds": same(found.low, gold.low) and same(found.high, gold.high),
        "unit": not gold.unit or (found.unit or "") == gold.unit,
        "qualifier": found.qualifier == gold.qualifier,
        "role": found.role == gold.role,
        "place": sorted(found.places) == sorted(gold.places),
        "substance": alike(gold.measure, found.substance, gold.substance),
    }
    return [name for name, right in checks.items() if not right]


def _compare(tally: Tally, gold: Gold, wanted: GoldFigure, found: Figure) -> None:
    faults = wrong(found, wanted)
    if faults:
        kind = "wrong " + " and ".join(faults)
        tally.errors.append(_error(kind, gold, wanted.measure, wanted, found, (found.start, found.end)))


def _tell(
    tally: Tally, gold: Gold, missed: list[tuple[GoldFigure, tuple[int, int]]], left: list[Figure]
) -> None:
    """One error a figure; one missed and one made up at the same number have the wrong measure."""
    for wanted, (start, end) in missed:
        other = next((f for f in left if f.start < end and f.end > start), None)
        if other is not None:
            left.remove(other)
        kind = "wrong measure" if other else "number missed"
        span = (other.start, other.end) if other else (start, end)
        tally.errors.append(_error(kind, gold, wanted.measure, wanted, other, span))
    for figure in left:
        span = (figure.start, figure.end)
        tally.errors.append(_error("spurious figure", gold, figure.measure, None, figure, span))


def _error(
    kind: str,
    gold: Gold,
    key: str,
    wanted: GoldFigure | None,
    found: Figure | None,
    span: tuple[int, int],
) -> Error:
    expected = f"{wanted.quote!r}: {_show_gold(wanted)}" if wanted else ""
    got = f"{found.text!r}: {_show(found)}" if found else ""
    return Error(kind, gold.id, key, expected, got, *span, rule=found.rule if found else "")


def _show(figure: Figure | None) -> str:
    if figure is None:
        return "nothing"
    places = " ".join(figure.places)
    words = (figure.measure, bounds(figure.low, figure.high), figure.unit, figure.qualifier, figure.role)
    return " ".join(str(word) for word in (*words, places, figure.substance) if word)


def _show_gold(figure: GoldFigure) -> str:
    words = (figure.measure, bounds(figure.low, figure.high), figure.unit, figure.qualifier, figure.role)
    return " ".join(str(word) for word in (*words, " ".join(figure.places), figure.substance) if word)


def bounds(low: float | None, high: float | None) -> str:
    """Bounds as people write them.

    Example:
        >>> bounds(9, 9), bounds(1000, None), bounds(None, 5), bounds(3, 4.5)
        ('9', '1000 or more', '5 or less', '3 to 4.5')
    """
    if low == high:
        return "?" if low is None else f"{low:g}" if low < EXACT else f"{low:.0f}"
    if high is None or low is None:
        return f"{bounds(low, low)} or more" if high is None else f"{bounds(high, high)} or less"
    return f"{bounds(low, low)} to {bounds(high, high)}"
