"""Sums: runs of numbers that add up to another of their measure, in a paragraph or over a whole release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opledger.figures.release import LISTED, Figure

LEAST_KINDS = 3
LEAST_PARTS = 2
LEAST_OF_LEAD = 100
LONGEST = 60
LEAST_SUM = 10  # below, numbers of a release add up by chance


def add_up(figures: list[Figure], blocks: list[dict[str, Any]]) -> dict[str, Figure]:
    """The whole of each figure that is a part of a sum, by figure_id.

    Args:
        figures: figures of a release in text order, with ``figure_id``.
        blocks: its blocks.

    Example:
        "Thirty-seven devices – 24 phones, nine laptops and four tablets – were taken": the three are parts of the 37.
    """
    wholes: dict[str, Figure] = {}
    exact = _by_value(figures)
    for run in _runs(figures, blocks):
        listed = blocks[run[0]["extras"]["block"]]["kind"] in LISTED
        _in_run(run, wholes, listed)
        if listed:
            _of_lead(run, exact, wholes)
    for group in _by_measure(figures):
        _in_release(group, wholes)
    return wholes


def _countable(figure: Figure) -> bool:
    exact = figure["qualifier"] == "exact" and figure["value"] is not None and figure["value"] > 0
    return exact and not figure["extras"]["denied"]


def _runs(figures: list[Figure], blocks: list[dict[str, Any]]) -> Iterator[list[Figure]]:
    """Figures of one measure and unit that stand in one paragraph, list or table."""
    found: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if _countable(figure):
            index = figure["extras"]["block"]
            block = blocks[index]
            listed = block["kind"] in LISTED and (block.get("intro"), block.get("heading"))
            key = (listed or index, figure["measure"], figure["unit"])
            found.setdefault(key, []).append(figure)
    yield from (run for run in found.values() if len(run) >= LEAST_KINDS)


def _by_value(figures: list[Figure]) -> dict[tuple[object, ...], Figure]:
    """The first figure of each measure, unit and exact value, in the release's prose or headline."""
    found: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if _countable(figure) and figure["value"] >= LEAST_OF_LEAD:
            found.setdefault((figure["measure"], figure["unit"], figure["value"]), figure)
    return found


def _of_lead(run: list[Figure], exact: dict[tuple[object, ...], Figure], wholes: dict[str, Figure]) -> None:
    """Lines of a list that add up to a number stated before it: 4,305 coins, 318 rings and 189 statuettes of "4,812 objects"."""
    for first in range(len(run) - LEAST_PARTS + 1):
        total = run[first]["value"]
        for at in range(first + 1, min(len(run), first + LONGEST)):
            total += run[at]["value"]
            whole = exact.get((run[at]["measure"], run[at]["unit"], total))
            if whole is not None and whole["start"] < run[0]["start"] and at - first >= LEAST_PARTS - 1:
                for part in run[first : at + 1]:
                    wholes.setdefault(part["figure_id"], whole)
                return


def _in_run(run: list[Figure], wholes: dict[str, Figure], listed: bool) -> None:
    """Parts right behind their whole, or right before it; a whole opens its sentence or is the greatest number."""
    greatest, sentence = max(f["value"] for f in run), -1
    for at, whole in enumerate(run):
        opens, sentence = whole["extras"]["sentence"] != sentence, whole["extras"]["sentence"]
        if not opens and (whole["value"] < greatest or whole["value"] < LEAST_SUM):
            continue
        for others in (run[at + 1 :], run[:at][::-1]):
            parts = _prefix(others, whole["value"])
            if len(parts) == LEAST_PARTS and _goes_on(whole, parts[-1], others[len(parts) :], listed):
                continue  # "29, 14, 15, nine": the second and third make up the first by chance
            for part in parts:
                wholes.setdefault(part["figure_id"], whole)


def _goes_on(whole: Figure, last: Figure, rest: list[Figure], listed: bool) -> bool:
    """Whether a row or list goes on behind the parts that seem to make up one of its numbers."""
    if not rest:
        return False
    sentences = {f["extras"]["sentence"] for f in (whole, last, rest[0])}
    return len(sentences) == 1 or (listed and len(sentences) == LEAST_PARTS + 1)


def _prefix(figures: list[Figure], total: float) -> list[Figure]:
    """The first two figures or more that add up to a total; none of them is the total itself."""
    left = total
    for at, figure in enumerate(figures):
        left -= figure["value"]
        if left == 0 and at:
            return figures[: at + 1]
        if left <= 0:
            break
    return []


def _by_measure(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Figures of persons of one measure, wherever they stand; those narrowed to a country or denied left out."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure["unit"] == "person" and figure["role"] != "background" and not figure["places"]:
            found.setdefault(figure["measure"], []).append(figure)
    yield from found.values()


def _in_release(group: list[Figure], wholes: dict[str, Figure]) -> None:
    """The numbers of a measure where the greatest of them is the sum of all the others: 11, and nine and two."""
    if not all(_countable(f) for f in group):
        return
    values = sorted({f["value"] for f in group})
    if len(values) < LEAST_KINDS or values[-1] < LEAST_SUM or sum(values[:-1]) != values[-1]:
        return
    whole = next(f for f in group if f["value"] == values[-1])
    for figure in group:
        if figure["value"] != values[-1]:
            wholes.setdefault(figure["figure_id"], whole)
