"""One input looked at closely: what was found, what it came to, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opledger.patternfiles import Patterns, load_patterns
from opledger.reading import ReadOptions, read
from opledger.reconciliation import Reconciled, reconcile
from opledger.records import Release
from opledger.run.decisions import Decisions
from opledger.run.work import Found, find
from opledger.steps import load_steps


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number in the text that is no figure, and why: the kind of look-alike, or that nothing said what it counts."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class View:
    """One release with everything that the job makes of it; ``repeats`` are the sentences that say again what an earlier one said."""

    found: Found
    result: Reconciled
    left_out: list[LeftOut]
    repeats: list[tuple[int, int]]

    @property
    def release(self) -> Release:
        """The release."""
        return self.found.release


NOT_COUNTED = "nothing says what it counts"


def examine(
    path: str | Path,
    patterns: Sequence[str] = (),
    reading: ReadOptions | None = None,
    profile: str | None = None,
    decisions: Decisions | None = None,
) -> Iterator[View]:
    """Each release of one input, one at a time, with ``decisions`` on it obeyed.

    Raises:
        UsageError: if the input does not exist.
        PatternError: if a pack can't be loaded.
    """
    releases = read([str(path)], reading or ReadOptions())
    steps, packs = load_steps(patterns, profile), load_patterns(patterns, profile)
    for release in releases:
        found, data = find(steps, release)
        found = decisions.apply(found) if decisions else found
        yield View(found, _result(found, packs), left_out(data), repeats(data))


def _result(found: Found, packs: Patterns) -> Reconciled:
    """What the figures of one release come to: nothing where reconciliation can't take it."""
    try:
        return reconcile([found.release], found.mentions, found.figures, packs)
    except Exception:  # any fault: the text and its figures are shown all the same
        return Reconciled((), (), (), ())


def left_out(data: dict[str, Any]) -> list[LeftOut]:
    """Numbers that became no figure, in text order."""
    taken = sorted((f["start"], f["end"]) for f in data.get("figures", []))
    items = [LeftOut(x["start"], x["end"], x["kind"]) for x in data.get("lookalikes", [])]
    items += [LeftOut(q["start"], q["end"], NOT_COUNTED) for q in data.get("quantities", [])]
    seen: list[LeftOut] = []
    for item in sorted(items, key=lambda i: (i.start, -i.end, i.reason == NOT_COUNTED)):
        inside = any(start < item.end and item.start < end for start, end in taken)
        if not inside and not (seen and item.start < seen[-1].end):
            seen.append(item)
    return seen


def repeats(data: dict[str, Any]) -> list[tuple[int, int]]:
    """Start and end of each sentence that says again what an earlier one said."""
    sentences = data.get("layout", {}).get("sentences", [])
    return [(s["start"], s["end"]) for s in sentences if s["repeat_of"] is not None]
