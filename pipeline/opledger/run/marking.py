"""What a figure keeps of the decisions on it: the mark in its extras, and the words in its rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from opledger.reconciliation.decisions import Decision
from opledger.records import Figure

# How a figure's rule tells what a reviewer said.
WORDS = {"right": "confirmed", "correct": "corrected", "missing": "added"}
# Where several lines agree on a figure, what the figure is called.
STRONGEST = ("missing", "correct", "right", "wrong")

MARK = "decision"


def mark_of(figure: Figure) -> Mapping[str, Any]:
    """What was decided on a figure; empty where nothing was."""
    mark: Mapping[str, Any] = figure.extras.get(MARK) or {}
    return mark


def key_of(group: Sequence[Decision]) -> str:
    """What tells decisions on one figure from those on another of the same span."""
    return " ".join(sorted({measure for d in group for measure in d.measures}))


def marked(figure: Figure, before: Figure | None, verb: str, group: Sequence[Decision]) -> Figure:
    """The figure with the mark and the rule that tell of decisions on it.

    Args:
        figure: as decided.
        before: as it was found; none if it was not.
        verb: what the decisions come to.
        group: the decisions.
    """
    known = mark_of(before) if before else {}
    if verb == "missing" and before and known.get("verb") != "missing":
        # The rules have found it since.
        verb = "correct"
    rule = str(known.get("rule", before.rule if before else ""))
    was = known.get("was") if known else _was(before, figure)
    who = sorted({d.who for d in group if d.who})
    mark: dict[str, Any] = {
        "key": key_of(group),
        "verb": verb,
        "who": who,
        "why": sorted({d.why for d in group if d.why}),
        "rule": rule,
        "was": was,
    }
    whole = [d.columns["part_of"] for d in group if "part_of" in d.columns]
    mark |= {"part_of": whole[0]} if whole else {}
    by = ",".join(" ".join(name.replace("+", " ").split()) for name in who)
    word = f"{WORDS[verb]}:{by}" if by else WORDS[verb]
    return replace(figure, rule="+".join(filter(None, (rule, word))), extras={**figure.extras, MARK: mark})


def _was(before: Figure | None, figure: Figure) -> dict[str, Any] | None:
    """Measure, value and unit as they were found, where a decision changed one of them."""
    if before is None:
        return None
    names = ("measure", "value", "low", "high", "qualifier", "unit")
    old = {name: getattr(before, name) for name in names}
    return old if any(getattr(figure, name) != value for name, value in old.items()) else None
