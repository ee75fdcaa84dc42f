"""Numbers that add up to one said before: what is listed behind a colon, or line by line, is what the whole counts."""

from __future__ import annotations

from opledger.figures.case import Case, Passage
from opledger.figures.earlier import Earlier
from opledger.figures.release import LISTED, Figure, Quantity, Release

UNKNOWN = ("unknown",)
LONGEST_ROW = 12
PERSON = "person"
FEWEST, MOST = 2, 40
WHOLES, WHOLES_NEAR = 6, 2
NAMING = frozenset({"place", "unknown", "person", "agency", "country"})
LINES, NEARLY = 4, 0.12  # so many lines that come so near to a number break it down


class Breakdowns:
    """Finds the whole of a number by adding up those that stand beside it.

    Args:
        release: the release that is read.
        earlier: the figures so far.
    """

    def __init__(self, release: Release, earlier: Earlier) -> None:
        self.release, self.earlier = release, earlier
        # What is above a list and what is its whole are the same for all of its lines.
        self._outer: dict[tuple[int, int | None], list[Figure]] = {}
        self._wholes: dict[tuple[int, int | None, int, float], Figure | None] = {}
        self._starts: dict[int, int] = {}  # of lines seen: walked anew for each, long lists take for ever

    def whole(self, case: Case) -> Figure | None:
        """The figure that a number is a part of, where the parts make up its value exactly.

        Example:
            "Nine guides were detained: five Turks, three Bulgarians and one Greek"; "Clan of the North: 34" in a list
        """
        if case.cell is not None and case.cell.column is not None and not case.cell.legend:
            return None
        apposed = self._apposed(case)
        if apposed is not None:
            return apposed
        if not (case.phrase.head is None or PERSON in case.phrase.classes):
            return None
        found = self._behind_colon(case) or self._in_list(case)
        people = case.phrase.head is None or (found is not None and found["unit"] == PERSON)
        return found if people else None

    def _apposed(self, case: Case) -> Figure | None:
        """The figure of its own row that a number and its neighbours make up: "38 warrants, 31 domestic and 7 others"."""
        if not FEWEST < len(case.group) <= LONGEST_ROW:
            return None
        at = next(n for n, p in enumerate(case.group) if p is case.phrase)
        for first in range(at - 1, -1, -1):
            rest = case.group[first + 1 :]
            if not all(p.head is None or p.classes == UNKNOWN for p in rest):
                return None
            start = case.items[case.group[first].quantity].start
            whole = next((f for f in case.passage.made if f["start"] == start), None)
            parts = [self.release.quantities[case.items[p.quantity].at] for p in rest]
            if whole is not None and _is_sum(whole, parts, _sum(parts)):
                return whole
        return None

    def _behind_colon(self, case: Case) -> Figure | None:
        colon = _colon(case.passage, case.phrase.first)
        if colon is None:
            return None
        parts = [
            self.release.quantities[i.at] for i in case.passage.items[colon + 1 :] if i.kind == "quantity"
        ]
        start = case.passage.items[colon].start
        total = _sum(parts)
        return next((f for f in case.passage.made if f["start"] < start and _is_sum(f, parts, total)), None)

    def _in_list(self, case: Case) -> Figure | None:
        if case.passage.block["kind"] not in LISTED or any(
            i.kind == "quantity" for i in case.items[: case.phrase.first]
        ):
            return None
        index = int(case.passage.sentence["block"])
        first = self._start(index)
        parts = self._firsts(first, index)
        total = _sum(parts)
        if total is None:
            return None
        above = self._above(first, index, len(parts))
        return self._whole_above(above, first, index, parts, total) or self._nearly(case, above, parts, total)

    def _whole_above(
        self, above: list[Figure], first: int, index: int, parts: list[Quantity], total: float
    ) -> Figure | None:
        """The last figure above a list that its lines make up exactly."""
        key = first, self.release.blocks[index].get("intro"), len(parts), total
        if key in self._wholes:
            return self._wholes[key]
        found = next((f for f in reversed(above) if _is_sum(f, parts, total)), None)
        if len(parts) > WHOLES_NEAR:
            self._wholes[key] = found
        return found

    def _above(self, first: int, index: int, parts: int) -> list[Figure]:
        """The figures above a list that can be the whole of it: the last ones, or of more than two lines all."""
        if parts <= WHOLES_NEAR:
            return self._outside(self.earlier.figures[-WHOLES - parts :], first, index)
        key = first, self.release.blocks[index].get("intro")
        if key not in self._outer:
            self._outer[key] = self._outside(self.earlier.figures, first, index)
        return self._outer[key]

    def _outside(self, figures: list[Figure], first: int, index: int) -> list[Figure]:
        return [f for f in figures if f["extras"]["block"] < first and not self._is_line(f, index)]

    def _is_line(self, figure: Figure, index: int) -> bool:
        """Whether a figure is itself the bare number of a line of another list, and no whole of this one."""
        block = self.release.blocks[figure["extras"]["block"]]
        elided = figure["extras"]["elided"] and block["kind"] in LISTED
        return bool(elided and block.get("intro") != self.release.blocks[index].get("intro"))

    def _nearly(self, case: Case, above: list[Figure], parts: list[Quantity], total: float) -> Figure | None:
        """The whole that some lines "label – number" nearly make up: a list that is short, or clashes."""
        if len(parts) < LINES or not case.bare or not case.phrase.first or parts[0]["unit"]:
            return None
        label = case.label
        if label is not None and (label.noun_event or not NAMING.issuperset(label.own)):
            return None  # "Arrests: 12" says itself what it counts
        near = [
            f
            for f in above
            if f["value"] is not None
            and f["extras"]["kind"] is not None
            and not str(f["unit"]).isupper()
            and abs(f["value"] - total) <= NEARLY * total
        ]
        return min(near, key=lambda f: abs(f["value"] - total), default=None)

    def _start(self, index: int) -> int:
        """The first line of the list that a line stands in."""
        at = index
        while at and at not in self._starts and self._is_like(at - 1, at):
            at -= 1
        self._starts[index] = self._starts.get(at, at)
        return self._starts[index]

    def _is_like(self, block: int, other: int) -> bool:
        blocks = self.release.blocks
        return bool(
            blocks[block]["kind"] in LISTED and blocks[block].get("intro") == blocks[other].get("intro")
        )

    def _firsts(self, first: int, index: int) -> list[Quantity]:
        """The first number of each line of a list."""
        found = []
        blocks = self.release.blocks
        for at in range(first, min(len(blocks), first + MOST)):
            if not self._is_like(at, index):
                break
            found += self.release.quantities_in(blocks[at]["start"], blocks[at]["end"])[:1]
        return found


def _colon(passage: Passage, stop: int) -> int | None:
    return next((i for i in range(stop) if passage.items[i].text == ":"), None)


def _sum(parts: list[Quantity]) -> float | None:
    """The sum of some plain numbers; None where they are no such."""
    if not FEWEST <= len(parts) <= MOST or len({q["unit"] for q in parts}) > 1:
        return None
    if any(q["value"] is None or q["qualifier"] != "exact" for q in parts):
        return None
    return float(sum(q["value"] for q in parts))


def _is_sum(figure: Figure, parts: list[Quantity], total: float | None) -> bool:
    if total is None or figure["value"] != total or figure["qualifier"] != "exact":
        return False
    unit = parts[0]["unit"]
    return bool(unit == figure["unit"]) if unit else not str(figure["unit"]).isupper()
