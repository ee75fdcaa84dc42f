"""Which countries a figure is narrowed to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from opledger.figures.scope import BROAD_LIST, Geography, country_of

LABEL_END = re.compile(r"\s*(?:\([^)]*\))?\s*[:–—-]")
INSIDE = re.compile(r"(?:^|[\s(“\"])(?:in|across|throughout|within|inside|at|near|outside)\s+(?:the\s+|both\s+)?(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
AWAY = re.compile(r"(?:\bfrom|\bto|\bfor|towards?|\binto|\bbound for|\boff)\s+(?:the\s+)?$", re.IGNORECASE)
BELONGS = re.compile(r"^(?:['’]s?)?\s+(?:national|federal|state|local|border|judicial|criminal|military|public|anti-\w+|\w+)?\s*(?:police|authorities|officers?|customs|investigators?|prosecutors?|agents?|detectives?|officials|law enforcement|gendarmes?|forces?|guards?|colleagues?|counterparts?|courts?|army|navy|firms|companies)\b", re.IGNORECASE)


class PlaceFinder:
    """Finds the countries that the wording narrows a figure to.

    Args:
        text: the release's text.
        layout: its layout.
        geography: its countries.
    """

    def __init__(self, text: str, layout: dict[str, Any], geography: Geography) -> None:
        self.text, self.layout, self.geography = text, layout, geography
        self.located = [m for m in geography.mentions if m["label"] in {"COUNTRY", "PLACE", "AGENCY"} and country_of(m)]
        self.starts = [m["start"] for m in self.located]
        self.labels: dict[int, tuple[str, ...]] = {}

    def inside(self, start: int, end: int) -> list[dict[str, Any]]:
        """Located mentions between two offsets."""
        return self.located[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def find(self, figure: dict[str, Any], sentence: dict[str, Any], carried: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Countries of a figure and the rule that found them.

        Args:
            figure: the figure so far (start, end, block, sentence).
            sentence: its sentence in the layout.
            carried: countries that the sentence before narrowed to, in the same paragraph.
        """
        for rule, found in (
            ("bracket", self._beside(figure)),
            ("clause", self._clause(figure, sentence)),
            ("label", self._label(sentence["block"])),
            ("carried", carried),
        ):
            if found:
                return (found, rule) if not self._whole(found) else ((), rule)
        return (), ""

    def _whole(self, found: tuple[str, ...]) -> bool:
        return len(found) >= BROAD_LIST or (len(found) > 1 and set(found) >= self.geography.acting)

    def _beside(self, figure: dict[str, Any]) -> tuple[str, ...]:
        """ "Italy (18)", "Sweden 6", "18 in Italy", "(Italy, 18)"."""
        at = bisect_left(self.starts, figure["start"]) - 1
        if at >= 0:
            mention = self.located[at]
            between = self.text[mention["end"] : figure["start"]]
            if mention["label"] != "AGENCY" and re.fullmatch(r"\s*(?:\(|:|,|–|—|with|made|had|\s)?\s*", between):
                code = country_of(mention)
                if code and (between.strip() in {"(", ":", "with"} or not figure.get("object")):
                    return (code,)
        return ()

    def _clause(self, figure: dict[str, Any], sentence: dict[str, Any]) -> tuple[str, ...]:
        start, end = self._bounds(figure, sentence)
        found: list[str] = []
        near = self.inside(start, end)
        for mention in near:
            if self._narrows(mention, figure):
                code = country_of(mention)
                if code and code not in found:
                    found.append(code)
        return tuple(found)

    def _bounds(self, figure: dict[str, Any], sentence: dict[str, Any]) -> tuple[int, int]:
        """The clause around a figure: to the next semicolon, or comma and conjunction with another place and number."""
        start, end = sentence["start"], sentence["end"]
        for mark in (";", ", while", ", whereas", "; while"):
            cut = self.text.rfind(mark, start, figure["start"])
            start = cut if cut > start else start
            cut = self.text.find(mark, figure["end"], end)
            end = cut if cut >= 0 else end
        return start, end

    def _narrows(self, mention: dict[str, Any], figure: dict[str, Any]) -> bool:
        if figure["start"] <= mention["start"] and mention["end"] <= figure["end"]:
            return False  # "four Chinese nationals": where they are from, not where it happened
        before = self.text[max(0, mention["start"] - 40) : mention["start"]]
        after = self.text[mention["end"] : mention["end"] + 45]
        if "dateline" in mention["roles"] or AWAY.search(before):
            return False
        if mention["label"] == "PLACE":
            return bool(INSIDE.search(before)) and "dateline" not in mention["roles"]
        if mention["label"] == "AGENCY":
            return mention["end"] <= figure["start"] and mention["extras"].get("kind") not in {"international", "company", "ngo"}
        if INSIDE.search(before):
            return True
        if mention["end"] <= figure["start"] and (BELONGS.match(after) or re.match(r"['’]s?\s", after)):
            return True
        subject = mention["end"] <= figure["start"] and mention["extras"].get("form") == "name"
        return subject and bool(re.match(r"\s+(?:\w+ly\s+)?(?:\w+ed|made|had|saw|put|has|took|with|sent|led|found|is|was|held|reported|recorded|accounted)\b", after))

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
            if len(lead.strip(" \t•*-–—▶·►")) <= 4 and mention["label"] != "AGENCY" and LABEL_END.match(self.text, mention["end"]):
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
