"""Roles over a whole release: what is a total, what a part of it, what mere background; parts and repeats linked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Any

from opledger.figures.lexicon import Lexicon

KINDS_APART = frozenset({
    "devices_seized", "goods_seized", "wildlife_seized", "drugs_seized", "checks", "documents_seized", "goods_value",
    "agencies_participating", "ammunition_seized", "firearms_seized", "explosives_seized", "vehicles_seized",
})
NEAR = 0.9
LEAD_BLOCKS = 3
OPENING = 45
BEFORE_RELEASE = 300

OPENS = re.compile(r"\W*(?:in|at|near|outside|around|on)\b", re.IGNORECASE)

Figure = dict[str, Any]


def settle_roles(
    figures: list[Figure], layout: dict[str, Any], text: str, mentions: list[dict[str, Any]], lexicon: Lexicon
) -> None:
    """Give every figure its role, ``part_of`` and ``repeat_of``.

    Args:
        figures: figures of a release in text order; changed in place.
        layout: its layout.
        text: its text.
        mentions: its mentions.
        lexicon: for the generic words of noun classes.
    """
    setting = _Setting(layout, text, mentions)
    for figure in figures:
        figure["figure_id"] = f"{figure['start']}-{figure['end']}-{figure['measure']}"
        figure["role"], cue = _own_role(figure, setting)
        if cue:
            figure["extras"]["cues"].append(cue)
    setting.stated = {(f["measure"], f["value"]) for f in figures if f["role"] == "total" and f["extras"]["headline"]}
    generic = {w for noun in lexicon.nouns.values() for g in noun.generic for w in (g, g + "s")}
    tops = _tops(figures, generic)
    for figure in figures:
        _below_total(figure, tops, generic, setting)
    _spread(figures)
    for figure in figures:
        top = _top_of(figure, tops, generic)
        if figure["role"] == "part" and top is not None and _below(figure, top):
            figure["part_of"] = top["figure_id"]
    _repeats(figures, layout)


class _Setting:
    """What the release is about: its own operations, its lead, its other operations by sentence."""

    def __init__(self, layout: dict[str, Any], text: str, mentions: list[dict[str, Any]]) -> None:
        self.layout, self.text = layout, text
        self.blocks = layout["blocks"]
        lead = [b for b in self.blocks if not b["skip"] and b["kind"] in {"headline", "standfirst", "paragraph"}]
        self.lead_end = lead[min(LEAD_BLOCKS, len(lead)) - 1]["end"] if lead else 0
        found = [m for m in mentions if m["label"] == "OPERATION"]
        counts = Counter(m["id"] for m in found)
        headed = {m["id"] for m in found if self._kind(m["start"]) in {"headline", "subhead"}}
        early = {m["id"] for m in found if m["start"] < self.lead_end}
        self.main = headed or early or {op for op, n in counts.items() if n == max(counts.values())}
        self.main |= early if len(early) <= 2 else set()
        self.operations = found
        self.starts = [m["start"] for m in found]
        self.dates = [m for m in mentions if m["label"] == "DATE" and m.get("extras", {}).get("end")]
        self.places = [m for m in mentions if m["label"] == "PLACE"]
        self.place_starts = [m["start"] for m in self.places]
        self.issued = self._issued()
        self.stated: set[tuple[str, float | None]] = set()

    def _kind(self, at: int) -> str:
        return next((b["kind"] for b in self.blocks if b["start"] <= at < b["end"]), "")

    def _issued(self) -> str | None:
        """The date of the release, as its date line says, else the latest date in it."""
        headed = [m for m in self.dates if self._kind(m["start"]) in {"date", "dateline", "headline"}]
        chosen = headed or self.dates
        return max((str(m["extras"]["end"]) for m in chosen), default=None)

    def leads(self, figure: Figure) -> bool:
        """Whether a figure stands in the headline or the first paragraphs."""
        return bool(figure["start"] < self.lead_end)

    def other_operation(self, figure: Figure) -> bool:
        """Whether the figure's sentence names an operation, but none that the release is about."""
        sentence = self.layout["sentences"][figure["extras"]["sentence"]]
        inside = self.operations[bisect_left(self.starts, sentence["start"]) : bisect_left(self.starts, sentence["end"])]
        return bool(inside) and not any(m["id"] in self.main for m in inside)

    def long_ago(self, figure: Figure) -> bool:
        """Whether the sentence speaks of a time well before the release."""
        if self.issued is None:
            return False
        sentence = self.layout["sentences"][figure["extras"]["sentence"]]
        ends = [str(m["extras"]["end"]) for m in self.dates if sentence["start"] <= m["start"] < sentence["end"]]
        return bool(ends) and all(_days(self.issued) - _days(end) > BEFORE_RELEASE for end in ends)

    def opens_with_place(self, figure: Figure) -> bool:
        """Whether a later sentence opens with a town or region: "In Linares, three persons were detained"."""
        sentence = self.layout["sentences"][figure["extras"]["sentence"]]
        if sentence["start"] < self.lead_end:
            return False
        at = bisect_left(self.place_starts, sentence["start"])
        if at >= len(self.places) or self.place_starts[at] > min(sentence["start"] + OPENING, figure["start"]):
            return False
        lead = self.text[sentence["start"] : self.place_starts[at]]
        return self.places[at]["end"] <= figure["start"] and bool(OPENS.match(lead))


def _only(extras: dict[str, Any], cue: str) -> bool:
    """Whether a cue is the only one that makes background."""
    return bool(set(extras["cues"]) & {cue}) and extras["roles"].count("background") == 1


def _days(iso: str) -> int:
    year, month, day = (*iso.split("-"), "6", "15")[:3]
    return int(year) * 365 + int(month) * 30 + int(day)


def _own_role(figure: Figure, setting: _Setting) -> tuple[str, str]:
    """The role by the figure's own words and place, and the cue that decided beyond those already noted."""
    extras = figure["extras"]
    roles = extras["roles"]
    if not extras["headline"]:
        if "background" in roles and not (setting.leads(figure) and _only(extras, "since-it")):
            return "background", ""
        if setting.other_operation(figure):
            return "background", "other-operation"
        if setting.long_ago(figure):
            return "background", "long-ago"
    if extras.get("total_row"):
        return "total", "total-row"
    if "total" in roles and not figure["places"]:
        return "total", ""
    if figure["places"]:
        return "part", "place"
    if extras["partitive"] or ("part" in roles and not extras["headline"]):
        return "part", ""
    if setting.opens_with_place(figure):
        return "part", "opens-with-place"
    return "total", ""


def _kind(figure: Figure, generic: set[str]) -> str:
    if figure["measure"] not in KINDS_APART:
        return ""
    kind = str(figure["extras"]["kind"] or "").lower()
    if kind in generic:
        return ""
    return str(figure["substance"] or kind).lower()


def _tops(figures: list[Figure], generic: set[str]) -> dict[tuple[str, ...], Figure]:
    """The largest stated total of each cell; a kind is a cell of its own."""
    found: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        if figure["role"] != "total" or figure["low"] is None or figure["qualifier"] == "vague" or figure["extras"]["denied"]:
            continue
        cell = (figure["measure"], figure["unit"], _kind(figure, generic))
        if cell not in found or figure["low"] > found[cell]["low"]:
            found[cell] = figure
    return found


def _top_of(figure: Figure, tops: dict[tuple[str, ...], Figure], generic: set[str]) -> Figure | None:
    kind = _kind(figure, generic)
    cells = ((figure["measure"], figure["unit"], kind), (figure["measure"], figure["unit"], ""))
    found = [tops[c] for c in cells if c in tops and tops[c] is not figure]
    return next((t for t in found if _below(figure, t)), None)


def _below(figure: Figure, top: Figure) -> bool:
    size = figure["high"] if figure["high"] is not None else figure["low"]
    return bool(size is not None and figure["qualifier"] != "vague" and size < NEAR * top["low"])


def _below_total(figure: Figure, tops: dict[tuple[str, ...], Figure], generic: set[str], setting: _Setting) -> None:
    extras = figure["extras"]
    if figure["role"] != "total" or "total" in extras["roles"] or extras["denied"] or extras["headline"]:
        return
    top = _top_of(figure, tops, generic)
    if top is None or (top["start"] > figure["start"] and setting.leads(figure) and not extras["additional"]):
        return
    if (figure["measure"], figure["value"]) in setting.stated:
        return
    if figure["qualifier"] == "more_than" and figure["low"] is not None and figure["low"] >= 0.5 * top["low"]:
        return  # "more than 100" beside 144 is the same total, less sharply
    figure["role"] = "part"
    figure["extras"]["cues"].append("below-total")


def _spread(figures: list[Figure]) -> None:
    """What stands in one sentence with a part of the release's total is of the same case, unless said before."""
    said = Counter((f["measure"], f["value"]) for f in figures if f["role"] == "total")
    cases = {f["extras"]["sentence"] for f in figures if "below-total" in f["extras"]["cues"] and not f["extras"]["headline"]}
    for figure in figures:
        extras = figure["extras"]
        if figure["role"] == "total" and extras["sentence"] in cases and not extras["headline"]:
            if figure["measure"] in {"charges", "convictions"}:
                continue
            if "total" not in extras["roles"] and said[figure["measure"], figure["value"]] < 2:
                figure["role"] = "part"
                extras["cues"].append("case")


def _repeats(figures: list[Figure], layout: dict[str, Any]) -> None:
    """A figure in a sentence that stands twice repeats its twin."""
    by_sentence: dict[int, list[Figure]] = {}
    for figure in figures:
        by_sentence.setdefault(figure["extras"]["sentence"], []).append(figure)
    for figure in figures:
        earlier = layout["sentences"][figure["extras"]["sentence"]].get("repeat_of")
        for twin in by_sentence.get(earlier, ()) if earlier is not None else ():
            if (twin["measure"], twin["low"], twin["high"]) == (figure["measure"], figure["low"], figure["high"]):
                figure["repeat_of"] = twin["figure_id"]
                figure["role"], figure["places"] = twin["role"], twin["places"]
                break
