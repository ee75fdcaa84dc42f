"""What every match of a regular expression must hold, so that most texts need not be searched at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

SHORTEST, MOST = 2, 60
"""Shorter strings stand in most texts, and more of them cost as much as the search."""

Strings = tuple[str, ...]


def gates(pattern: str) -> Strings | None:
    """Strings in small letters of which every match holds one; None where no such strings can be told.

    They come from the parse of the expression: the letters that stand in it one behind the other, and of an
    alternative those of every branch.

    Example:
        >>> gates(r"\\b(?:last|previous) year\\b")
        (' year',)
        >>> gates(r"\\b(?:each|every)\\b")
        ('each', 'every')
        >>> gates(r"\\w+") is None
        True
    """
    try:
        parser: Any = re._parser  # type: ignore[attr-defined]
        found = _of_sequence(parser.parse(pattern))
    except (AttributeError, re.error):  # another interpreter, another parser: no gate
        return None
    return found if found is not None and len(found) <= MOST else None


def opens(words: Strings | None, low: str) -> bool:
    """Whether a text in small letters holds one of the strings, or nothing can be told."""
    if words is None:
        return True
    for word in words:  # noqa: SIM110 (``any`` over a generator takes twice as long on the few words there are)
        if word in low:
            return True
    return False


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Strings | None:
    """The best strings of a sequence: those whose shortest is longest."""
    best: Strings | None = None
    run = ""
    for op, value in [*items, (None, None)]:
        if str(op) == "LITERAL":
            run += chr(value).lower()
            continue
        best, run = _better(best, (run,) if run else None), ""
        if op is not None:
            best = _better(best, _of_item(str(op), value))
    return best


def _of_item(op: str, value: Any) -> Strings | None:
    if op == "SUBPATTERN":
        return _of_sequence(value[-1])
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2]) if value[0] >= 1 else None
    if op == "ATOMIC_GROUP":
        return _of_sequence(value)
    if op == "BRANCH":
        branches = [_of_sequence(branch) for branch in value[1]]
        if any(branch is None for branch in branches):
            return None
        return tuple(dict.fromkeys(text for branch in branches for text in branch or ()))
    return None


def _better(one: Strings | None, other: Strings | None) -> Strings | None:
    def worth(strings: Strings | None) -> tuple[int, int]:
        return (min(map(len, strings)), -len(strings)) if strings else (0, 0)

    best = max(one, other, key=worth)
    return best if worth(best)[0] >= SHORTEST else None
