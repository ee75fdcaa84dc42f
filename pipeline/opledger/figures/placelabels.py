"""Countries that a bullet's own label or the subhead above narrows to: "Kenya: ...", "Sri Lanka and Nauru. ..."."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from opledger.figures.geography import country_of
from opledger.figures.stories import Stories

LABEL_REACH = 60
LABEL_END = re.compile(
    r"\s*(?:\([^)]*\))?(?:,? (?:jointly|together|combined))?(?:\s*[:–—]|\s*-\s|\.(?=\s+\w))"
)
ROW_START = re.compile(r"\s+[a-z]+(?: [a-z]+)?\s*[:–-]?\s*\d")  # "Spain arrests 19 searches 21"
COLUMN = re.compile(r" {2}|\t")
LISTED = frozenset({"bullet", "result", "row", "subhead"})
LABEL_MARKS = " \t•*-–—▶·►"

Mention = dict[str, Any]
Codes = tuple[str, ...]


class PlaceLabels:
    """Labels and subheads of blocks, read once each.

    Args:
        text: the release's text.
        layout: its layout.
        located: mentions that have a country, by start.
        stories: sections of a round-up, whose headings narrow nothing.
        joined: what may stand between two countries of one label.
    """

    def __init__(
        self,
        text: str,
        layout: dict[str, Any],
        located: list[Mention],
        stories: Stories,
        joined: re.Pattern[str],
    ) -> None:
        self.text, self.layout, self.stories, self.joined = text, layout, stories, joined
        self.located, self._starts = located, [m["start"] for m in located]
        self._found: dict[int, Codes] = {}

    def of(self, block: int) -> Codes:
        """Countries that a block's own label or the subhead above it narrows to."""
        if block not in self._found:
            told = block in self.stories.titled  # the title of a story narrows nothing
            self._found[block] = () if told else self._own(block) or self._heading(block)
        return self._found[block]

    def _own(self, index: int) -> Codes:
        """ "Kenya: ...", "Sri Lanka and Nauru. ..."."""
        block = self.layout["blocks"][index]
        head = self._inside(block["start"], min(block["end"], block["start"] + LABEL_REACH))
        codes: list[str] = []
        last = block["start"]
        for mention in head:
            gap = self.text[last : mention["start"]]
            if (
                mention["label"] != "COUNTRY"  # towns label the lines of a release about one country
                or "dateline" in mention["roles"]
                or (codes and not self.joined.fullmatch(gap))
            ):
                return ()
            if not codes and len(gap.strip(LABEL_MARKS)) > 4:
                return ()
            codes.append(str(country_of(mention)))
            last = mention["end"]
            row = (block["kind"] in LISTED or COLUMN.match(self.text, last)) and ROW_START.match(
                self.text, last
            )
            if LABEL_END.match(self.text, last) or row:
                return tuple(dict.fromkeys(codes))
        return ()

    def _heading(self, index: int) -> Codes:
        blocks = self.layout["blocks"]
        heading = blocks[index].get("heading")
        if heading is None or heading in self.stories.heads or blocks[heading]["kind"] == "headline":
            return ()
        inside = self._inside(blocks[heading]["start"], blocks[heading]["end"])
        if inside and ROW_START.match(self.text, inside[0]["end"]):
            return ()  # a row of a list that reads like a heading
        codes = list(dict.fromkeys(c for m in inside if m["label"] != "AGENCY" and (c := country_of(m))))
        return (codes[0],) if len(codes) == 1 else ()

    def _inside(self, start: int, end: int) -> list[Mention]:
        return self.located[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
