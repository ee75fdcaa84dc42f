"""Areas that a pack knows: their spellings, the places inside them, and in which of them a release happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from opledger.mentions.place_table import fold
from opledger.patternfiles.schemas.countries import Area, Scene

Mention = dict[str, Any]
Layout = dict[str, Any]

PROSE = frozenset({"paragraph", "bullet", "result", "row"})
LISTED = re.compile(r"(?:,? (?:and|or) (?:in )?|, )")
BACK = 40
BESIDE = 12  # characters between a part and its area: " district, "


class Areas:
    """Looks up what a place name says of areas.

    Args:
        areas: the areas.

    Example:
        >>> Areas([Area(id="lagu", name="Lagu", country="MLT", aliases=("Lagoo",))]).whole("Lagoo").name
        'Lagu'
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self._whole: dict[str, Area] = {}
        self._parts: dict[str, list[Area]] = {}
        for area in areas:
            for name in (area.name, *area.aliases):
                self._whole.setdefault(fold(name), area)
            for name in area.parts:
                self._parts.setdefault(fold(name), []).append(area)

    def entries(self) -> list[tuple[str, str]]:
        """Every name with the code of its country, for the table of places."""
        whole = [(name, area.country) for name, area in self._whole.items()]
        return whole + [(name, areas[0].country) for name, areas in self._parts.items()]

    def whole(self, name: str) -> Area | None:
        """The area of a name."""
        return self._whole.get(fold(name)) if self._whole else None

    def settle(self, mentions: list[Mention], roll_up: bool) -> None:
        """Give the mentions of areas their names, and them and their parts ``extras["area"]``, in place.

        A part lies in the area that stands right behind it ("X district, Y province"), else in the nearest of those
        that have a part of its name and that the text names; where it names none of several, nothing is said.
        """
        if not self._whole:
            return
        named: list[tuple[int, Area]] = []
        for mention in mentions:
            area = self._whole.get(fold(mention["name"]))
            if area is not None:
                named.append((mention["start"], area))
                _call(mention, area)
        for mention in mentions:
            homes = self._parts.get(fold(mention["name"]), ())
            home = _home(mention, homes, named) if homes and "area" not in mention["extras"] else None
            if home is not None:
                mention["extras"]["area"] = home.name
                if roll_up:
                    _call(mention, home)


def _home(mention: Mention, homes: Sequence[Area], named: Sequence[tuple[int, Area]]) -> Area | None:
    behind = [area for at, area in named if 0 <= at - mention["end"] <= BESIDE]
    if behind:
        return behind[0]
    near = [(abs(at - mention["start"]), at, area) for at, area in named if area in homes]
    if near:
        return min(near, key=lambda n: n[:2])[2]
    return homes[0] if len(homes) == 1 else None


def _call(mention: Mention, area: Area) -> None:
    mention["name"], mention["id"] = area.name, area.id
    mention["extras"] |= {"country": area.country, "area": area.name}


class SceneFinder:
    """Finds the one area of a release.

    Args:
        scene: the settings of a pack.
    """

    def __init__(self, scene: Scene) -> None:
        self.on = scene.one_area
        passing = "|".join(f"(?:{pattern})" for pattern in scene.not_before) or "(?!)"
        self._passing = re.compile(rf"(?<!\w)(?:{passing})\s*$", re.IGNORECASE)
        behind = "|".join(f"(?:{pattern})" for pattern in scene.not_after) or "(?!)"
        self._behind = re.compile(rf"\s*(?:{behind})", re.IGNORECASE)

    def read(self, text: str, mentions: Sequence[Mention], layout: Layout) -> None:
        """Set the roles of all mentions of areas, but those of date lines, in place."""
        areas = [m for m in mentions if m["label"] == "PLACE" and "area" in m["extras"]]
        free = [m for m in areas if m["roles"] != ["dateline"]]
        spans = [(b["start"], b["end"]) for b in layout.get("blocks", []) if b["kind"] in PROSE]
        prose = [m for m in free if any(s <= m["start"] < e for s, e in spans)]
        told = [m for m in prose if not self._in_passing(text, m)]
        choice = told or prose or free
        if not choice:
            return
        single = [m for m in choice if not _in_list(text, m, areas)] or choice
        for mention in free:
            here = mention["extras"]["area"] == single[0]["extras"]["area"]
            mention["roles"] = ["location" if here else "mentioned"]
            mention["rule"] += "+role.scene" if here else ""

    def _in_passing(self, text: str, mention: Mention) -> bool:
        before = text[max(0, mention["start"] - BACK) : mention["start"]]
        return bool(self._passing.search(before) or self._behind.match(text, mention["end"]))


def _in_list(text: str, mention: Mention, areas: Sequence[Mention]) -> bool:
    """True where another area stands beside it, with a comma or "and" between."""
    for other in areas:
        first, second = sorted((mention, other), key=lambda m: int(m["start"]))
        if first["extras"]["area"] != second["extras"]["area"] and LISTED.fullmatch(
            text, first["end"], second["start"]
        ):
            return True
    return False
