"""What marks a SQLite file as a ledger, whose place tables never take."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from opledger.errors import UsageError

# "opld"; SQLite keeps an application's number at this place of its files.
APPLICATION_ID = 0x6F706C64
PLACE = 68


def refuse_ledgers(files: Iterable[Path]) -> None:
    """Refuse to write where a ledger lies, which no run could make again.

    Args:
        files: the files that are to be written.

    Raises:
        UsageError: if one of them is a ledger.
    """
    for file in files:
        if _is_ledger(file):
            raise UsageError(
                "is a ledger, and tables of that name would take its place",
                str(file),
                "name another folder with --out",
            )


def _is_ledger(file: Path) -> bool:
    with suppress(OSError), file.open("rb") as stream:
        head = stream.read(PLACE + 4)
        return head.startswith(b"SQLite format 3\0") and head[PLACE:] == APPLICATION_ID.to_bytes(4, "big")
    return False
