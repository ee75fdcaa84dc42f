"""What every match of a regular expression must hold, so that most texts need not be searched at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

SHORTEST, MOST = 2, 60
"""Shorter strings stand in most texts, and more of them cost as much as the search."""

MOST_ENDS, LONGEST_WORD = 500, 40

_GAP, _LAST_WORD = re.compile(r"\W"), re.compile(r"\w+$")

Strings = tuple[str, ...]


def gates(pattern: str) -> Strings | None:
    """Strings in small letters of which every match holds one; None where no such strings can be told.

    They come from the parse of the expression: the letters that stand in it one behind the other, and of an
    alternative those of every branch, but for those that hold another of them.

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
    if found is None or len(found) > MOST:
        return None
    return tuple(text for text in found if not any(other != text and other in text for other in found))


def opens(words: Strings | None, low: str) -> bool:
    """Whether a text in small letters holds one of the strings, or nothing can be told."""
    if words is None:
        return True
    for word in words:  # noqa: SIM110 (``any`` over a generator takes twice as long on the few words there are)
        if word in low:
            return True
    return False


def last_words(pattern: str) -> frozenset[str] | None:
    """The words in small letters in one of which every match ends, so that the words of a text tell where one can end;
    None where they cannot be told. A match is taken to begin where a word does.

    Example:
        >>> sorted(last_words(r"in|suburbs? of|reach(?:ed|ing)"))
        ['in', 'of', 'reached', 'reaching']
        >>> sorted(last_words(r"(?:\\w+ )?[Nn]otices?"))
        ['notice', 'notices']
    """
    try:
        parser: Any = re._parser  # type: ignore[attr-defined]
        ends = _ends(list(parser.parse(pattern)), [""])
    except (AttributeError, re.error):
        return None
    words = [_LAST_WORD.search(end) for end in ends or ()]
    return frozenset(word[0].lower() for word in words if word) if words and all(words) else None


def may_end(words: frozenset[str] | None, text: str) -> bool:
    """Whether a text, in any case, can end in one of the words and space, or nothing can be told."""
    last = text[-LONGEST_WORD:].rsplit(None, 1)[-1:]
    return words is None or not last or last[0].lower() in words or not last[0].isalnum()


def _ends(items: list[tuple[Any, Any]], behind: list[str]) -> list[str] | None:
    """What matches of a sequence end in, as far back as what parts off their last word; ``behind`` is what comes after it."""
    for op, value in reversed(items):
        if all(map(_GAP.search, behind)):
            return behind
        if str(op) == "BRANCH":
            found: list[str] = []
            for branch in value[1]:
                ends = _ends(list(branch), behind)
                if ends is None:
                    return None
                found += ends
        else:
            choices = _choices(str(op), value, behind)
            if choices is None:
                return None
            found = choices
        behind = list(dict.fromkeys(found))
        if len(behind) > MOST_ENDS:
            return None
    return behind


def _choices(op: str, value: Any, behind: list[str]) -> list[str] | None:
    if op == "LITERAL":
        return [end if _GAP.search(end) else chr(value) + end for end in behind]
    if op == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return [end if _GAP.search(end) else chr(code) + end for _, code in value for end in behind]
    if op == "SUBPATTERN":
        return _ends(list(value[-1]), behind)
    if op == "MAX_REPEAT" and tuple(value[:2]) == (0, 1):
        once = _ends(list(value[2]), behind)
        return None if once is None else [*behind, *once]
    return None


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
