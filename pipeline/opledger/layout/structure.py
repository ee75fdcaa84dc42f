"""Datelines cut off their paragraphs; headings and list openings found for the blocks below them."""

from __future__ import annotations

from itertools import pairwise

from opledger.layout.blocks import Block
from opledger.layout.cues import Cues
from opledger.layout.kinds import LISTS

FIRST_PARAGRAPHS = 3
LONGEST_DATELINE = 120
DATELINE_MARKS = ("–", "—", "-", "−", "―", ": ", ". ")


def cut_datelines(blocks: list[Block], cues: Cues) -> list[Block]:
    """Make the place line at the start of a paragraph a block of its own.

    Only the first paragraphs can open with a bare place in capitals; further down the line must hold a
    comma or a date, as acronyms in capitals open paragraphs too.
    """
    result: list[Block] = []
    bare = FIRST_PARAGRAPHS
    for block in blocks:
        if block.kind == "subhead":
            bare = 0
        cut = 0
        if block.kind == "paragraph" and not block.corrects:
            cut = _dateline_end(block, cues, bare > 0)
            if cut and not any(map(str.isalpha, block.text[cut:])) and cut < len(block.text):
                cut = 0  # "Columbia, S.C. – 6"
            bare = 0 if cut else bare - 1
        if cut:
            end = block.start + len(block.text[:cut].rstrip())
            result.append(Block(block.start, end, block.text[: end - block.start], kind="dateline"))
            rest = len(block.text) - len(block.text[cut:].lstrip())
            if rest >= len(block.text):
                continue
            block.start, block.text = block.start + rest, block.text[rest:]
        result.append(block)
    return result


def _dateline_end(block: Block, cues: Cues, bare: bool) -> int:
    head = block.text[:160]
    if not (bare or "," in head or "(" in head) or not any(mark in head for mark in DATELINE_MARKS):
        return 0
    found = cues.dateline(head) or (cues.dateline_dated.match(head) if bare else None)
    if found is None or found.end() > LONGEST_DATELINE:
        return 0
    words = found.group()
    if words.count("(") != words.count(")"):
        return 0
    return found.end() if bare or "," in words or any(map(str.isdigit, words)) else 0


def link_blocks(blocks: list[Block]) -> None:
    """Set ``heading`` and ``intro`` (indexes in the list of blocks)."""
    heading: int | None = None
    opening: int | None = None
    for i, block in enumerate(blocks):
        kind = block.kind
        if kind in LISTS:
            if opening is None or blocks[i - 1].kind not in LISTS:
                opening = _opening(blocks, i)
            block.intro, block.heading = opening, heading
            if opening is not None and blocks[opening].kind == "subhead":
                block.heading = opening
        elif kind == "subhead":
            opening = None
            if block.text[-1] != ":" or i + 1 == len(blocks) or blocks[i + 1].kind not in LISTS:
                heading = i
            else:
                block.heading = heading
        elif kind not in ("headline", "dateline", "date", "standfirst", "furniture"):
            block.heading = heading


def mark_corrections(blocks: list[Block], cues: Cues) -> None:
    """Set ``corrects`` on the paragraph below a heading "Correction"."""
    for block, below in pairwise(blocks):
        if block.kind == "subhead" and below.kind == "paragraph":
            below.corrects = below.corrects or cues.correction_headings(block.text, block.text.lower())


def _opening(blocks: list[Block], i: int) -> int | None:
    """The block that introduces the list at ``i``: a subhead, or words with a colon at their end."""
    if i == 0:
        return None
    before = blocks[i - 1]
    if before.kind == "subhead" or before.text.rstrip()[-1:] == ":":
        return i - 1
    return None
