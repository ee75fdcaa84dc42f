"""What each block is: headline, date, paragraph, bullet, furniture and so on."""

from __future__ import annotations

import re

from opledger.layout.blocks import Block
from opledger.layout.cues import Cues
from opledger.layout.headlines import HeadlineFinder
from opledger.layout.lines import ends_sentence, is_prose
from opledger.layout.results import ResultFinder

SHORT = 90
NUMBERED = re.compile(r"\d{1,2}[.)] (?=[^\W\d_])[^.;!?]+$")
TITLED = re.compile(r"(\w+ )[^.!?]{2,50} [–—] [^.!?]{2,40}$")
"""A line of a list, a subhead or a menu is shorter than this."""
LONG_PARAGRAPH, PLACE_WORDS = 250, 3
LISTS = frozenset(("bullet", "result", "row"))
OPENING = 2  # characters of the number of a heading
DIGIT = re.compile(r"\d")
LONGEST_CUE, LONGEST_CONTACT, LONGEST_END_MARK = 400, 200, 12
QUOTES = frozenset("\"“„«‘'")


class KindFinder:
    """Gives each block its kind and whether figures are to be taken from it.

    Four passes: lines that say themselves what they are; the head, down to the first paragraph; the body;
    links to other stories behind the body.

    Args:
        cues: compiled patterns.
        title: title known from the release's metadata, or None.
        results: finder of result lines of the same cues, which remembers lines of other releases.
    """

    def __init__(self, cues: Cues, title: str | None, results: ResultFinder | None = None) -> None:
        self.cues = cues
        self.headlines = HeadlineFinder(
            title, cues.title_separators, cues.title_labels, cues.is_place_and_date
        )
        self.results = results or ResultFinder(cues)

    def find(self, blocks: list[Block]) -> None:
        """Set ``kind``, ``skip`` and ``corrects`` on every block."""
        for i, block in enumerate(blocks):
            if not block.kind:
                self._by_itself(block, blocks, i)
        body = self._body_start(blocks)
        self.headlines.mark(blocks, body)
        self._head(blocks, body)
        self._body(blocks, body)
        self._links(blocks, body)

    # 1. Lines that say themselves what they are

    def _by_itself(self, block: Block, blocks: list[Block], i: int) -> None:
        text, size, cues = block.text, len(block.text), self.cues
        if size < 40 and not any(map(str.isalnum, text)):
            block.kind, block.skip = "furniture", True
            return
        if size <= SHORT and DIGIT.search(text) and cues.date_line.fullmatch(text):
            block.kind, block.skip = "date", True
            return
        lower = text.lower() if size <= LONGEST_CUE else text[:200].lower()
        if cues.any_cue(text, lower):
            self._by_cue(block, lower, i)
        elif size <= LONGEST_CUE and " | " in text and self._piped(text):
            block.kind, block.skip = self._dated(text), True
        if block.kind:
            return
        if size <= 5 and text.isdecimal() and i and blocks[i - 1].skip and blocks[i - 1].kind == "furniture":
            block.kind, block.skip = "furniture", True
        elif cues.marker.match(text) and not self._numbered_subhead(text, blocks, i):
            block.kind = "bullet"

    def _by_cue(self, block: Block, lower: str, i: int) -> None:
        text, size, cues = block.text, len(block.text), self.cues
        if cues.corrections(text, lower) and (i > 1 or ends_sentence(text)):
            block.kind, block.corrects = "paragraph", True
        elif size <= LONGEST_CUE and any(
            rules(text, lower) for rules in (cues.furniture, cues.bylines, cues.end_marks)
        ):
            block.kind, block.skip = "furniture" if " | " not in text else self._dated(text), True
        elif size <= LONGEST_CONTACT and cues.contacts(text, lower):
            block.kind, block.skip = "boilerplate", True
        elif cues.captions(text, lower):
            block.kind = "caption"
        elif cues.boilerplate(text, lower):
            block.kind = "boilerplate"

    def _piped(self, text: str) -> bool:
        """A line under a headline: small parts between upright strokes, one of them a date or a button."""
        cues = self.cues
        return any(
            cues.date_line.fullmatch(part)
            or cues.is_place_and_date(part)
            or cues.furniture(part, part.lower())
            or part.lower() in cues.furniture_lines
            for part in text.split(" | ")
        )

    def _dated(self, text: str) -> str:
        """Kind of a piped line: a place and date make it a dateline."""
        return "dateline" if self.cues.is_place_and_date(text.split(" | ")[0]) else "furniture"

    def _numbered_subhead(self, text: str, blocks: list[Block], i: int) -> bool:
        """ "2. Second case" on top of a paragraph, or of lines with other marks: "2. Persons arrested" over "(1) Racers: three"."""
        if len(text) > SHORT or not text[0].isdigit() or text[-1] in ".;," or i + 1 == len(blocks):
            return False
        below = blocks[i + 1].text
        if self.cues.marker.match(below) and not below[0].isdigit():
            return not DIGIT.search(text, OPENING)
        return len(below) > len(text) and ends_sentence(below) and not self.cues.marker.match(below)

    # 2. Head: everything before the first paragraph

    def _body_start(self, blocks: list[Block]) -> int:
        """Index of the first block that reads as a paragraph or opens with a dateline.

        Where all is short, the first line that ends in a full stop, or the first list.
        """
        short: int | None = None
        for i, block in enumerate(blocks):
            if block.kind:
                continue
            text = block.text
            stopped = ends_sentence(text)
            whole = text[-1] in self.cues.dashes or text[-1] == ":" or len(text) > LONG_PARAGRAPH or stopped
            if whole and self.cues.dateline(text[:160]):
                return i
            opens_list = text[-1] == ":" and ((i > 0 and len(text) >= SHORT) or ". " in text)
            if (opens_list or is_prose(text)) and not self._standfirst_above(blocks, i):
                return i
            if stopped and short is None:
                short = i
        listed = next((i for i, b in enumerate(blocks) if b.kind in LISTS), len(blocks))
        return listed if short is None else min(short, listed)

    @staticmethod
    def _standfirst_above(blocks: list[Block], i: int) -> bool:
        """A sentence between headline and author line."""
        if i == 0 or i + 1 >= len(blocks) or len(blocks[i].text) > 300:
            return False
        after = blocks[i + 1]
        dated = after.kind == "date" or (after.kind == "furniture" and any(map(str.isdigit, after.text)))
        return dated and any(not b.kind for b in blocks[:i])

    def _head(self, blocks: list[Block], body: int) -> None:
        """What else stands above the body."""
        has_headline = any(b.kind == "headline" for b in blocks[:body])
        for i, block in enumerate(blocks[:body]):
            if not block.kind:
                below = blocks[i + 1].kind if i + 1 < body else "body"
                above = below == "body" and has_headline and self._heads_story(blocks, i)
                block.kind = "subhead" if above else self._head_kind(block.text, has_headline, below)

    @staticmethod
    def _heads_story(blocks: list[Block], i: int) -> bool:
        """Whether the last line of the head opens as headings further down do: "OPERATION REED – fuel", "OPERATION FERN – gold"."""
        title = TITLED.match(blocks[i].text)
        if NUMBERED.match(blocks[i].text) and len(blocks[i].text) <= SHORT:
            return any(len(b.text) <= SHORT and NUMBERED.match(b.text) for b in blocks[i + 2 :])
        return title is not None and any(
            len(b.text) <= SHORT and b.text.startswith(title[1]) and TITLED.match(b.text)
            for b in blocks[i + 2 :]
        )

    def _head_kind(self, text: str, has_headline: bool, below: str) -> str:
        cues, last = self.cues, below == "body"
        dated = DIGIT.search(text) is not None or text[-1] in cues.dashes
        if dated and len(text) < 120 and (cues.is_place_and_date(text) or cues.dateline_whole(text)):
            return "dateline"
        place = last or (below == "date" and "," in text)
        if place and text.count(" ") < PLACE_WORDS and cues.place_alone.fullmatch(text[:80]):
            return "dateline"
        if not has_headline:
            return "paragraph"
        if last and text[-1] in "?:" and len(text) <= SHORT:
            return "subhead"
        return "standfirst" if len(text) >= 30 else "furniture"

    # 3. Body

    def _body(self, blocks: list[Block], body: int) -> None:
        boilerplate = over = False
        for i in range(body, len(blocks)):
            block = blocks[i]
            if block.kind:
                short = block.skip and len(block.text) <= LONGEST_END_MARK
                over = over or (short and self.cues.end_marks(block.text, block.text.lower()))
                continue
            text = block.text
            if text[-1] in self.cues.dashes and len(text) < 120 and self.cues.dateline_whole(text):
                block.kind = "dateline"
            elif len(text) <= SHORT and self.cues.boilerplate_headings(text, text.lower()):
                block.kind, boilerplate = "subhead", True
            elif kind := self.results.kind(blocks, i):
                block.kind = kind
            elif over and len(text) <= SHORT and not ends_sentence(text):
                block.kind = "furniture"
            elif self._is_subhead(text, blocks, i):
                block.kind, boilerplate = "subhead", False
            else:
                block.kind = "boilerplate" if boilerplate else "paragraph"

    def _is_subhead(self, text: str, blocks: list[Block], i: int) -> bool:
        """A short line without a full stop, or a question, with text or a list below it."""
        if len(text) > SHORT or i + 1 == len(blocks) or text[0].islower() or text[-1] in '.,;!…”"':
            return False
        if (". " in text[3:] and text[-1] != "?") or text.isdecimal() or self.cues.dateline(text):
            return False
        after = blocks[i + 1]
        if after.kind in LISTS or self.results.is_listed(after) or self.results.is_labelled(after):
            return True
        if not after.kind and self.results.kind(blocks, i + 1):
            return True
        if after.kind or (text[-1] == ":" and after.text[0] in QUOTES):
            return False
        below = after.text
        if len(below) > SHORT or ends_sentence(below) or below[-1] == ":":
            return True
        return self.cues.dateline(below) is not None

    # 4. Links to other stories behind the body

    def _links(self, blocks: list[Block], body: int) -> None:
        """From "Latest posts" on to the end, from "Read next" on to the next paragraph."""
        zone, above = "", _prose(blocks[: body + 1])
        total = above + _prose(blocks[body + 1 :])
        for i in range(body + 1, len(blocks)):
            block = blocks[i]
            above += _prose(blocks[i : i + 1])
            if len(block.text) <= SHORT and not block.corrects and block.kind not in LISTS and zone != "end":
                zone = self._zone(block.text, zone, 2 * above >= total)
            if not zone or block.corrects or block.kind in ("headline", "caption"):
                continue
            if zone == "next" and is_prose(block.text):
                zone = ""
                continue
            block.kind, block.skip = "furniture", True

    def _zone(self, text: str, zone: str, late: bool) -> str:
        lower = text.lower()
        if late and self.cues.links_to_end(text, lower):
            return "end"
        return zone or ("next" if self.cues.links_follow(text, lower) else "")


def _prose(blocks: list[Block]) -> int:
    """Characters of running text; behind the body there are fewer of them than before."""
    return sum(len(block.text) for block in blocks if not block.skip and is_prose(block.text))
