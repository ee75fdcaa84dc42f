"""Stored texts read again, for what the tables do not keep: numbers that became no figure, and passages that repeat others.

Only layout and quantities run, which is a small part of the job; the figures are those of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opledger.docdata import PlainDoc, data
from opledger.run.single import LeftOut, left_out, repeats
from opledger.steps import load_steps
from opledger.tables.rows import Row

STEPS = ("opledger_layout", "opledger_quantities")


@dataclass(frozen=True, slots=True)
class Reread:
    """What a text holds beside its figures and mentions.

    Args:
        left_out: numbers that became no figure, and why.
        repeats: start and end of each sentence that says again what an earlier one said.
    """

    left_out: list[LeftOut]
    repeats: list[tuple[int, int]]


NOTHING = Reread([], [])


class Rereader:
    """Reads texts again with the patterns that they were extracted with.

    Args:
        patterns, profile: as given to ``opledger extract``.

    Raises:
        PatternError: if a pack or profile can't be loaded.
    """

    def __init__(self, patterns: Sequence[str] = (), profile: str | None = None) -> None:
        self._steps = load_steps(patterns, profile, STEPS)

    def __call__(self, text: str, figures: Iterable[Row]) -> Reread:
        """What ``text`` holds beside ``figures`` (rows with start and end); nothing where it can't be read."""
        try:
            kept = data(self._steps(PlainDoc(text)))
        except Exception:  # any fault: the text and its figures are shown all the same
            return NOTHING
        return Reread(left_out({**kept, "figures": list(figures)}), repeats(kept))
