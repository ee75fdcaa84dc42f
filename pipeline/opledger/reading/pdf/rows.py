"""Words of a page put into rows: runs of text side by side, as cells of a table or columns of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from opledger.reading.pdf.words import NOTE, SMALL, Word

GAP = 1.6  # heights of a letter between two words: more than a blank, even in justified text
LEVEL = 0.35  # heights by which the base of a word may lie off that of its row
COLUMN = 25  # characters; text in columns runs on, cells of a table are short
ROWS_OF_COLUMNS = 3
MARKER = re.compile(r"[•–—*o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one line without a wide gap.

    Args:
        text: its words, a blank between.
        left, right, bottom, top: its place in points.
        height: of its tallest word.
        first: width of its first word.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    height: float
    first: float


Row = tuple[Run, ...]


def rows_of(lines: Iterable[list[Word]]) -> list[Row]:
    """Rows in reading order: a column before the one on its right, the cells of a table's row together."""
    return _by_columns(_level(_parted(line) for line in lines))


def _parted(line: list[Word]) -> Row:
    runs: list[Run] = []
    words: list[Word] = []
    for word in line:
        if words and _apart(words[-1], word):
            runs.append(_run(words))
            words = []
        words.append(word)
    runs.append(_run(words))
    return _with_markers(runs)


def _apart(before: Word, word: Word) -> bool:
    height = max(before.height, word.height, 1.0)
    return word.left - before.right > GAP * height or word.left < before.left - height


def _run(words: list[Word]) -> Run:
    return Run(
        " ".join(word.text for word in words),
        min(word.left for word in words),
        max(word.right for word in words),
        min(word.bottom for word in words),
        max(word.top for word in words),
        max(word.height for word in words),
        words[0].right - words[0].left,
    )


def _with_markers(runs: list[Run]) -> Row:
    """A bullet, or the number of an item, joined with what follows."""
    if len(runs) > 1 and MARKER.fullmatch(runs[0].text):
        return (_joined(runs[0], runs[1], " "), *runs[2:])
    return tuple(runs)


def _beside(before: Run, run: Run) -> list[Run]:
    """Two runs on one level: one if no wide gap parts them, as where a raised mark ended the first."""
    gap = run.left - before.right
    if gap > GAP * max(before.height, run.height, 1.0):
        return [before, run]
    if gap > 0.1 * before.height:
        return [_joined(before, run, " ")]
    numbers = before.text[-1:].isdigit() and run.text[:1].isdigit()
    raised = run.height < SMALL * before.height
    return [_joined(before, run, "" if not numbers else NOTE if raised else " ")]


def _joined(before: Run, run: Run, between: str) -> Run:
    return Run(
        before.text + between + run.text,
        before.left,
        run.right,
        min(before.bottom, run.bottom),
        max(before.top, run.top),
        max(before.height, run.height),
        before.first,
    )


def _level(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows, those that go on another one on the same level joined with it."""
    held: Row = ()
    for row in rows:
        if held and _goes_on(held[-1], row[0]):
            held = _with_markers([*held[:-1], *_beside(held[-1], row[0]), *row[1:]])
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _goes_on(before: Run, run: Run) -> bool:
    height = max(before.height, run.height, 1.0)
    return abs(before.bottom - run.bottom) < LEVEL * height and run.left > before.right - 0.2 * height


def _by_columns(rows: Iterable[Row]) -> list[Row]:
    """Rows of text set in two columns, written across, as the left column and then the right one."""
    done: list[Row] = []
    held: list[Row] = []
    for row in rows:
        if len(row) == 2 and (not held or abs(held[-1][1].left - row[1].left) < row[1].height):
            held.append(row)
            continue
        done += _unfolded(held)
        held = [row] if len(row) == 2 else []
        if len(row) != 2:
            done.append(row)
    return done + _unfolded(held)


def _unfolded(rows: list[Row]) -> list[Row]:
    if len(rows) < ROWS_OF_COLUMNS or any(
        median(len(row[at].text) for row in rows) < COLUMN for at in (0, 1)
    ):
        return rows
    columns: list[list[Row]] = [[(row[at],) for row in rows] for at in (0, 1)]
    return columns[0] + columns[1]
