"""What each block is: headline, date, paragraph, bullet, furniture and so on."""

from __future__ import annotations

from opledger.layout.blocks import Block
from opledger.layout.cues import Cues
from opledger.layout.lines import CLOSERS

SHORT = 90
"""A line of a list, a subhead or a menu is shorter than this."""
PROSE = 80
"""A paragraph that ends with a full stop is longer than this."""
LISTS = frozenset(("bullet", "result", "row"))


def ends_sentence(text: str) -> bool:
    """Whether the last mark, brackets and quotes aside, is a full stop or its like; an ellipsis is not."""
    bare = text.rstrip(CLOSERS)
    return bare[-1:] in (".", "!", "?") and not bare.endswith("..")


def is_prose(text: str) -> bool:
    """Whether a block reads as a paragraph: long, and ended by a full stop."""
    return len(text) >= PROSE and ends_sentence(text)


class KindFinder:
    """Gives each block its kind and whether figures are to be taken from it.

    Args:
        cues: compiled patterns.
        title: title known from the release's metadata, or None.
    """

    def __init__(self, cues: Cues, title: str | None) -> None:
        self.cues, self.title = cues, title

    def find(self, blocks: list[Block]) -> None:
        """Set ``kind``, ``skip`` and ``corrects`` on every block."""
        for i, block in enumerate(blocks):
            if not block.kind:
                self._by_itself(block, blocks, i)
        body = self._body_start(blocks)
        self._headlines(blocks, body)
        self._head(blocks, body)
        self._body(blocks, body)
        self._links(blocks, body)

    # 1. Lines that say themselves what they are

    def _by_itself(self, block: Block, blocks: list[Block], i: int) -> None:
        text, size = block.text, len(block.text)
        if size < 40 and (text.casefold() in self.cues.furniture_lines or not any(map(str.isalnum, text))):
            block.kind, block.skip = "furniture", True
            return
        if self.cues.corrections(text):
            block.corrects = True
            block.kind = "paragraph"
            return
        if size <= SHORT and self.cues.date_line.fullmatch(text):
            block.kind, block.skip = "date", True
            return
        if size <= 400 and self._is_furniture(text):
            block.kind, block.skip = "furniture", True
            return
        if size <= 200 and self.cues.contacts(text):
            block.kind, block.skip = "boilerplate", True
            return
        if self.cues.captions(text):
            block.kind = "caption"
            return
        marker = self.cues.marker.match(text)
        if marker and not self._numbered_subhead(text, blocks, i):
            block.kind = "bullet"
        elif size <= 2000 and self.cues.boilerplate(text):
            block.kind = "boilerplate"

    def _is_furniture(self, text: str) -> bool:
        if self.cues.furniture(text) or self.cues.bylines(text):
            return True
        return " | " in text and self._piped(text)

    def _piped(self, text: str) -> bool:
        """A line of small parts between upright strokes that holds a date or a button: under a headline."""
        parts = text.split(" | ")
        return any(
            self.cues.date_line.fullmatch(p) or self.cues.furniture(p) or p.casefold() in self.cues.furniture_lines
            for p in parts
        )

    @staticmethod
    def _numbered_subhead(text: str, blocks: list[Block], i: int) -> bool:
        """"2. Second case" on top of a paragraph."""
        if len(text) > SHORT or not text[0].isdigit() or text[-1] in ".;," or i + 1 == len(blocks):
            return False
        return is_prose(blocks[i + 1].text)

    # 2. Head: everything before the first paragraph

    def _body_start(self, blocks: list[Block]) -> int:
        """Index of the first block that reads as a paragraph or opens with a dateline."""
        for i, block in enumerate(blocks):
            if block.kind:
                continue
            if self.cues.dateline.match(block.text) and (len(block.text) > PROSE or block.text[-1] in self.cues.dashes):
                return i
            if is_prose(block.text) and not self._standfirst_above(blocks, i):
                return i
        return next((i for i, b in enumerate(blocks) if b.kind in LISTS), len(blocks))

    @staticmethod
    def _standfirst_above(blocks: list[Block], i: int) -> bool:
        """A sentence between headline and author line."""
        if i == 0 or i + 1 >= len(blocks) or len(blocks[i].text) > 300:
            return False
        after = blocks[i + 1]
        return (after.kind == "date" or (after.kind == "furniture" and any(map(str.isdigit, after.text)))) and any(
            not b.kind for b in blocks[:i]
        )

    def _headlines(self, blocks: list[Block], body: int) -> None:
        """The headline and its copies, wherever they stand."""
        titles: dict[str, int] = {}
        if self.title:
            titles[self.cues.squash(self.title)] = -1
        first = next((i for i, b in enumerate(blocks[:body]) if not b.kind and b.text.count(" ") >= 3), None)
        if first is None:
            first = next((i for i, b in enumerate(blocks[:body]) if not b.kind), None)
        if first is not None and not blocks[first].text.endswith(":"):
            for key in self.title_keys(blocks[first].text):
                titles.setdefault(key, first)
        elif not titles:
            self._repeated_line(blocks, titles)
        self._mark_titles(blocks, titles)

    def _repeated_line(self, blocks: list[Block], titles: dict[str, int]) -> None:
        """Without a head, a line without full stop that stands twice is the headline."""
        seen: set[str] = set()
        for block in blocks:
            if block.kind or len(block.text) > 200 or ends_sentence(block.text) or block.text.count(" ") < 3:
                continue
            key = self.cues.squash(block.text)
            if key in seen:
                titles[key] = -1
                return
            seen.add(key)

    def title_keys(self, text: str) -> list[str]:
        """Squashed forms of a title, whole and without the site's name."""
        keys = [self.cues.squash(text)]
        for mark in self.cues.title_separators:
            head, found, tail = text.rpartition(mark)
            if found and head.count(" ") >= 2 and len(tail) <= 60:
                keys.append(self.cues.squash(head))
                break
        return keys

    def _mark_titles(self, blocks: list[Block], titles: dict[str, int]) -> None:
        if not titles:
            return
        longest = max(map(len, titles))
        first: int | None = None
        for i, block in enumerate(blocks):
            if block.kind not in ("", "bullet") or len(block.text) > 2 * longest + 20:
                continue
            if i in titles.values() or any(key in titles for key in self.title_keys(block.text)):
                block.kind = "headline"
                if first is None:
                    first = i
                else:
                    block.repeat_of = first

    def _head(self, blocks: list[Block], body: int) -> None:
        """What else stands above the body."""
        has_headline = any(b.kind == "headline" for b in blocks[:body])
        for i, block in enumerate(blocks[:body]):
            if block.kind:
                continue
            if self.cues.place_date.fullmatch(block.text) or self.cues.dateline.fullmatch(block.text):
                block.kind = "dateline"
            elif i + 1 == body and self.cues.place_alone.fullmatch(block.text) and len(block.text) < 40:
                block.kind = "dateline"
            elif has_headline and len(block.text) >= 30:
                block.kind = "standfirst"
            elif has_headline:
                block.kind = "furniture"
            else:
                block.kind = "paragraph"

    # 3. Body

    def _body(self, blocks: list[Block], body: int) -> None:
        boilerplate = False
        for i in range(body, len(blocks)):
            block = blocks[i]
            if block.kind:
                continue
            text = block.text
            if self.cues.boilerplate_headings(text) and len(text) <= SHORT:
                block.kind, boilerplate = "subhead", True
            elif self._is_result(text, blocks, i):
                block.kind = "result"
            elif self._is_row(text):
                block.kind = "row"
            elif self._is_subhead(text, blocks, i):
                block.kind, boilerplate = "subhead", False
            else:
                block.kind = "boilerplate" if boilerplate else "paragraph"

    def _is_result(self, text: str, blocks: list[Block], i: int) -> bool:
        if len(text) > 160 or text[-1] == ":":
            return False
        label, found, value = text.partition(": ")
        if found and len(label) <= 60 and "." not in label and self._starts_with_number(value):
            return not ends_sentence(text) or len(text) <= SHORT
        if not self._starts_with_number(text) or ends_sentence(text) or len(text) > SHORT:
            return False
        near = [blocks[j] for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
        return any(
            b.kind in LISTS or (b.text[-1] == ":" and b is near[0]) or self._counted(b.text) for b in near
        )

    def _counted(self, text: str) -> bool:
        return len(text) <= SHORT and not ends_sentence(text) and self._starts_with_number(text)

    @staticmethod
    def _starts_with_number(text: str) -> bool:
        return any(map(str.isdigit, text[:24].split(" and ")[0])) and not text[:1].islower()

    def _is_row(self, text: str) -> bool:
        if len(text) > 240 or ends_sentence(text):
            return False
        for mark in ("\t", " | ", " / ", "; "):
            cells = text.split(mark)
            if len(cells) > 1 and mark != "; ":
                return any(self.cues.value.fullmatch(cell.strip()) for cell in cells)
        return False

    def _is_subhead(self, text: str, blocks: list[Block], i: int) -> bool:
        if len(text) > SHORT or text[0].islower() or i + 1 == len(blocks) or text[-1] in ".,;!…”\"":
            return False
        after = blocks[i + 1]
        if text[-1] == "?":
            return after.kind in ("", "bullet", "result")
        if text[-1] == ":":
            return after.kind in LISTS or len(text) <= 50
        return (not after.kind or after.kind in LISTS) and after.text[:1] not in ",.;"

    # 4. Links to other stories behind the body

    def _links(self, blocks: list[Block], body: int) -> None:
        zone = ""
        for block in blocks[body + 1 :]:
            if block.kind in ("subhead", "paragraph", "boilerplate", "furniture") and len(block.text) <= SHORT:
                if self.cues.links_to_end(block.text):
                    zone = "end"
                elif self.cues.links_follow(block.text):
                    zone = zone or "next"
            if not zone or block.corrects or block.kind in ("headline", "caption"):
                continue
            if zone == "next" and is_prose(block.text):
                zone = ""
                continue
            block.kind, block.skip = "furniture", True
