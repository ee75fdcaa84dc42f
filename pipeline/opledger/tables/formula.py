"""Cells that a spreadsheet would take for a formula, made harmless, and the way back.

Excel, LibreOffice and Google Sheets compute a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end, and so a
release could run commands where its table is opened (OWASP, "CSV Injection"). Such a cell gets an apostrophe in front. So that
it can be told from one of the text's own, a text of apostrophes and then such a character gets one too: off comes what was put on.
"""

from __future__ import annotations

import re

# The full-width forms count as well: spreadsheets of East Asian settings compute them.
TRIGGERS = "=+\\-@\t\r\n＝＋－＠"

_RISKY = re.compile(f"'*[{TRIGGERS}]")
_HARMLESS = re.compile(f"'+[{TRIGGERS}]")
_FIRST = frozenset("'=+-@\t\r\n＝＋－＠")


def guard(text: str) -> str:
    """``text`` as a cell that no spreadsheet computes.

    Example:
        >>> guard("=1+1"), guard("'=1+1"), guard("'tis")
        ("'=1+1", "''=1+1", "'tis")
    """
    return "'" + text if text[:1] in _FIRST and _RISKY.match(text) else text


def unguard(cell: str) -> str:
    """The text that ``guard`` made ``cell`` of.

    Example:
        >>> unguard("'=1+1"), unguard("'tis"), unguard("-")
        ('=1+1', "'tis", '-')
    """
    return cell[1:] if cell[:1] == "'" and _HARMLESS.match(cell) else cell
