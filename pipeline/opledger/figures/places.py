"""Which countries a figure is narrowed to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from opledger.figures.geography import Geography, country_of

MOST_NAMES = 20
CONTRAST = 60  # characters within which another country with a number stands
BRACKETED = re.compile(r"\s*\(\s*\d")
BROAD_LIST = 3
LABEL_END = re.compile(r"\s*(?:\([^)]*\))?\s*[:–—-]")


class PlaceFinder:
    """Finds the countries that the wording narrows a figure to.

    Args:
        text: the release's text.
        layout: its layout.
        geography: its countries.
        cues: named regular expressions.
    """

    def __init__(
        self, text: str, layout: dict[str, Any], geography: Geography, cues: dict[str, re.Pattern[str]]
    ) -> None:
        self.cues = cues
        self.text, self.layout, self.geography = text, layout, geography
        self.located = [
            m for m in geography.mentions if m["label"] in {"COUNTRY", "PLACE", "AGENCY"} and country_of(m)
        ]
        self.starts = [m["start"] for m in self.located]
        self.labels: dict[int, tuple[str, ...]] = {}

    def inside(self, start: int, end: int) -> list[dict[str, Any]]:
        """Located mentions between two offsets."""
        return self.located[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def find(
        self,
        figure: dict[str, Any],
        sentence: dict[str, Any],
        carried: tuple[str, ...],
        quantities: list[dict[str, Any]],
    ) -> tuple[tuple[str, ...], str]:
        """Countries of a figure and the rule that found them.

        Args:
            figure: the figure so far (start, end, block, sentence).
            sentence: its sentence in the layout.
            carried: countries that the sentence before narrowed to, in the same paragraph.
            quantities: quantities of the sentence, to see which number a place stands next to.
        """
        start, end = self._bounds(figure, sentence)
        numbers = [q["start"] for q in quantities if start <= q["start"] < end and q["dimension"] != "other"]
        for rule, found in (
            ("row", self._row(figure)),
            ("beside", self._beside(figure)),
            ("behind", self._behind(figure, end, numbers)),
            ("before", self._before(figure, start, numbers)),
            ("label", self._label(sentence["block"])),
            ("carried", carried if not self._elsewhere(sentence) else ()),
        ):
            if found:
                return (found, rule) if not self._whole(found) else ((), rule)
        return (), ""

    def _row(self, figure: dict[str, Any]) -> tuple[str, ...]:
        """Country of the row of a table."""
        cell = figure["extras"].get("cell")
        inside = self.inside(*cell) if cell else []
        return tuple(dict.fromkeys(c for m in inside[:1] if m["label"] != "AGENCY" and (c := country_of(m))))

    def _whole(self, found: tuple[str, ...]) -> bool:
        return len(found) >= BROAD_LIST or (len(found) > 1 and set(found) >= self.geography.acting)

    def _elsewhere(self, sentence: dict[str, Any]) -> bool:
        """Whether a sentence turns to another country, or to a body of several."""
        return any(
            m["label"] == "COUNTRY" or (m["label"] == "AGENCY" and m["extras"].get("kind") == "international")
            for m in self.inside(sentence["start"], sentence["end"])
        )

    def _beside(self, figure: dict[str, Any]) -> tuple[str, ...]:
        """ "Italy (18)", "Sweden 6", "Germany: 71"."""
        at = bisect_left(self.starts, figure["start"]) - 1
        if at < 0 or self.located[at]["label"] == "AGENCY" or "dateline" in self.located[at]["roles"]:
            return ()
        mention = self.located[at]
        between = self.text[mention["end"] : figure["start"]].strip()
        followed = self.cues["own_place"].match(self.text, figure["end"])
        code = country_of(mention)
        if code and (
            between in {"(", ":", "with", "–", "—"}
            or (not figure["extras"]["kind"] and between in {"", ","} and not followed)
        ):
            return (code,)
        return ()

    def _bounds(self, figure: dict[str, Any], sentence: dict[str, Any]) -> tuple[int, int]:
        """The clause around a figure: to the next semicolon or "while"."""
        start, end = sentence["start"], sentence["end"]
        for mark in self.cues["apart"].finditer(self.text, start, end):
            if mark.end() <= figure["start"]:
                start = mark.end()
            elif mark.start() >= figure["end"]:
                return start, mark.start()
        return start, end

    def _behind(self, figure: dict[str, Any], end: int, numbers: list[int]) -> tuple[str, ...]:
        """ "21 arrests in Spain", "arrested in Italy and Greece": places right behind, with no other number between."""
        found: list[str] = []
        first = figure["end"]
        if figure["extras"]["partitive"]:  # "four of the six individuals held in"
            numbers = [n for n in numbers if not first <= n < first + 12]
        for mention in self.inside(first, end):
            gap = self.text[first : mention["start"]]
            if len(gap) > 70 or (self.cues["cut"].search(gap) and not found):
                break
            if any(first < n < mention["start"] for n in numbers):
                break
            code = country_of(mention)
            if BRACKETED.match(self.text, mention["end"]):
                return ()  # "53 in France (22), Italy (18)": the place is of the number in brackets
            joined = bool(found) and bool(self.cues["and_place"].search(gap))
            if code and mention["label"] != "AGENCY" and (joined or self._in(mention)):
                found.append(code)
            elif found:
                break
        return tuple(dict.fromkeys(found))

    def _in(self, mention: dict[str, Any]) -> bool:
        before = self.text[max(0, mention["start"] - 40) : mention["start"]]
        if self.geography.is_home(mention) and (
            mention["label"] == "PLACE" or (self.geography.mostly and not self._contrasted(mention))
        ):
            return False
        return (
            "dateline" not in mention["roles"]
            and not self.cues["away"].search(before)
            and bool(self.cues["inside"].search(before))
        )

    def _contrasted(self, mention: dict[str, Any]) -> bool:
        """Whether another country has a number beside this one's: "22 in Portugal and 15 in Spain"."""
        near = self.inside(mention["start"] - CONTRAST, mention["end"] + CONTRAST)
        for other in near[:MOST_NAMES]:
            if (
                other["label"] == "COUNTRY"
                and not self.geography.is_home(other)
                and "dateline" not in other["roles"]
            ):
                first, last = sorted((mention, other), key=lambda m: int(m["start"]))
                if self.cues["shares"].fullmatch(self.text[first["end"] : last["start"]]):
                    return True
        return False

    def _before(self, figure: dict[str, Any], start: int, numbers: list[int]) -> tuple[str, ...]:
        """ "In Uruguay, police seized ...", "Spanish investigators made ...", "Portugal contributed ..."."""
        near = [m for m in self.inside(start, figure["start"])[-MOST_NAMES:] if m["end"] <= figure["start"]]
        for at in range(len(near) - 1, -1, -1):
            mention = near[at]
            code = country_of(mention)
            if code and self._governs(mention, start, numbers):
                codes = [code]
                while at and self._and(near[at - 1], near[at]) and country_of(near[at - 1]):
                    at -= 1
                    codes.insert(0, str(country_of(near[at])))
                return tuple(dict.fromkeys(codes))
        return ()

    def _and(self, first: dict[str, Any], second: dict[str, Any]) -> bool:
        between = self.text[first["end"] : second["start"]].strip()
        return first["label"] != "AGENCY" and bool(self.cues["and_name"].fullmatch(between))

    def _governs(self, mention: dict[str, Any], start: int, numbers: list[int]) -> bool:
        """Whether a place before a figure narrows what follows it, and is not tied to an earlier number."""
        after = self.text[mention["end"] : mention["end"] + 60]
        if "dateline" in mention["roles"]:
            return False
        tied = any(start <= n < mention["start"] for n in numbers)
        if self._in(mention):
            return not tied and mention["start"] - start < 60
        if mention["label"] == "PLACE":
            return False
        if mention["label"] == "AGENCY":
            national = mention["extras"].get("kind") not in {"international", "company", "ngo"}
            return national and not self.geography.is_home(mention) and bool(self.cues["acts"].match(after))
        if self.cues["coordinated"].search(self.text[max(0, mention["start"] - 30) : mention["start"]]):
            return False  # "eight countries and Spain carried out"
        if self.geography.is_home(mention) and (
            mention["extras"].get("form") != "name" or self.cues["belongs"].match(after)
        ):
            return False
        if self.cues["belongs"].match(after) or (
            self.cues["owns"].match(after) and mention["extras"].get("form") == "name"
        ):
            return True
        return mention["extras"].get("form") == "name" and bool(self.cues["acts"].match(after))

    def _label(self, block: int) -> tuple[str, ...]:
        """Country that a bullet's own label or the subhead above narrows to."""
        if block not in self.labels:
            self.labels[block] = self._find_label(block)
        return self.labels[block]

    def _find_label(self, index: int) -> tuple[str, ...]:
        blocks = self.layout["blocks"]
        block = blocks[index]
        head = self.inside(block["start"], min(block["end"], block["start"] + 60))
        for mention in head[:1]:
            lead = self.text[block["start"] : mention["start"]]
            if (
                len(lead.strip(" \t•*-–—▶·►")) <= 4
                and mention["label"] != "AGENCY"
                and LABEL_END.match(self.text, mention["end"])
            ):
                code = country_of(mention)
                if code:
                    return (code,)
        heading = block.get("heading")
        if heading is not None:
            inside = self.inside(blocks[heading]["start"], blocks[heading]["end"])
            codes = list(dict.fromkeys(c for m in inside if m["label"] != "AGENCY" and (c := country_of(m))))
            if len(codes) == 1 and blocks[heading]["kind"] != "headline":
                return (codes[0],)
        return ()
