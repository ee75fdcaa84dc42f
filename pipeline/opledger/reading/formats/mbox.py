"""Mailboxes in one file (mbox): message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opledger.errors import RejectedError
from opledger.reading.draft import NOTHING, Draft, rejection, too_long
from opledger.reading.formats.mail import ROOM, message_drafts
from opledger.reading.options import ReadOptions
from opledger.reading.source import ByteStream, Source

PIECE = 65_536
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def read_mbox(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The releases of each message, called ``box.mbox#3``, and of its attachments, ``box.mbox#3.2``.

    A message that is no message, or too long, is rejected alone.
    """
    number = 0
    for number, data in enumerate(_messages(stream, ROOM * options.max_bytes), start=1):
        part = source.part(f"#{number}")
        if data is None:
            yield rejection(part.shown, part.stem, too_long(options))
            continue
        try:
            yield from message_drafts(data, part, options, ".")
        except RejectedError as error:
            yield rejection(part.shown, part.stem, error)
    if not number:
        yield Draft(source.shown, source.stem, error=f"{NOTHING}: a mailbox without messages")


def _messages(stream: ByteStream, limit: int) -> Iterator[bytes | None]:
    """The bytes of each message; null for one above the limit, which is read past piece by piece."""
    lines: list[bytes] = []
    size, started, blank, whole_line = 0, False, True, True
    while line := stream.readline(PIECE):
        if whole_line and blank and line.startswith(b"From "):
            if started:
                yield _joined(lines, size, limit)
            lines, size, started = [], 0, True
        elif started or line.strip():
            started = True
            size += len(line)
            if size <= limit:
                lines.append(line)
            else:
                lines.clear()
        blank = whole_line and not line.strip(b"\r\n")
        whole_line = line.endswith(b"\n")
    if started:
        yield _joined(lines, size, limit)


def _joined(lines: list[bytes], size: int, limit: int) -> bytes | None:
    return _QUOTED.sub(rb"\1", b"".join(lines)) if size <= limit else None
