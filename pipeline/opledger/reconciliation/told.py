"""Files in which people say things: one JSON object a line, with why, who and when, and lines that were taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opledger.errors import UsageError

Row = dict[str, Any]

REASONS = ("why", "who", "when")
COMMON = frozenset({*REASONS, "withdrawn"})


def read_told(file: Path, what: str, advice: str) -> str:
    """The text of a file.

    Args:
        file: the file.
        what: what it holds ("judgements").
        advice: how to come by one, if it is not there.

    Raises:
        UsageError: if it can't be read, or is no UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"no such file of {what}", str(file), advice) from None
    except UnicodeDecodeError as err:
        raise UsageError(
            f"{what} are no UTF-8 text ({err.reason})", str(file), "save the file as UTF-8"
        ) from None
    except OSError as err:
        raise UsageError(f"can't be read ({err.strerror})", str(file), f"name a file of {what}") from None


def told_rows(text: str, where: str, what: str, advice: str) -> Iterator[tuple[int, str, Row]]:
    """The objects of a text, each with the number of its line and where that is.

    Empty lines and lines that begin with ``#`` are left alone.

    Args:
        text: the text.
        where: names it in messages.
        what: what a line holds ("a judgement").
        advice: what a line looks like.

    Raises:
        UsageError: if a line is no JSON object.

    Example:
        >>> list(told_rows('# mine\\n{"why": "so"}', "my.jsonl", "a judgement", ""))
        [(2, 'my.jsonl, line 2', {'why': 'so'})]
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        here = f"{where}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as err:
            reason = (
                f"{err.msg} at character {err.colno}"
                if isinstance(err, json.JSONDecodeError)
                else "nested too deeply, or a number too long"
            )
            raise UsageError(f"no JSON ({reason})", here, advice) from None
        if not isinstance(row, dict):
            raise UsageError(f"{what} must be an object", here, advice)
        yield number, here, row


def check_told(row: Row, keys: frozenset[str], where: str) -> None:
    """Refuse unknown keys, and reasons that are no texts.

    Args:
        row: the line.
        keys: the keys that it may have.
        where: the line, for messages.

    Raises:
        UsageError: naming the key.
    """
    unknown = sorted(row.keys() - keys)
    if unknown:
        raise UsageError(f"unknown key {unknown[0]!r}", where, f"known keys: {', '.join(sorted(keys))}")
    if not isinstance(row.get("withdrawn", False), bool):
        raise UsageError("'withdrawn' must be true or false", where)
    for key in REASONS:
        if not isinstance(row.get(key, ""), str):
            raise UsageError(f"{key!r} must be a text", where)
