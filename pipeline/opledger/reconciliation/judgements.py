"""What users say about which releases are on one operation: a small file apart from the data, read on every run.

One JSON object a line; empty lines and lines that begin with ``#`` are left alone:

    {"same": ["Operation Lantern", "raid-7f3a"], "why": "the spokeswoman said so", "who": "AB"}
    {"different": ["raid-7f3a", "raid-b001"], "why": "two towns of that name", "withdrawn": true}
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from opledger.aside import write_aside
from opledger.errors import UsageError
from opledger.reconciliation.ids import slug
from opledger.reconciliation.told import COMMON, REASONS, check_told, read_told, told_rows

VERBS = ("same", "different")
KEYS = COMMON | frozenset(VERBS)
ADVICE = 'a line looks like {"same": ["Operation Lantern", "raid-7f3a"], "why": "..."}'


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line: whether two things are ``same``; each is a release's id or an operation's name.

    Example:
        >>> Judgement(True, "Operation Lantern", "raid-7f3a").verb
        'same'
    """

    same: bool
    one: str
    other: str
    why: str = ""
    who: str = ""
    when: str = ""
    withdrawn: bool = False
    line: int = 0
    file: str = field(default="", compare=False)

    @property
    def verb(self) -> str:
        """The key of the pair in the file."""
        return VERBS[0] if self.same else VERBS[1]

    @property
    def pair(self) -> frozenset[str]:
        """What it is about, however it is spelled."""
        return frozenset((spelled(self.one), spelled(self.other)))

    def as_line(self) -> str:
        """The line of the file."""
        row: dict[str, Any] = {self.verb: [self.one, self.other], "why": self.why, "who": self.who}
        row |= {"when": self.when} if self.when else {}
        row |= {"withdrawn": True} if self.withdrawn else {}
        return json.dumps(row, ensure_ascii=False)


def spelled(reference: str) -> str:
    """A release's id or an operation's name, its id included, in the one spelling that they are compared by.

    Example:
        >>> spelled("op-operation-lantern") == spelled("Operation Lantern") == "operation-lantern"
        True
    """
    return slug(reference.strip().removeprefix("op-"))


def read_judgements(file: Path) -> list[Judgement]:
    """The judgements of a file that stand, in order.

    Raises:
        UsageError: if the file can't be read, a line is faulty, or lines contradict one another.
    """
    standing = [j for j in parse(_text(file), str(file)) if not j.withdrawn]
    refuse_contradictions(standing)
    return standing


def _text(file: Path) -> str:
    return read_told(file, "judgements", "write one with 'opledger judge'")


def parse(text: str, where: str) -> list[Judgement]:
    """The judgements of a text, withdrawn ones too; ``where`` names it in messages."""
    rows = told_rows(text, where, "a judgement", ADVICE)
    return [read_judgement(row, number, where) for number, _, row in rows]


def read_judgement(row: dict[str, Any], number: int, file: str) -> Judgement:
    """The judgement of one line of a file.

    Raises:
        UsageError: if it is faulty.
    """
    where = f"{file}, line {number}"
    check_told(row, KEYS, where)
    verbs = [verb for verb in VERBS if verb in row]
    if len(verbs) != 1:
        raise UsageError("a judgement needs either 'same' or 'different'", where, ADVICE)
    pair = row[verbs[0]]
    if not (
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(p, str) and p.strip() for p in pair)
    ):
        raise UsageError(f"{verbs[0]!r} must be a list of two texts", where, ADVICE)
    told = {key: row.get(key, "") for key in REASONS}
    withdrawn = row.get("withdrawn", False)
    found = Judgement(
        verbs[0] == "same", pair[0], pair[1], **told, withdrawn=withdrawn, line=number, file=file
    )
    if len(found.pair) == 1:
        raise UsageError(f"{pair[0]!r} is judged against itself", where, "name two releases or operations")
    return found


def refuse_contradictions(judgements: Sequence[Judgement]) -> None:
    """Raise where lines, of one file or of several, together say that a pair is the same and that it is not.

    Raises:
        UsageError: naming the lines.
    """
    same = [j for j in judgements if j.same]
    for item in judgements:
        if item.same:
            continue
        chain = _chain(same, spelled(item.one), spelled(item.other))
        if chain:
            noun = "line" if len(chain) == 1 else "lines"
            raise UsageError(
                f"{item.one!r} and {item.other!r} are judged different, but {noun} {_lines(chain, item.file)} "
                f"{'makes' if len(chain) == 1 else 'make'} them the same",
                f"{item.file}, line {item.line}",
                "withdraw one of these lines",
            )


def _lines(judgements: Iterable[Judgement], file: str) -> str:
    """Their lines, with the file where it is another one."""
    ordered = sorted(judgements, key=lambda j: (j.file != file, j.file, j.line))
    return ", ".join(str(j.line) if j.file == file else f"{j.line} of {j.file}" for j in ordered)


def _chain(same: Iterable[Judgement], start: str, end: str) -> list[Judgement]:
    """The judgements that lead from one thing to another; none if they do not."""
    beside: dict[str, list[Judgement]] = {}
    for item in same:
        for name in item.pair:
            beside.setdefault(name, []).append(item)
    paths: dict[str, list[Judgement]] = {start: []}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for item in beside.get(here, []):
            (there,) = item.pair - {here}
            if there not in paths:
                paths[there] = [*paths[here], item]
                queue.append(there)
    return paths.get(end, [])


def add_judgement(file: Path, judgement: Judgement) -> None:
    """Add a line to a file, made if missing.

    Raises:
        UsageError: if the file is faulty, the line is, says again what stands, or contradicts it.
    """
    known = parse(_text(file), str(file)) if file.exists() else []
    standing = [j for j in known if not j.withdrawn]
    for item in standing:
        if item.pair == judgement.pair and item.same == judgement.same:
            raise UsageError(
                f"{judgement.one!r} and {judgement.other!r} are judged {judgement.verb} already",
                f"{file}, line {item.line}",
            )
    text = _text(file) if file.exists() else ""
    text += "\n" if text and not text.endswith("\n") else ""
    line = judgement.as_line()
    number = text.count("\n") + 1
    added = parse("\n" * (number - 1) + line, str(file))
    refuse_contradictions([*standing, *added])
    write_aside(file, [f"{text}{line}\n"])


def withdraw(file: Path, one: str, other: str) -> int:
    """Mark every standing judgement of a pair as withdrawn; how many there were.

    Raises:
        UsageError: if the file is faulty, or says nothing of the pair.
    """
    text = _text(file)
    pair = frozenset((spelled(one), spelled(other)))
    taken = {j.line: j for j in parse(text, str(file)) if j.pair == pair and not j.withdrawn}
    if not taken:
        raise UsageError(
            f"no judgement on {one!r} and {other!r} stands",
            str(file),
            "'opledger judge list' shows what does",
        )
    lines = text.split("\n")
    for number, item in taken.items():
        lines[number - 1] = replace(item, withdrawn=True).as_line()
    write_aside(file, ["\n".join(lines)])
    return len(taken)
