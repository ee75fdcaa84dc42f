"""Rows that tell again what another row tells: packages of a substance whose weight is stated, kinds of a stated sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.model import BOUND, Cell, Claim
from opledger.reconciliation.parts import Settled
from opledger.reconciliation.wording import WORD, singular

Words = frozenset[str]
Box = tuple[str, str | None]

ITEM = "item"
# By how much a list of three kinds and more may miss the sum that it breaks down.
NEARLY = 0.05
# Fewer kinds break down a sum only where they come to it.
FEW_KINDS = 3
PAIR = 2


def told_again(
    settled: Sequence[Settled], cells: Sequence[Cell], section: ReconciliationSection
) -> list[Settled]:
    """The verdicts without those that give no outcome beside another one.

    Args:
        settled: the cells of a scope with their verdicts.
        cells: all cells of the scope.
        section: which measures count kinds, and what things are packed in.
    """
    boxes: dict[Box, list[Settled]] = defaultdict(list)
    for item in settled:
        boxes[item.cell.measure, item.cell.place].append(item)
    substances, weights = frozenset(section.by_substance), frozenset(section.measured_units)
    gone: set[int] = set()
    for (measure, place), items in boxes.items():
        if measure in substances:
            packing = frozenset(section.packing.get(measure, ()))
            pair = len(items) == PAIR
            weighed = [y for y in items if y.cell.unit in weights]
            gone |= {id(x) for x in items if packing and any(_packs(x, y, packing, pair) for y in weighed)}
        else:
            gone |= {
                id(x)
                for x in _in_a_sum(items, [c for c in cells if (c.measure, c.place) == (measure, place)])
            }
        if place is not None and measure not in substances:
            gone |= {id(x) for x in items if any(_inside(x, y) for y in items)}
    return [item for item in settled if id(item) not in gone] if gone else list(settled)


def _packs(item: Settled, other: Settled, packing: Words, alone: bool) -> bool:
    """Whether it counts the packages ("81 bales") of what the other one weighs.

    Packages of what is not said are those of the only other thing, where there is but one (``alone``).
    """
    if item.cell.unit != ITEM or not any(_is_packing(c, packing) for c in item.verdict.supporting):
        return False
    words = item.cell.words - packing
    return bool(words & other.cell.words) if words else alone


def _is_packing(claim: Claim, packing: Words) -> bool:
    """Whether the noun behind its number is a package."""
    named = f"{claim.figure.text} {claim.figure.object or ''}".partition(" of ")[0].lower()
    return any(singular(match.group()) in packing for match in WORD.finditer(named))


def _in_a_sum(items: Sequence[Settled], cells: Sequence[Cell]) -> Iterator[Settled]:
    """The kinds that a stated count of all kinds is broken down into."""
    for whole in items:
        chosen = whole.verdict.chosen
        if whole.cell.words or chosen.rank >= BOUND:
            continue
        kinds = [c for c in cells if c.words and c.unit == whole.cell.unit]
        counts = [_largest(c) for c in kinds]
        slack = NEARLY * chosen.number if len(kinds) >= FEW_KINDS else 0.0
        low, high = chosen.interval.low - slack, chosen.interval.high + slack
        if len(kinds) > 1 and low <= sum(counts) <= high and max(counts) < chosen.number:
            yield from (x for x in items if x.cell.words and x.cell.unit == whole.cell.unit)


def _largest(cell: Cell) -> float:
    return max((c.number for c in cell.claims if not c.denied), default=0.0)


def _inside(item: Settled, other: Settled) -> bool:
    """Whether it is a kind that is part of a larger count of the same place ("5,000 in cash" of 1.4 million)."""
    if item.cell.unit != other.cell.unit or other.cell.words or not item.cell.words:
        return False
    chosen = item.verdict.chosen
    return not chosen.total and chosen.number <= other.verdict.chosen.number
