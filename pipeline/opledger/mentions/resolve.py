"""Mentions settled: overlaps, order, repeats, roles."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from opledger.component import PatternComponent
from opledger.docdata import data, text_of
from opledger.mentions.areas import SceneFinder
from opledger.mentions.event_day import EventDayFinder
from opledger.mentions.roles import RoleReader
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.countries import Places, Roles
from opledger.patternfiles.schemas.dates import Dates

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc

Mention = dict[str, Any]
Layout = dict[str, Any]

# Author lines with the day of publication stand in the first so many characters.
TOP = 400

# Of two mentions that overlap, a label listed here yields to those after it. A country inside a body's name stays:
# "Australian Federal Police" names Australia too.
YIELDS = {
    "PLACE": ("AGENCY", "OPERATION", "NOTICE", "COUNTRY"),
    "DATE": ("AGENCY", "OPERATION", "NOTICE"),
    "COUNTRY": ("OPERATION",),
}


class MentionResolver(PatternComponent):
    """Sorts the mentions of the other components, settles overlaps, marks repeats and gives roles."""

    def compile(self, patterns: Patterns) -> None:
        """Build the cues of roles."""
        self._roles = RoleReader(patterns.get(Roles))
        self._scene = SceneFinder(patterns.get(Places).scene)
        self._event_day = EventDayFinder(patterns.get(Dates).event_day)

    def find(self, doc: AnyDoc) -> list[Mention]:
        """The settled mentions, in text order."""
        kept = data(doc)
        layout = kept.get("layout") or {}
        mentions = sorted(kept.get("mentions", []), key=lambda m: (m["start"], -m["end"], m["label"]))
        mentions = _without_overlaps(_without_furniture(mentions, layout))
        mentions = [{**m, "roles": [], "repeat_of": None} for m in mentions]
        text = text_of(doc)
        self._roles.read(text, mentions, layout)
        if self._scene.on:
            self._scene.read(text, mentions, layout)
        if self._event_day.on:
            self._event_day.read(text, mentions, layout)
        _mark_repeats(mentions, layout)
        return mentions

    def set_annotations(self, doc: AnyDoc, found: list[Mention]) -> None:
        """Put the settled mentions in the place of the found ones."""
        data(doc)["mentions"] = found


def _without_furniture(mentions: list[Mention], layout: Layout) -> list[Mention]:
    """Without the dates and places of menus and links to other stories; the day beside the author's name is kept, for it
    is that of publication."""
    spans = [(b["start"], b["end"]) for b in layout.get("blocks", []) if b["kind"] == "furniture"]
    if not spans:
        return mentions
    starts = [start for start, _ in spans]

    def outside(mention: Mention) -> bool:
        index = bisect_right(starts, mention["start"]) - 1
        return index < 0 or mention["start"] >= spans[index][1]

    def byline(mention: Mention) -> bool:
        day = mention["extras"].get("start")
        return bool(
            mention["label"] == "DATE" and mention["start"] < TOP and day == mention["extras"].get("end")
        )

    return [m for m in mentions if m["label"] not in ("DATE", "PLACE") or outside(m) or byline(m)]


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Drop what yields to an overlapping mention; of one label or none that yields, keep the longer."""
    dropped: set[int] = set()
    open_: list[int] = []
    for index, mention in enumerate(mentions):
        open_ = [i for i in open_ if mentions[i]["end"] > mention["start"] and i not in dropped]
        for other in open_:
            loser = _loser(mentions, other, index)
            if loser is not None:
                dropped.add(loser)
        if index not in dropped:
            open_.append(index)
    return [m for i, m in enumerate(mentions) if i not in dropped]


def _loser(mentions: list[Mention], one: int, other: int) -> int | None:
    a, b = mentions[one], mentions[other]
    if b["label"] in YIELDS.get(a["label"], ()):
        return one
    if a["label"] in YIELDS.get(b["label"], ()):
        return other
    if {a["label"], b["label"]} == {"COUNTRY", "AGENCY"} or (
        "NOTICE" in (a["label"], b["label"]) and a["label"] != b["label"]
    ):
        return None
    return other if a["end"] - a["start"] >= b["end"] - b["start"] else one


def _mark_repeats(mentions: list[Mention], layout: Layout) -> None:
    """Point each mention in a repeated block or sentence to the same mention in the earlier one."""
    for spans in (layout.get("blocks", []), layout.get("sentences", [])):
        for span in spans:
            if span["repeat_of"] is None:
                continue
            earlier = _within(mentions, spans[span["repeat_of"]])
            for index in _within(mentions, span):
                mine = mentions[index]
                same = [i for i in earlier if _same(mentions[i], mine) and i < index]
                if same and mine["repeat_of"] is None:
                    mine["repeat_of"] = same[0]
                    earlier.remove(same[0])


def _same(one: Mention, other: Mention) -> bool:
    return bool(one["label"] == other["label"] and one["id"] == other["id"])


def _within(mentions: list[Mention], span: dict[str, Any]) -> list[int]:
    first = bisect_right(mentions, span["start"] - 1, key=lambda m: m["start"])
    found = []
    for index in range(first, len(mentions)):
        if mentions[index]["start"] >= span["end"]:
            break
        found.append(index)
    return found
