"""What a reviewer decides on figures: a small file apart from the data, read on every run.

One JSON object a line; empty lines and lines that begin with ``#`` are left alone. A line says that a figure is ``right``,
that it is ``wrong`` (no figure at all), how to ``correct`` it, or which one is ``missing``:

    {"wrong": {"release": "raid-2d711642", "sha256": "2d71...", "start": 9, "end": 15, "measure": "arrests",
               "text": "16 men"}, "why": "they were not held", "who": "AB"}
    {"correct": {...}, "as": {"measure": "charges", "value": 17}}

Judgements on operations (``same``, ``different``) may stand in the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from opledger.errors import UsageError
from opledger.reconciliation.decision_schema import Columns, Reference
from opledger.reconciliation.judgements import VERBS as JUDGED
from opledger.reconciliation.judgements import Judgement, read_judgement, refuse_contradictions
from opledger.reconciliation.told import COMMON, REASONS, Row, check_told, read_told, told_rows

VERBS = ("right", "wrong", "correct", "missing")
KEYS = COMMON | {*VERBS, "as"}
ADVICE = 'see docs/reviewing.md for what a line looks like; it begins with {"right": {"release": ...'


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: what a reviewer says of one figure.

    Args:
        verb: ``right``, ``wrong``, ``correct`` or ``missing``.
        figure: which one.
        columns: what it is to be, column by column; empty for ``wrong``.
    """

    verb: str
    figure: Reference
    columns: Mapping[str, Any] = field(default_factory=dict, hash=False)
    why: str = ""
    who: str = ""
    when: str = ""
    withdrawn: bool = False
    line: int = 0
    file: str = field(default="", compare=False)

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.file}, line {self.line}"

    @property
    def span(self) -> tuple[str, str, int, int]:
        """The release, its text, and where the figure stands in it."""
        return self.figure.release, self.figure.sha256, self.figure.start, self.figure.end

    @property
    def measures(self) -> tuple[str, ...]:
        """The measure that the figure was found with, and the one that it is to have."""
        return tuple(
            dict.fromkeys((self.figure.measure, str(self.columns.get("measure", self.figure.measure))))
        )

    def as_line(self) -> str:
        """The line of the file."""
        row: Row = {self.verb: self.figure.model_dump()}
        row |= {"as": dict(self.columns)} if self.columns else {}
        row |= {"why": self.why, "who": self.who}
        row |= {"when": self.when} if self.when else {}
        row |= {"withdrawn": True} if self.withdrawn else {}
        return json.dumps(row, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a file of decisions: those on figures, and judgements on operations."""

    decisions: tuple[Decision, ...]
    judgements: tuple[Judgement, ...]

    def as_lines(self) -> list[str]:
        """The lines of a file that says it."""
        return [*(d.as_line() for d in self.decisions), *(j.as_line() for j in self.judgements)]


def read_said(file: Path) -> Said:
    """The lines of a file that stand, in order.

    Raises:
        UsageError: if the file can't be read, a line is faulty, or lines contradict one another.
    """
    text = read_told(file, "decisions", "export one from the page of 'opledger report'")
    return standing(parse_said(text, str(file)))


def standing(said: Said) -> Said:
    """What was not withdrawn.

    Raises:
        UsageError: if lines contradict one another.
    """
    decisions = tuple(d for d in said.decisions if not d.withdrawn)
    judgements = tuple(j for j in said.judgements if not j.withdrawn)
    refuse_contradictions(judgements)
    refuse_disagreement(decisions)
    return Said(decisions, judgements)


def parse_said(text: str, file: str) -> Said:
    """The lines of a text, withdrawn ones too; ``file`` names it in messages.

    Raises:
        UsageError: if a line is faulty.
    """
    decisions, judgements = [], []
    for number, where, row in told_rows(text, file, "a decision", ADVICE):
        if any(verb in row for verb in JUDGED):
            judgements.append(read_judgement(row, number, file))
        else:
            decisions.append(_decision(row, number, file, where))
    return Said(tuple(decisions), tuple(judgements))


def _decision(row: Row, number: int, file: str, where: str) -> Decision:
    check_told(row, KEYS, where)
    verbs = [verb for verb in VERBS if verb in row]
    if len(verbs) != 1:
        raise UsageError(f"a decision needs one of {', '.join((*VERBS, *JUDGED))}", where, ADVICE)
    (verb,) = verbs
    if verb == "wrong" and "as" in row:
        raise UsageError("what is wrong is no figure and has no 'as'", where, "use 'correct' to change it")
    if verb in ("correct", "missing") and "as" not in row:
        raise UsageError(f"{verb!r} needs 'as'", where, 'for example {"as": {"value": 17}}')
    try:
        figure = Reference.model_validate(row[verb])
        columns = Columns.model_validate(row.get("as", {})).given()
    except ValidationError as err:
        raise UsageError(_fault(err), where, ADVICE) from None
    if verb in ("correct", "missing") and not columns:
        raise UsageError("'as' is empty", where, "say what the figure is to be")
    if verb == "missing" and "value" not in columns and "low" not in columns and "high" not in columns:
        raise UsageError("a missing figure needs a value", where, 'for example {"as": {"value": 17}}')
    told = {key: row.get(key, "") for key in REASONS}
    withdrawn = row.get("withdrawn", False)
    return Decision(verb, figure, columns, **told, withdrawn=withdrawn, line=number, file=file)


def _fault(err: ValidationError) -> str:
    fault = err.errors()[0]
    at = ".".join(map(str, fault["loc"]))
    name, _, kind = at.rpartition(".")
    if name and (kind in ("int", "float") or kind.startswith("constrained")):
        return f"{name!r} must be a number, 0 or more, and stand without quotation marks"
    if fault["type"] == "extra_forbidden":
        return f"unknown key {at!r}"
    if fault["type"] == "missing":
        return f"{at!r} is missing"
    words = fault["msg"].removeprefix("Value error, ")
    return f"{at!r}: {words[:1].lower()}{words[1:]}" if at else words[:1].lower() + words[1:]


def groups(decisions: Iterable[Decision]) -> Iterator[list[Decision]]:
    """Decisions on one and the same figure together: the same span, and a measure in common, be it the one that the figure was
    found with or the one that it is to have."""
    spans: dict[tuple[str, str, int, int], list[Decision]] = {}
    for item in decisions:
        spans.setdefault(item.span, []).append(item)
    for items in spans.values():
        left = items
        while left:
            group, measures = [left[0]], set(left[0].measures)
            while more := [d for d in left if d not in group and measures.intersection(d.measures)]:
                group += more
                measures.update(measure for d in more for measure in d.measures)
            left = [d for d in left if d not in group]
            yield group


def refuse_disagreement(decisions: Sequence[Decision]) -> None:
    """Raise where two lines say different things of one figure.

    Raises:
        UsageError: naming both lines.
    """
    for group in groups(decisions):
        for one, other in combinations(group, 2):
            reason = _disagreement(one, other)
            if reason:
                raise UsageError(
                    f"{other.figure.text!r} is decided in line {one.line} too: {reason}",
                    other.where,
                    "withdraw one of these lines",
                )


def _disagreement(one: Decision, other: Decision) -> str:
    verbs = {one.verb, other.verb}
    if len(verbs) == 2 and "wrong" in verbs:
        return f"{one.verb} there, {other.verb} here"
    mine, yours = settled(one), settled(other)
    for key in sorted(mine.keys() & yours.keys()):
        if mine[key] != yours[key]:
            return f"{key} {mine[key]!r} there, {yours[key]!r} here"
    plain = next((d for d in (one, other) if d.verb == "right" and not d.columns), None)
    if plain and "correct" in verbs:
        return "right as found, and corrected"
    return ""


def settled(decision: Decision) -> dict[str, Any]:
    """The columns that a decision settles, its measure always among them; none for a wrong figure."""
    if decision.verb == "wrong":
        return {}
    return {"measure": decision.figure.measure, **decision.columns}
