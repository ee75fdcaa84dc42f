"""JSON Lines: one file a table, one object a line, UTF-8."""

from __future__ import annotations

import json
import json.encoder
from collections.abc import Callable
from pathlib import Path

from opledger.tables.formats.lines import LineFiles
from opledger.tables.rows import Row


def _encoder() -> Callable[[Row], str]:
    """What makes JSON of a row: the encoder of the library, which makes itself ready anew for each object, made once."""
    whole = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # another interpreter
        return whole.encode
    string = json.encoder.encode_basestring
    pieces = make(None, whole.default, string, None, ": ", ", ", False, False, False)
    return lambda row: "".join(pieces(row, 0))


_dumps = _encoder()
# Line ends to some readers: escaped, they can't split a line.
_ODD = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\x85", "\\u0085"))


def line(row: Row) -> str:
    """A row as a line, its end with it.

    Example:
        >>> line({"value": 16, "unit": None})
        '{"value": 16, "unit": null}\\n'
    """
    made = _dumps(row)
    if not made.isascii():
        for odd, escape in _ODD:
            made = made.replace(odd, escape)
    return made + "\n"


class Writer(LineFiles):
    """Writes ``<table>.jsonl``; the keys of a line are the columns, in the contract's order."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".jsonl")

    def write(self, table: str, row: Row) -> None:
        """Add one line."""
        self.write_lines(table, line(row))
