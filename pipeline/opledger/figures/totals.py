"""The totals of a release, and which figures are below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opledger.figures.lexicon import Lexicon, plural_of
from opledger.figures.release import LISTED, Figure
from opledger.figures.setting import Setting

NEAR, NEARLY = 0.9, 0.8
BEYOND = 2.0
ROUND = frozenset({"about", "more_than", "at_least", "less_than", "at_most"})

Cell = tuple[str, str, str, int | None]


class Totals:
    """The totals of a release by cell, and the figures below them.

    A cell is a measure, unit, kind and operation. A kind ("rifles") is below the total of its own kind or of the generic
    word of its class ("firearms").
    """

    def __init__(self, figures: list[Figure], setting: Setting, lexicon: Lexicon) -> None:
        self.figures, self.setting = figures, setting
        self.measures = lexicon.measures.measures
        self.generic = {w for noun in lexicon.nouns.values() for g in noun.generic for w in (g, plural_of(g))}
        self.by_id = {f["figure_id"]: f for f in figures}
        self.tops = self._tops()

    def settle(self) -> None:
        """Turn totals into parts or background where a total above them says so; link parts to their total."""
        for figure in self.figures:
            self._compare(figure)
        self._lean()
        self._spread()
        self._corrected()
        for figure in self.figures:
            top = self._top_of(figure, self._below)
            if figure["role"] == "part" and top is not None:
                figure["part_of"] = top["figure_id"]

    def _cell(self, figure: Figure, kind: str) -> Cell:
        return figure["measure"], figure["unit"], kind, figure["extras"]["operation"]

    def _kind(self, figure: Figure) -> str:
        kind = str(figure["extras"]["kind"] or "").lower()
        measure = self.measures[figure["measure"]]
        if not measure.kinds_apart or (kind in self.generic and measure.generic_total):
            return ""
        return str(figure["substance"] or kind).lower()

    def _tops(self) -> dict[Cell, Figure]:
        """The largest total of each cell; one of the lead or called a total goes before the rest."""
        found: dict[Cell, tuple[bool, float, Figure]] = {}
        for figure in self.figures:
            extras = figure["extras"]
            if (
                figure["role"] != "total"
                or figure["low"] is None
                or figure["qualifier"] == "vague"
                or extras["denied"]
            ):
                continue
            early = self.setting.leads(figure) or "total" in extras["roles"] or bool(extras.get("total_row"))
            cell = self._cell(figure, self._kind(figure))
            if cell not in found or (early, figure["low"]) > found[cell][:2]:
                found[cell] = (early, figure["low"], figure)
        return {cell: figure for cell, (_, _, figure) in found.items()}

    def _top_of(self, figure: Figure, test: Any) -> Figure | None:
        """A total in the figure's cell, or of its generic word, that passes a test; of another sentence unless a subset."""
        subset = self._subset(figure)
        for kind in dict.fromkeys((self._kind(figure), "")):
            top = self.tops.get(self._cell(figure, kind))
            if top is None or top is figure or not test(figure, top):
                continue
            apart = top["extras"]["sentence"] != figure["extras"]["sentence"]
            if subset or apart or self._broken_down(top, figure):
                return top
        return None

    def _broken_down(self, top: Figure, figure: Figure) -> bool:
        """Whether a colon or bracket after the total opens its breakdown: "187 guns (74 rifles, 96 pistols)"."""
        between = self.setting.text[top["end"] : figure["start"]] if top["end"] < figure["start"] else ""
        return ":" in between or between.count("(") > between.count(")")

    @staticmethod
    def _subset(figure: Figure) -> bool:
        extras = figure["extras"]
        return bool(
            extras["partitive"] or extras["additional"] or "subset" in extras["cues"] or extras["leans"]
        )

    @staticmethod
    def _below(figure: Figure, top: Figure) -> bool:
        size = figure["high"] if figure["high"] is not None else figure["low"]
        if size is None or top["low"] is None or figure["qualifier"] == "vague":
            return False
        return bool(size < NEAR * top["low"])

    @staticmethod
    def _beyond(figure: Figure, top: Figure) -> bool:
        return bool(
            figure["low"] is not None and top["qualifier"] != "vague" and figure["low"] > BEYOND * top["low"]
        )

    def _compare(self, figure: Figure) -> None:
        extras = figure["extras"]
        if figure["role"] != "total" or "total" in extras["roles"] or extras["denied"] or extras["headline"]:
            return
        top = self._top_of(figure, self._below)
        if self._subset(figure) and (top or (figure["qualifier"] == "vague" and extras["partitive"])):
            figure["role"] = "part"
            return
        if self.setting.said_above(figure) or self.setting.times[figure["measure"], figure["value"]] > 1:
            return
        if top is not None and not (top["start"] > figure["start"] and self.setting.leads(figure)):
            if figure["qualifier"] == "more_than" and figure["low"] >= 0.5 * top["low"]:
                return  # "more than 100" beside 144 is the same total, less sharply
            figure["role"] = "part"
            extras["cues"].append("below-total")
        elif not self.setting.leads(figure) and self._top_of(figure, self._beyond) is not None:
            figure["role"] = "background"
            extras["cues"].append("beyond-total")

    def _lean(self) -> None:
        """A number that leans on another is a part of it, or stands beside it in the same role."""
        for figure in self.figures:
            other = self.by_id.get(figure["extras"]["leans"] or "")
            if other is None or figure["role"] != "total" or "total" in figure["extras"]["roles"]:
                continue
            if other["role"] != "total":
                figure["role"] = other["role"]
            elif self._below(figure, other) and not figure["extras"]["denied"]:
                figure["role"] = "part"

    def _corrected(self) -> None:
        """A correction has the role and place of the number it repeats or replaces, wherever that stands."""
        for figure in self.figures:
            extras = figure["extras"]
            if not (extras["correction"] or extras["denied"]) or figure["role"] == "background":
                continue
            twins = [
                f
                for f in self.figures
                if f is not figure
                and f["measure"] == figure["measure"]
                and not f["extras"]["correction"]
                and f["value"] is not None
                and f["value"] == figure["value"]
            ]
            mates = [
                f
                for f in self.figures
                if f is not figure
                and f["extras"]["sentence"] == extras["sentence"]
                and f["measure"] == figure["measure"]
                and f["extras"].get("taken")
            ]
            for other in (*twins, *mates)[:1]:
                figure["role"], figure["places"] = other["role"], other["places"]
                extras["taken"] = True

    def _spread(self) -> None:
        """What stands in one sentence with a part of the release's total is of the same case, unless said before."""
        cases = {
            f["extras"]["sentence"]
            for f in self.figures
            if "below-total" in f["extras"]["cues"] and not f["extras"]["headline"]
        }
        for figure in self.figures:
            extras = figure["extras"]
            if figure["role"] != "total" or extras["headline"] or extras["sentence"] not in cases:
                continue
            again = self.setting.times[figure["measure"], figure["value"]] > 1
            if (
                not self.measures[figure["measure"]].own_scale
                and "total" not in extras["roles"]
                and not again
            ):
                figure["role"] = "part"
                extras["cues"].append("case")
