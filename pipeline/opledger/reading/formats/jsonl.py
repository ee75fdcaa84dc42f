"""JSON Lines: one object a line; a bad line is rejected alone."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from dataclasses import replace

from opledger.errors import RejectedError
from opledger.reading.decode import decode
from opledger.reading.draft import Draft, rejection, too_long
from opledger.reading.formats.objects import draft_of
from opledger.reading.formats.text import how_read, whole
from opledger.reading.options import ReadOptions
from opledger.reading.source import Ahead, ByteStream, Source

ROOM = 8  # a line may be this many times the limit of a release: escapes take six bytes, other keys the rest
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_jsonl(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """A release a line, read as they come; empty lines are passed over."""
    for number, line in _lines(_narrow(stream, options), ROOM * options.max_bytes):
        path = f"{source.shown}:{number}"
        if line is None:
            yield rejection(path, source.stem, too_long(options))
        elif line.strip():
            yield _line(line.rstrip(), path, source.stem, options)


def _line(line: bytes, path: str, name: str, options: ReadOptions) -> Draft:
    try:
        decoded = decode(line)
        draft = draft_of(json.loads(decoded.text), path, name, options)
    except RejectedError as error:
        return rejection(path, name, error)
    except (ValueError, RecursionError) as error:
        return rejection(path, name, not_json(error))
    if draft.rejected or not decoded.warnings:
        return draft
    return replace(draft, metadata=joined(how_read(decoded), dict(draft.metadata)))


def joined(first: dict[str, object], second: dict[str, object]) -> dict[str, object]:
    """Two metadata as one, their warnings in a row."""
    warnings = [*_list(first.get("warnings")), *_list(second.get("warnings"))]
    return {**first, **second, **({"warnings": warnings} if warnings else {})}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def not_json(error: ValueError | RecursionError) -> RejectedError:
    """What is wrong with a piece of JSON, for a user."""
    if isinstance(error, RecursionError):
        return RejectedError("not readable as JSON: nested too deeply")
    if isinstance(error, json.JSONDecodeError):
        return RejectedError(f"not valid JSON: {error.msg} (character {error.pos + 1})")
    return RejectedError(f"not readable as JSON: {error}")


def _lines(stream: ByteStream, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; null for one above the limit, which is read past piece by piece."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        fits = len(line) <= limit
        while not line.endswith(b"\n") and (more := stream.readline(limit + 1)):
            line = more
        yield number, line if fits else None


def _narrow(stream: ByteStream, options: ReadOptions) -> ByteStream:
    """The stream in UTF-8; UTF-16, in which a line end is no single byte, is turned into it whole."""
    head = stream.head if isinstance(stream, Ahead) else b""
    if not head.startswith(WIDE):
        return stream
    return io.BytesIO(
        decode(whole(stream, replace(options, max_bytes=ROOM * options.max_bytes))).text.encode(
            "utf-8", "replace"
        )
    )
