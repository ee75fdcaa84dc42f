"""An evaluation kept in a file, and what changed from one to the next."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from opledger.aside import write_aside
from opledger.errors import UsageError
from opledger.evaluation.bootstrap import Difference, difference
from opledger.evaluation.tally import LEVELS, Count, Error, Tally

FORMAT = 1


class Run(BaseModel):
    """One evaluation: by which version, of which releases, the counts and the errors."""

    model_config = ConfigDict(frozen=True)

    format: int
    version: str
    patterns: list[str]
    releases: list[str]
    counts: list[tuple[str, str, str, str, int, int, int]]
    errors: list[dict[str, Any]]

    def tally(self) -> Tally:
        """The counts and errors as a tally."""
        tally = Tally()
        for *cell, right, extra, missing in self.counts:
            level, key, role, release = cell
            tally.cells[level, key, role, release].add(Count(right, extra, missing))
        tally.errors.extend(Error(**error) for error in self.errors)
        return tally


def save(tally: Tally, releases: Sequence[str], patterns: Sequence[str], file: Path) -> None:
    """Write an evaluation to a file, to compare a later one against.

    Raises:
        UsageError: if the file can't be written.
    """
    from opledger import __version__

    counts = [[*cell, c.right, c.extra, c.missing] for cell, c in sorted(tally.cells.items())]
    run = {
        "format": FORMAT,
        "version": __version__,
        "patterns": list(patterns),
        "releases": list(releases),
        "counts": counts,
        "errors": [asdict(error) for error in tally.errors],
    }
    try:
        write_aside(file, [json.dumps(run, ensure_ascii=False, indent=0), "\n"])
    except OSError as err:
        raise UsageError(f"can't be written ({err.strerror})", str(file), "name another file") from err


def load(file: Path) -> Run:
    """Read an evaluation written by ``save``.

    Raises:
        UsageError: if the file can't be read or holds none.
    """
    advice = "name a file written by 'opledger evaluate --save'"
    try:
        run = Run.model_validate_json(file.read_bytes())
    except OSError as err:
        raise UsageError(f"can't be read ({err.strerror})", str(file), advice) from err
    except ValidationError as err:
        raise UsageError("is no saved evaluation", str(file), advice) from err
    if run.format != FORMAT:
        raise UsageError(f"is of format {run.format}, not {FORMAT}", str(file), "save it anew")
    return run


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from an old run to a new one, over the releases that both have.

    Args:
        releases: how many releases both have.
        left_out: ids of the releases that only one has.
        levels: old F1, new F1 and the test of their difference, per level.
        better: errors that are gone.
        worse: errors that came.
    """

    releases: int
    left_out: list[str]
    levels: dict[str, tuple[float, float, Difference]] = field(default_factory=dict)
    better: list[Error] = field(default_factory=list)
    worse: list[Error] = field(default_factory=list)


def compare(old: Tally, old_releases: Sequence[str], new: Tally, new_releases: Sequence[str]) -> Change:
    """Compare two evaluations, level by level and item by item.

    Example:
        >>> change = compare(load(Path("before.json")).tally(), ["a"], tally, ["a"])  # doctest: +SKIP
    """
    both = sorted(set(old_releases) & set(new_releases))
    known = set(both)
    levels = {}
    before, after = _by_release(old), _by_release(new)  # the "releases" of events are the events
    for level in LEVELS:
        names = sorted(before[level].keys() & after[level].keys()) if level.startswith("event_") else both
        one, other = ({n: counts[level].get(n, Count()) for n in names} for counts in (before, after))
        if level in before or level in after:
            levels[level] = (_sum(one).f1, _sum(other).f1, difference(one, other, names))
    gone = Counter(map(_identity, _of(old, known)))
    came = Counter(map(_identity, _of(new, known)))
    return Change(
        len(both),
        sorted(set(old_releases) ^ set(new_releases)),
        levels,
        _only(_of(old, known), gone - came),
        _only(_of(new, known), came - gone),
    )


def _by_release(tally: Tally) -> defaultdict[str, dict[str, Count]]:
    groups: defaultdict[str, dict[str, Count]] = defaultdict(dict)
    for (level, release), count in tally.by(lambda cell: (cell[0], cell[3])).items():
        groups[level][release] = count
    return groups


def _sum(counts: dict[str, Count]) -> Count:
    total = Count()
    for count in counts.values():
        total.add(count)
    return total


def _of(tally: Tally, releases: set[str]) -> list[Error]:
    # Errors over several releases bear the name of the event, and are in both runs or in none.
    return [e for e in tally.errors if e.release in releases]


def _identity(error: Error) -> tuple[str, ...]:
    """What makes two errors the same one: not the rule, which can change without the result."""
    return error.release, error.kind, error.key, error.expected, error.got


def _only(errors: list[Error], wanted: Counter[tuple[str, ...]]) -> list[Error]:
    left, found = wanted.copy(), []
    for error in errors:
        if left[_identity(error)] > 0:
            left[_identity(error)] -= 1
            found.append(error)
    return found
