"""Quoted speech."""

from __future__ import annotations

import re

from opledger.layout.blocks import Block

QUOTE = re.compile(
    r"“[^“”]+(?:”|$)|„[^„“”]+(?:[“”]|$)|«[^«»]+(?:»|$)|»[^«»]+«|\"[^\"]+(?:\"|$)|‘(?<!\w‘)[^‘\n]+?’(?!\w)",
)
WORDS = 3


def find_quotes(blocks: list[Block]) -> list[dict[str, int]]:
    """Quoted speech of three words or more, in text order.

    A paragraph that opens a quotation and does not close it is quoted to its end, as speech that goes on in
    the next paragraph is written.
    """
    found: list[dict[str, int]] = []
    for block in blocks:
        if block.skip:
            continue
        found.extend(
            {"start": block.start + match.start(), "end": block.start + match.end()}
            for match in QUOTE.finditer(block.text)
            if len(match.group().split(None, WORDS)) >= WORDS
        )
    return found
