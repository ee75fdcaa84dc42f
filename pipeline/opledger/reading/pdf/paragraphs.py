"""Rows put into paragraphs: a line that was broken at the margin goes on in the next one."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from opledger.reading.pdf.hyphens import Hyphens, plain_hyphens
from opledger.reading.pdf.margins import row_text
from opledger.reading.pdf.rows import MARKER, Row, Run
from opledger.reading.pdf.words import SOFT_HYPHEN

LOOSER = 1.3  # times the usual distance of lines: a paragraph ends
INDENT = 0.8  # heights by which the first line of a paragraph is set in
MOST = 0.6  # of the width of its block; a shorter line was not broken at the margin
SAME = 1.12  # ratio of heights of what is set in one size
_ITEM = re.compile(rf"(?:{MARKER.pattern})\s")
_BROKEN = re.compile(rf"\w[-{SOFT_HYPHEN}]$")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")


def paragraphs_of(pages: list[list[Row]]) -> list[str]:
    """The paragraphs of all pages in order; one that a page break cuts is one, a row of a table is one."""
    hyphens = Hyphens(row_text(row) for rows in pages for row in rows)
    done: list[str] = []
    for rows in pages:
        done += _on_page(rows, hyphens, done)
    return [plain_hyphens(text) for text in done]


def _on_page(rows: list[Row], hyphens: Hyphens, before: list[str]) -> list[str]:
    usual = _usual_distance(rows)
    edges = _edges(rows, usual)
    done: list[str] = []
    item = False
    for at, row in enumerate(rows):
        text = row_text(row)
        if at and _goes_on(rows[at - 1], row, usual, edges[at - 1], item):
            done[-1] = hyphens.join(done[-1], text)
            continue
        if not at and before and _cut(before[-1], text) and len(row) == 1:
            before[-1] = hyphens.join(before[-1], text)
            done.append("")
            continue
        item = bool(_ITEM.match(text))
        done.append(text)
    if done and not done[0]:
        return done[1:]
    return done


def _goes_on(row: Row, following: Row, usual: float, edge: float, item: bool) -> bool:
    """Whether a line is the continuation of the one before."""
    if len(row) > 1 or len(following) > 1 or _ITEM.match(following[0].text):
        return False
    above, below = row[0], following[0]
    if above.bottom < below.bottom:  # the next column, or the next frame
        return _cut(above.text, below.text)
    if not _in_one_block(above, below, usual):
        return False
    height = max(above.height, below.height, 1.0)
    if below.left > above.left + INDENT * height and not item and not _centred(above, below):
        return False
    if above.right + below.first + 0.3 * height >= edge or _centred(above, below):
        return True
    broken = _BROKEN.search(above.text) is not None or above.right - above.left > MOST * (edge - above.left)
    return broken and _cut(above.text, below.text)


def _in_one_block(above: Run, below: Run, usual: float) -> bool:
    """Lines of one size, the second below the first at the usual distance."""
    high, low = max(above.height, below.height, 1.0), min(above.height, below.height)
    distance = above.bottom - below.bottom
    return high <= SAME * low and 0 < distance <= max(LOOSER * usual if usual else 1.5, 1.2) * high


def _centred(above: Run, below: Run) -> bool:
    """Lines of a heading set around one middle, of different lengths."""
    middle = abs((above.left + above.right) - (below.left + below.right)) / 2
    return middle < 0.3 * above.height and abs(above.left - below.left) > above.height


def _cut(text: str, following: str) -> bool:
    """A paragraph that a column's or a page's end cuts: no full stop, and the next one begins in lower case."""
    return bool(text) and not _ENDED.search(text) and following[:1].islower() and " | " not in text


def _usual_distance(rows: list[Row]) -> float:
    """The usual distance of two lines of a paragraph, in heights of their letters; zero where there are none."""
    distances = [
        (above[0].bottom - below[0].bottom) / above[0].height
        for above, below in pairwise(rows)
        if len(above) == len(below) == 1
        and 0 < above[0].bottom - below[0].bottom < 2.5 * above[0].height
        and max(above[0].height, below[0].height) <= SAME * min(above[0].height, below[0].height)
    ]
    return median(sorted(distances)[: max(1, len(distances) * 2 // 3)]) if distances else 0.0


def _edges(rows: list[Row], usual: float) -> list[float]:
    """Of each row, how far the lines of its block reach to the right."""
    edges: list[float] = []
    start = 0
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else ()
        if len(row) == len(following) == 1 and _in_one_block(row[0], following[0], usual):
            continue
        block = rows[start : at + 1]
        edges += [max(line[-1].right for line in block)] * len(block)
        start = at + 1
    return edges
