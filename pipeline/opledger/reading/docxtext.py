"""The text of a Word document, walked by its elements: nothing that its reader sees is passed over.

The object model of python-docx knows the paragraphs and tables of the body, but not what stands in tracked
insertions, content controls, text boxes and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
UNSEEN = frozenset(
    W + name
    for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "fldData", "sdtPr", "tblPr", "trPr")
)
BLANKS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
OUT_OF_LINE = frozenset((W + "txbxContent", COMPATIBLE + "Fallback", W + "pict"))
BLOCKS = frozenset((W + "p", W + "tbl"))
_SPACE = re.compile(r"[ \t\r\f\v]+")


@dataclass(slots=True)
class Body:
    """Lines of a document; ``styled`` has those of a named style, ``struck`` counts tracked deletions."""

    lines: list[str] = field(default_factory=list)
    styled: list[tuple[str, str]] = field(default_factory=list)
    struck: int = 0


def body_text(element: Any, styles: dict[str, str]) -> Body:
    """Text of the body: a paragraph or an item of a list a line, a row of a table a line, cells parted by `` | ``."""
    struck = sum(next(gone.iter(W + "delText"), None) is not None for gone in element.iter(W + "del"))
    body = Body(struck=struck)
    for block in _blocks(element):
        if block.tag == W + "tbl":
            body.lines += _rows(block)
            continue
        style = styles.get(_value(block, "pStyle"), "")
        item = next(block.iter(W + "numPr"), None) is not None or style.lower().startswith("list")
        for line in _paragraph(block):
            body.lines.append(
                f"- {line}" if item and not style.lower().startswith(("heading", "title")) else line
            )
            if style and style != "Normal":
                body.styled.append((style, line))
            item = False
        body.lines += _boxes(block)
    return body


def notes_text(blob: bytes) -> Iterator[str]:
    """The footnotes or endnotes of a part, a line each."""
    from lxml import etree

    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for note in root:
        if note.get(W + "type") is None or note.get(W + "type") == "normal":
            text = " ".join(line for block in note.iter(W + "p") for line in _paragraph(block))
            if text:
                yield text


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables, in order, those in content controls and the like too; not those inside of them."""
    pending = [iter(element)]
    while pending:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
        elif child.tag in BLOCKS:
            yield child
        elif child.tag not in UNSEEN:
            pending.append(iter(child))


def _rows(table: Any) -> Iterator[str]:
    for row in _inside(table, W + "tr", W + "tbl"):
        cells = []
        for cell in _inside(row, W + "tc", W + "tbl"):
            if _value(cell, "vMerge", found="continue") == "continue":
                continue
            lines = [
                line
                for block in _blocks(cell)
                for line in (_rows(block) if block.tag == W + "tbl" else [*_paragraph(block), *_boxes(block)])
            ]
            cells.append(" ".join(lines))
        text = " | ".join(cell for cell in cells if cell)
        if text:
            yield text


def _inside(element: Any, tag: str, stop: str) -> Iterator[Any]:
    """Elements of a name, not those inside another element of the name ``stop``."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != stop and child.tag not in UNSEEN:
            yield from _inside(child, tag, stop)


def _value(element: Any, name: str, found: str = "") -> str:
    """The value of a property; ``found`` if it is there without one; empty if it isn't there."""
    properties = next(iter(element), None)
    if properties is None or not str(properties.tag).endswith("Pr"):
        return ""
    prop = properties.find(W + name)
    return "" if prop is None else str(prop.get(W + "val") or found)


def _paragraph(paragraph: Any) -> list[str]:
    """Lines of a paragraph, which has more than one where it holds a break; boxes left out."""
    text = "".join(_pieces(paragraph))
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def _pieces(element: Any) -> Iterator[str]:
    pending = [iter(element)]
    while pending:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
        elif child.tag in (W + "t", MATHS + "t"):
            yield child.text or ""
        elif child.tag in BLANKS:
            yield BLANKS[child.tag] if child.get(W + "type") != "page" else "\n"
        elif child.tag == W + "sym":
            yield "•"
        elif child.tag not in UNSEEN and child.tag not in OUT_OF_LINE and not _hidden(child):
            pending.append(iter(child))


def _hidden(run: Any) -> bool:
    """Characters set as hidden."""
    properties = run.find(W + "rPr") if run.tag == W + "r" else None
    return properties is not None and properties.find(W + "vanish") is not None


def _boxes(paragraph: Any) -> list[str]:
    """Lines of the text boxes that hang on a paragraph; the older twin of each, for older programs, left out."""
    lines: list[str] = []
    for box in paragraph.iter(W + "txbxContent"):
        if any(above.tag == COMPATIBLE + "Fallback" for above in box.iterancestors()):
            continue
        for block in _blocks(box):
            lines += _rows(block) if block.tag == W + "tbl" else _paragraph(block)
    return lines
