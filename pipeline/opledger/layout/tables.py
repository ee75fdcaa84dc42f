"""Tables flattened to one cell a line: label, value, label, value ..."""

from __future__ import annotations

from opledger.layout.blocks import Block
from opledger.layout.cues import Cues

LONGEST_LABEL = 70
FEWEST_ROWS = 2


def join_cells(blocks: list[Block], text: str, cues: Cues) -> list[Block]:
    """Join the cells of a row into one block of kind ``row``.

    A table is at least two rows of a label and the same number of values, without an empty line between.
    """
    values = [len(b.text) <= 60 and _is_value(b.text, cues) for b in blocks]
    if not any(values):
        return blocks
    result: list[Block] = []
    i = 0
    while i < len(blocks):
        pairs = _pairs(blocks, values, i)
        if len(pairs) >= FEWEST_ROWS:
            result += [_join(blocks, at, at + 1, text) for at in pairs]
            i = pairs[-1] + 2
            continue
        rows = _rows(blocks, values, i)
        if len(rows) < FEWEST_ROWS:
            result.append(blocks[i])
            i += 1
            continue
        _join_header(blocks, result, rows, text)
        for first, last in rows:
            result.append(_join(blocks, first, last, text))
        i = rows[-1][1] + 1
    return result


def _is_value(text: str, cues: Cues) -> bool:
    return cues.is_value(text)


def _is_label(block: Block) -> bool:
    return len(block.text) <= LONGEST_LABEL and block.text[-1] not in ".!?;:" and not block.text[0].isdigit()


def _rows(blocks: list[Block], values: list[bool], i: int) -> list[tuple[int, int]]:
    """Rows (first and last block) of a table whose first label stands at ``i``."""
    rows: list[tuple[int, int]] = []
    at = i
    while at + 1 < len(blocks) and not values[at] and _is_label(blocks[at]):
        if rows and blocks[at].gap:
            break
        last = at
        while last + 1 < len(blocks) and values[last + 1] and not blocks[last + 1].gap:
            last += 1
        if last == at:
            break
        rows.append((at, last))
        at = last + 1
    return rows


def _pairs(blocks: list[Block], values: list[bool], i: int) -> list[int]:
    """Where numbers that stand over their labels begin, from the one at ``i``: "31 / people charged / 8 / firearms seized"."""
    if not values[i] or (i and not blocks[i].gap and _is_label(blocks[i - 1]) and not values[i - 1]):
        return []
    pairs: list[int] = []
    at = i
    while at + 1 < len(blocks) and values[at] and not values[at + 1]:
        if blocks[at + 1].gap or not _is_label(blocks[at + 1]):
            break
        pairs.append(at)
        at += 2
    closed = at >= len(blocks) or blocks[at].gap or not values[at]
    return pairs if closed else []


def _join_header(blocks: list[Block], done: list[Block], rows: list[tuple[int, int]], text: str) -> None:
    """Take the labels above the first row, one a column, out of what is done, as a row of their own."""
    first, last = rows[0]
    columns = last - first + 1
    if blocks[first].gap or columns < 3:
        return
    for count in (columns, columns - 1):
        top = first - count
        if top >= 0 and done[-count:] == blocks[top:first] and all(map(_is_label, blocks[top:first])):
            if any(block.gap for block in blocks[top + 1 : first]) or any(
                len(b.text) > 40 for b in blocks[top:first]
            ):
                continue
            done[-count:] = [_join(blocks, top, first - 1, text)]
            return


def _join(blocks: list[Block], first: int, last: int, text: str) -> Block:
    start, end = blocks[first].start, blocks[last].end
    return Block(start, end, text[start:end], blocks[first].gap, last - first + 1, kind="row")
