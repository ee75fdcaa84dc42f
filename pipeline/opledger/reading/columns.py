"""Which column or key of an input holds the text, the title and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from opledger.errors import RejectedError, UsageError

OURS = ("text", "title", "published", "publisher", "url", "id", "language")
MOST_SHOWN = 12


def renaming(found: Sequence[str], columns: Iterable[tuple[str, str]]) -> dict[str, str]:
    """New names of the columns of a table, by their own names; those that keep theirs are left out.

    A column that the options name is taken; else one of our name, whatever its case and the blanks around it. A
    column of our name that another one replaces becomes ``given_...``.

    Raises:
        RejectedError: if no column holds the text, or the one that was named is not there.

    Example:
        >>> renaming(["Title", "body", "text"], [("text", "body")])
        {'body': 'text', 'text': 'given_text', 'Title': 'title'}
    """
    new: dict[str, str] = {}
    chosen = dict(columns)
    alike = {name.strip().casefold(): name for name in reversed(found)}
    for ours in OURS:
        wanted = chosen.get(ours)
        if wanted is not None and wanted not in found:
            raise RejectedError(f"no column {wanted!r}; columns: {_shown(found)}")
        theirs = wanted if wanted is not None else ours if ours in found else alike.get(ours)
        if theirs is None:
            continue
        if theirs != ours:
            new[theirs] = ours
            if ours in found:
                new.setdefault(ours, f"given_{ours}")
    if "text" not in new.values() and ("text" not in found or "text" in new):
        raise RejectedError(
            f"no column `text`; columns: {_shown(found)}", advice="name it with --column text=COLUMN"
        )
    return new


def renamed(found: Mapping[str, Any], columns: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """An object with the keys that the options name under our names; keys that it lacks stay missing.

    Example:
        >>> renamed({"body": "Six held.", "text": "Teaser"}, [("text", "body")])
        {'given_text': 'Teaser', 'text': 'Six held.'}
    """
    result = dict(found)
    for ours, theirs in columns:
        if theirs in found and theirs != ours:
            if ours in result:
                result[f"given_{ours}"] = result.pop(ours)
            result[ours] = found[theirs]
            if theirs not in OURS:
                del result[theirs]
    return result


def parse_column(given: str) -> tuple[str, str]:
    """``text=body`` as the pair of our name and theirs.

    Raises:
        UsageError: if it is not of that form, or the name before ``=`` is none of ours.

    Example:
        >>> parse_column("text=body")
        ('text', 'body')
    """
    ours, _, theirs = given.partition("=")
    if ours not in OURS or not theirs:
        raise UsageError(
            f"write NAME=COLUMN, NAME one of {', '.join(OURS)}",
            where=given,
            advice="as in --column text=body",
        )
    return ours, theirs


def _shown(names: Sequence[str]) -> str:
    shown = ", ".join(name.strip()[:40] or "(no name)" for name in names[:MOST_SHOWN])
    return shown + (f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else "")
