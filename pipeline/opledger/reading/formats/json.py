"""JSON: one object, or a list of objects that are parsed one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.decode import Decoded, decode
from opledger.reading.draft import Draft, rejection
from opledger.reading.formats.jsonl import joined, not_json
from opledger.reading.formats.objects import draft_of
from opledger.reading.formats.text import how_read
from opledger.reading.options import ReadOptions
from opledger.reading.source import ByteStream, Source

ROOM = 100  # a file may be this many times the limit of a release, as it has to be held whole
LOST = "the rest of the file is not read"
_SPACE = re.compile(r"[ \t\r\n]*")


def read_json(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The release of an object, or the releases of a list, called ``file.json#1`` and so on.

    An item that is no release is rejected alone. After a fault of syntax nothing can be known of what follows:
    the item with the fault is rejected, and its error says that the rest was not read.

    Raises:
        RejectedError: if the file as a whole can't be read.
    """
    data = stream.read(ROOM * options.max_bytes + 1)
    if len(data) > ROOM * options.max_bytes:
        raise RejectedError(
            f"longer than {ROOM * options.max_bytes:,} bytes",
            advice="write it as JSON Lines, which is read line by line, or raise --max-bytes",
        )
    decoded = decode(data)
    start = _after_space(decoded.text, 0)
    if decoded.text[start : start + 1] == "[":
        drafts = _items(decoded.text, start, source, options)
    else:
        drafts = iter([_only(decoded.text, source, options)])
    yield from (_told(draft, decoded) for draft in drafts)


def _only(text: str, source: Source, options: ReadOptions) -> Draft:
    if not text.strip():
        return Draft(source.shown, source.stem, text)
    try:
        return draft_of(json.loads(text), source.shown, source.stem, options)
    except (ValueError, RecursionError) as error:
        raise not_json(error) from None


def _items(text: str, start: int, source: Source, options: ReadOptions) -> Iterator[Draft]:
    parse = json.JSONDecoder().raw_decode
    at, number = _after_space(text, start + 1), 0
    more = text[at : at + 1] != "]"
    while more:
        number += 1
        path = f"{source.shown}#{number}"
        found: Any = None
        try:
            found, at = parse(text, at)
        except (ValueError, RecursionError) as error:
            yield rejection(path, source.stem, f"{not_json(error)}; {LOST}")
            return
        yield draft_of(found, path, source.stem, options)
        at = _after_space(text, at)
        more = text[at : at + 1] == ","
        at = _after_space(text, at + 1) if more else at
    end = _after_space(text, at + 1)
    if text[at : at + 1] != "]" or end < len(text):
        where = at if text[at : at + 1] != "]" else end
        fault = f"not valid JSON: the list does not end as it should (character {where + 1}); {LOST}"
        yield rejection(f"{source.shown}#{number + 1}", source.stem, fault)


def _told(draft: Draft, decoded: Decoded) -> Draft:
    if draft.rejected or not decoded.warnings:
        return draft
    return replace(draft, metadata=joined(how_read(decoded), dict(draft.metadata)))


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
