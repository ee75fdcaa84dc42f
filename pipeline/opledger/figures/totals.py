"""The totals of a release, and which figures are below them."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import Any

from opledger.figures.lexicon import Lexicon
from opledger.figures.release import CHANCE, LISTED, Figure
from opledger.figures.setting import Setting
from opledger.figures.sums import add_up
from opledger.figures.superseded import STANDS_FOR

NEAR, NEARLY = 0.9, 0.8
BEYOND = 2.0
ROUND = frozenset({"about", "more_than", "at_least", "less_than", "at_most"})
MONEY_REACH = 30
CASE = 2
SITE = "separate-site"
THINGS = frozenset({"item", "kilogram", "litre", "dose"})

PERSON = "person"
SHARP = 3

Cell = tuple[str, str, str, int | None, int | None]


class Totals:
    """The totals of a release by cell, and the figures below them.

    A cell is a measure, unit, kind, operation and story of a round-up. A kind ("rifles") is below the total of its own kind or of the generic
    word of its class ("firearms").
    """

    def __init__(self, figures: list[Figure], setting: Setting, lexicon: Lexicon) -> None:
        self.figures, self.setting = figures, setting
        self.measures = lexicon.measures.measures
        self.generic = lexicon.generic
        self.by_id = {f["figure_id"]: f for f in figures}
        self.wholes = add_up(figures, setting.blocks)
        self.tops = self._tops()

    def settle(self) -> None:
        """Turn totals into parts or background where a total above them says so; link parts to their total."""
        self._add_up()
        self._join()
        self._fellows()
        self._share()
        for figure in self.figures:
            self._compare(figure)
        self._lean()
        self._spread()
        self._corrected()
        for figure in self.figures:
            if figure["role"] == "part":
                whole = self._whole(figure)
                figure["part_of"] = whole["figure_id"] if whole else None

    def _cell(self, figure: Figure, kind: str) -> Cell:
        operation, story = figure["extras"]["operation"], self.setting.story(figure)
        return figure["measure"], figure["unit"], kind, operation, story

    def _kind(self, figure: Figure) -> str:
        if figure["measure"] == "money_seized":
            return self.setting.kind_of_money(figure, MONEY_REACH)
        kind = str(figure["extras"]["kind"] or "").lower()
        measure = self.measures[figure["measure"]]
        if not measure.kinds_apart or (kind in self.generic and measure.generic_total):
            return ""
        return str(figure["substance"] or kind).lower()

    def _head(self, figure: Figure) -> str:
        """The kind without what it is of: of Captagon pills, pills."""
        return str(figure["extras"]["kind"] or "").lower() if figure["substance"] else ""

    def _tops(self) -> dict[Cell, Figure]:
        """The largest total of each cell; one of the lead or called a total goes before the rest."""
        found: dict[Cell, tuple[bool, float, Figure]] = {}
        for figure in self.figures:
            vague = figure["low"] is None or figure["qualifier"] == "vague" or figure["implicit"]
            if figure["role"] != "total" or vague:
                continue
            if figure["extras"]["denied"] or self.setting.asked(figure) or figure["figure_id"] in self.wholes:
                continue
            early = self.setting.leads(figure) or self._called_total(figure)
            for measure in (figure["measure"], *figure["alternatives"]):
                cell = (measure, *self._cell(figure, self._kind(figure))[1:])
                if cell not in found or (early, figure["low"]) > found[cell][:2]:
                    found[cell] = (early, figure["low"], figure)
        return {cell: figure for cell, (_, _, figure) in found.items()}

    @staticmethod
    def _called_total(figure: Figure) -> bool:
        extras = figure["extras"]
        return not {"total", "all"}.isdisjoint(extras["roles"]) or bool(extras.get("total_row"))

    def _top_of(self, figure: Figure, test: Any, anywhere: bool = False) -> Figure | None:
        """A total in the figure's cell, or of its generic word, that passes a test; of another sentence unless a subset."""
        subset = anywhere or self._subset(figure)
        for kind in dict.fromkeys((self._kind(figure), self._head(figure), "")):
            top = self.tops.get(self._cell(figure, kind))
            if top is None or top is figure or not test(figure, top):
                continue
            if not self._sure(top, figure):
                continue
            apart = top["extras"]["sentence"] != figure["extras"]["sentence"]
            if (subset or apart or self._broken_down(top, figure)) and not self._beside(top, figure):
                return top
        return None

    def _sure(self, top: Figure, figure: Figure) -> bool:
        """Whether a total is more than a number without a noun somewhere behind the figure."""
        if str(top["unit"]).isupper():
            return True  # money has no noun
        if top["extras"]["sentence"] == figure["extras"]["sentence"] or not top["extras"]["elided"]:
            return True
        loose = top["start"] > figure["start"] and not self.setting.leads(top)
        return not loose or self._called_total(top) or "subset" in figure["extras"]["cues"]

    def _broken_down(self, top: Figure, figure: Figure) -> bool:
        """Whether a colon or bracket after the total opens its breakdown: "187 guns (74 rifles, 96 pistols)"."""
        between = self.setting.text[top["end"] : figure["start"]] if top["end"] < figure["start"] else ""
        return ":" in between or between.count("(") > between.count(")")

    def _beside(self, top: Figure, figure: Figure) -> bool:
        """Whether two figures are items of one list, or stand one after the other behind one "including"."""
        a, b = top["extras"], figure["extras"]
        if a["sentence"] == b["sentence"]:
            return "subset" in a["cues"] and "subset" in b["cues"] and b["leans"] != top["figure_id"]
        one, other = self.setting.blocks[a["block"]], self.setting.blocks[b["block"]]
        if one["kind"] not in LISTED or other["kind"] not in LISTED:
            return False
        if self._called_total(top) or "subset" in b["cues"]:
            return False  # "of which automatic weapons: 38"
        return (one.get("intro"), one.get("heading")) == (other.get("intro"), other.get("heading"))

    @staticmethod
    def _subset(figure: Figure) -> bool:
        extras = figure["extras"]
        if "base" in extras["roles"]:
            return False
        return bool(
            extras["partitive"] or extras["additional"] or "subset" in extras["cues"] or extras["leans"]
        )

    @staticmethod
    def _below(figure: Figure, top: Figure) -> bool:
        size = figure["high"] if figure["high"] is not None else figure["low"]
        if size is None or top["low"] is None or figure["qualifier"] == "vague":
            return False
        if "subset" in figure["extras"]["cues"] and top["extras"]["sentence"] == figure["extras"]["sentence"]:
            return bool(size < top["low"])  # "24 men, including 22 soldiers"
        loose = figure["qualifier"] in ROUND or top["qualifier"] in ROUND
        return bool(size < (NEARLY if loose else NEAR) * top["low"])

    def _opened(self, figure: Figure, top: Figure) -> bool:
        """Whether a figure stands in the bracket of its whole, however near to it: "155 defendants (154 men and a firm)"."""
        here = top["extras"]["sentence"] == figure["extras"]["sentence"] and top["low"] is not None
        return here and (figure["low"] or 0) < top["low"] and self._broken_down(top, figure)

    @staticmethod
    def _beyond(figure: Figure, top: Figure) -> bool:
        if "vague" in (figure["qualifier"], top["qualifier"]):
            return False
        return bool(figure["low"] is not None and figure["low"] > BEYOND * top["low"])

    def _add_up(self) -> None:
        """Numbers that add up to another are its parts, whatever they are beside."""
        for figure in self.figures:
            whole = self.wholes.get(figure["figure_id"])
            if whole is None or whole["role"] == "background" or figure["role"] != "total":
                continue
            figure["role"] = "part"
            figure["extras"]["cues"].append("sum")
            if whole["role"] == "total" and whole["extras"]["leans"]:
                whole["extras"]["roles"].append(
                    "total"
                )  # "That makes 38" leans on the numbers that it adds up

    def _join(self) -> None:
        """Two kinds of people joined by "and" are parts of a number that has room for both: "two men and three women"."""
        people = [f for f in self.figures if f["unit"] == PERSON and f["value"] is not None]
        for one, other in pairwise(people):
            if one["measure"] != other["measure"] or one["role"] != "total" or other["role"] != "total":
                continue
            if not self.setting.joined(one, other):
                continue
            both = one["value"] + other["value"]
            whole = (f for f in people if f["measure"] == one["measure"] and f["role"] == "total")
            if any(f["value"] >= both and not f["extras"]["denied"] for f in whole):
                for figure in (one, other):
                    figure["role"] = "part"
                    figure["extras"]["cues"].append("joined")

    def _fellows(self) -> None:
        """Others beside one who is not counted are a part: "a nurse and two others"."""
        told: set[tuple[str, int]] = set()
        for figure in self.figures:
            extras = figure["extras"]
            key = figure["measure"], int(extras["sentence"])
            alone = key not in told and figure["role"] == "total" and figure["unit"] == PERSON
            if alone and self.setting.beside_one(figure):
                figure["role"] = "part"
                extras["cues"].append("joined")
            told.add(key)

    def _share(self) -> None:
        """Items of a list of shares are parts, where another figure is of the same cell."""
        told = (f for f in self.figures if f["role"] != "background")
        cells = Counter(self._cell(f, self._kind(f)) for f in told)
        for figure in self.figures:
            extras = figure["extras"]
            if figure["role"] != "total" or "share" not in extras["roles"] or self._called_total(figure):
                continue
            sited = SITE in extras["cues"]
            if cells[self._cell(figure, self._kind(figure))] > 1 and (sited or self.setting.labelled(figure)):
                figure["role"] = "part"

    def _compare(self, figure: Figure) -> None:
        extras = figure["extras"]
        if figure["role"] != "total" or "total" in extras["roles"] or extras.get("total_row"):
            return
        if extras["denied"] or self.setting.asked(figure):
            return
        top = self._top_of(figure, self._below) or self._top_of(figure, self._opened)
        called = top is not None and self._called_total(top) and self.setting.leads(top)
        if extras["headline"] and not called:
            return
        if self._further(figure):
            figure["role"] = "part"
            extras["cues"].append("further")
            return
        if self._subset(figure) and (top or (figure["qualifier"] == "vague" and extras["partitive"])):
            figure["role"] = "part"
            return
        if self._in_other_money(figure):
            figure["role"] = "part"
            return
        if not called and (self.setting.said_above(figure) or self._said_first(figure, top)):
            return
        if top is not None and (
            called or not (top["start"] > figure["start"] and self.setting.leads(figure))
        ):
            rough = figure["qualifier"] == "more_than" and not _is_sharp(figure["low"])
            if rough and figure["low"] >= 0.5 * top["low"]:
                return  # "more than 100" beside 144 is the same total, less sharply
            figure["role"] = "part"
            here = top["extras"]["sentence"] == extras["sentence"]
            extras["cues"].append("breakdown" if here else "below-total")
        elif not self.setting.leads(figure) and self._top_of(figure, self._beyond) is not None:
            figure["role"] = "background"
            extras["cues"].append("beyond-total")

    def _further(self, figure: Figure) -> bool:
        """Whether these are some more people: "five additional men were arrested", unless beside those of another measure."""
        if figure["extras"]["additional"] and self._of_stuff(figure):
            like = self._cell(figure, self._kind(figure))
            return any(
                self._cell(f, self._kind(f)) == like for f in self.figures if f["start"] < figure["start"]
            )
        if not figure["extras"]["additional"] or figure["unit"] != "person" or self.setting.leads(figure):
            return False
        if not self.measures[figure["measure"]].beside:
            return True
        return any(f["measure"] == figure["measure"] and f["start"] < figure["start"] for f in self.figures)

    @staticmethod
    def _of_stuff(figure: Figure) -> bool:
        """Whether things or stuff are counted, by their own name: "20 more kilos of fentanyl"."""
        return figure["unit"] in THINGS and not figure["extras"]["elided"]

    def _in_other_money(self, figure: Figure) -> bool:
        """Whether a sum is named as a part of one in another currency: "the amount includes US$ 4,000 and 900 riyals"."""
        if not (str(figure["unit"]).isupper() and "subset" in figure["extras"]["cues"]):
            return False
        if not self.setting.opens_sum(figure):
            return False
        above = (
            f for f in self.figures if f["measure"] == figure["measure"] and f["start"] < figure["start"]
        )
        return any(f["unit"] != figure["unit"] and f["role"] == "total" for f in above)

    def _said_first(self, figure: Figure, top: Figure | None) -> bool:
        """Whether the same number stands more than once, and as a total before the greater one or in the lead."""
        if (figure["value"] or 0) < CHANCE:
            return False
        # The first two are enough, and a number can stand in a release thousands of times.
        same = list(islice((f for f in self.setting.same(figure) if not f["extras"]["denied"]), 2))
        if len(same) < 2 or same[0]["role"] != "total":
            return False
        return self.setting.leads(same[0]) or top is None or same[0]["start"] < top["start"]

    def _lean(self) -> None:
        """A number that leans on another is a part of it, or stands beside it in the same role."""
        for figure in self.figures:
            other = self.by_id.get(figure["extras"]["leans"] or "")
            if other is None or figure["role"] != "total" or "total" in figure["extras"]["roles"]:
                continue
            if figure["extras"]["denied"]:
                continue  # what it stood for is told by its correction
            if other["role"] != "total":
                figure["role"] = other["role"]
            elif self._below(figure, other) and not self._other_kind(figure):
                figure["role"] = "part"

    def _other_kind(self, figure: Figure) -> bool:
        """Whether a number names its kind right before it: "31 phones and laptops (7)"."""
        if not self.measures[figure["measure"]].kinds_apart:
            return False
        return self.setting.names_kind(figure)

    def _corrected(self) -> None:
        """A correction has the role and place of the number it repeats or replaces, wherever that stands."""
        loose = [
            f
            for f in self.figures
            if (f["extras"]["correction"] or f["extras"]["denied"]) and f["role"] != "background"
        ]
        told = [f for f in self.figures if STANDS_FOR in f["extras"]]
        for find, found in ((self._twin, loose), (self._named, told), (self._mate, loose)):
            for figure in found:
                taken = figure["extras"].get("taken") and found is loose
                other = None if taken else find(figure)
                if other is not None:
                    figure["role"], figure["places"] = other["role"], other["places"]
                    figure["extras"]["taken"] = True

    def _twin(self, figure: Figure) -> Figure | None:
        """The same number of the same measure outside of corrections."""
        if figure["value"] is None:
            return None
        same = self.setting.same(figure)
        return next((f for f in same if f is not figure and not f["extras"]["correction"]), None)

    def _named(self, figure: Figure) -> Figure | None:
        """The figure that a number was found to stand for."""
        return self.by_id.get(figure["extras"][STANDS_FOR])

    def _mate(self, figure: Figure) -> Figure | None:
        """The number of the same measure that stands beside it in the same correction."""
        block, measure = figure["extras"]["block"], figure["measure"]
        near = (f for f in self.figures if f["extras"]["block"] == block and f["measure"] == measure)
        return next((f for f in near if f is not figure and f["extras"].get("taken")), None)

    def _spread(self) -> None:
        """What stands in one sentence with parts of two of the release's totals is of the same case, unless said before."""
        below: dict[int, set[str]] = {}
        for figure in self.figures:
            extras = figure["extras"]
            effort = self.measures[figure["measure"]].effort
            if "below-total" in extras["cues"] and not extras["headline"] and not effort:
                below.setdefault(extras["sentence"], set()).add(figure["measure"])
        broken = {f["figure_id"] for f in self.wholes.values()}
        for figure in self.figures:
            if figure["role"] != "total" or figure["extras"]["headline"] or figure["figure_id"] in broken:
                continue
            if len(below.get(figure["extras"]["sentence"], ())) < CASE or not self._of_case(figure):
                continue
            figure["role"] = "part"
            figure["extras"]["cues"].append("case")

    def _of_case(self, figure: Figure) -> bool:
        again = len(self.setting.same(figure)) > 1
        whole = "total" in figure["extras"]["roles"] or bool(figure["extras"].get("total_row"))
        return not (again or whole or self.measures[figure["measure"]].own_scale)

    def _whole(self, figure: Figure) -> Figure | None:
        """The figure that a part is of: of its sum, of its own words, or the total of its cell."""
        extras = figure["extras"]
        found = self.wholes.get(figure["figure_id"]) or self.by_id.get(extras["leans"] or "")
        while (
            found is not None
            and found["role"] == "part"
            and not (extras["partitive"] or "subset" in extras["cues"])
        ):
            found = self.by_id.get(
                found["part_of"] or ""
            )  # "12 in Spain, 10 in Portugal": the ten are no part of the 12
        if found is not None and found["measure"] == figure["measure"] and self._below(figure, found):
            return found
        return self._top_of(figure, self._below, anywhere=True)


def _is_sharp(number: float) -> bool:
    """Whether a number has three digits and more that are no zeros at its end: 243,000, not 240,000."""
    return len(str(int(number)).rstrip("0")) >= SHARP
