"""Numbers that come on top of others: "five additional men", "20 more kilos", "a further 9 million"."""

from __future__ import annotations

from opledger.figures.kindcells import Cells
from opledger.figures.release import Figure
from opledger.figures.setting import Setting

THINGS = frozenset({"item", "kilogram", "litre", "dose"})


class More:
    """Finds the figures that are some more of what was said before; they are parts, and so may be what they add to.

    Args:
        figures: figures of a release in text order.
        setting: what the release is about.
        cells: which figures count the same.
    """

    def __init__(self, figures: list[Figure], setting: Setting, cells: Cells) -> None:
        self.figures, self.setting, self.cells = figures, setting, cells
        self.measures = cells.measures

    def settle(self, figure: Figure) -> bool:
        """Make a figure a part, where it is some more, with what it adds to; False where it is none."""
        if not self._is_more(figure):
            return False
        figure["role"] = "part"
        figure["extras"]["cues"].append("further")
        self._settle_before(figure)
        return True

    def _is_more(self, figure: Figure) -> bool:
        """Whether these are some more: "five additional men were arrested", unless beside those of another measure."""
        if not figure["extras"]["additional"]:
            return False
        earlier = [
            f for f in self.figures if f["start"] < figure["start"] and f["measure"] == figure["measure"]
        ]
        if figure["unit"] in THINGS or str(figure["unit"]).isupper():
            return any(self._alike(f, figure) for f in earlier)
        if figure["unit"] != "person" or self.setting.leads(figure):
            return False
        return bool(earlier) or not self.measures[figure["measure"]].beside

    def _settle_before(self, figure: Figure) -> None:
        """What came before some more is a part, too, where both make up a total: "3 million, then a further 9 million" of 12."""
        before = self.setting.right_before(figure, anywhere=True)
        if before is None or before["role"] != "total" or not self._alike(before, figure):
            return
        if before["measure"] != figure["measure"] or None in (before["value"], figure["value"]):
            return
        both = before["value"] + figure["value"]
        near = figure["extras"]["sentence"] - before["extras"]["sentence"] <= 1
        near = near and figure["unit"] in THINGS and not figure["extras"]["elided"]
        again = self.setting.again.get((figure["measure"], both), [])
        if not near and not any(f["role"] == "total" for f in again):
            return
        for same in self.setting.same(before):
            if same["role"] == "total" and self._alike(same, figure):
                same["role"] = "part"
                same["extras"]["cues"].append("sum" if again else "further")

    def _alike(self, one: Figure, other: Figure) -> bool:
        """Whether two numbers are of the same things, the second by name or right behind: "20 more kilos", "a further five"."""
        if other["extras"]["elided"]:
            same = one["extras"]["block"] == other["extras"]["block"]
            return bool(same and one["unit"] == other["unit"])
        return self.cells.of(one) == self.cells.of(other)
