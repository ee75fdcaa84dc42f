"""How figures of a release hang together: subsets, lists that make up a whole, sources, lists of countries, quoted speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import itemgetter
from typing import Any

from opledger.figures.release import Figure

LEANING = ("inherit-bracket", "inherit-beside", "inherit-gap", "inherit-list")
MIN_LIST = 3


Cues = dict[str, re.Pattern[str]]


def relate(
    figures: list[Figure], layout: dict[str, Any], text: str, mentions: list[dict[str, Any]], cues: Cues
) -> None:
    """Fill the extras ``of``, ``partition``, ``exhaustive``, ``source``, ``countries`` and ``quoted`` of settled figures."""
    countries = [m for m in mentions if m["label"] == "COUNTRY"]
    agencies = [m for m in mentions if m["label"] == "AGENCY"]
    quotes = sorted((q["start"], q["end"]) for q in layout.get("quotes", []))
    ends = list(accumulate((end for _, end in quotes), max))  # the furthest that a quote begun so far reaches
    for figure in figures:
        extras = figure["extras"]
        begun = bisect_right(quotes, figure["start"], key=itemgetter(0))
        extras["quoted"] = begun > 0 and figure["start"] < ends[begun - 1]
        extras["source"] = _source(figure, layout, text, agencies, cues)
        extras["of"] = (extras["leans"] or figure["part_of"]) if extras["partitive"] else None
        if figure["measure"] == "countries_participating":
            extras["countries"] = _listed(figure, layout, text, countries, cues)
    _partitions(figures, text, cues)


def _root(figure: Figure, by_id: dict[str, Figure]) -> str:
    """The figure that a chain of leaning numbers starts from."""
    seen = set()
    while figure["extras"]["leans"] in by_id and figure["figure_id"] not in seen:
        seen.add(figure["figure_id"])
        figure = by_id[figure["extras"]["leans"]]
    return str(figure["figure_id"])


def _source(
    figure: Figure, layout: dict[str, Any], text: str, agencies: list[dict[str, Any]], cues: Cues
) -> str | None:
    """The body that the sentence gives as the source of a figure: "Europol put the number at 132"."""
    sentence = layout["sentences"][figure["extras"]["sentence"]]
    found = None
    for mention in agencies:
        if not sentence["start"] <= mention["start"] < sentence["end"]:
            continue
        says = mention["end"] <= figure["start"] and cues["said"].match(text, mention["end"])
        if says or cues["according"].search(text[max(0, mention["start"] - 20) : mention["start"]]):
            found = str(mention["id"])
    return found


def _listed(
    figure: Figure, layout: dict[str, Any], text: str, countries: list[dict[str, Any]], cues: Cues
) -> list[str]:
    """Countries listed right behind their number, or under "Participating countries:"."""
    sentence = layout["sentences"][figure["extras"]["sentence"]]
    starts = [m["start"] for m in countries]
    if cues["listed"].match(text, figure["end"]):
        inside = countries[bisect_left(starts, figure["end"]) : bisect_left(starts, sentence["end"])]
        codes = list(dict.fromkeys(m["id"] for m in inside if m.get("extras", {}).get("form") != "demonym"))
        return codes if len(codes) >= MIN_LIST else []
    if figure["role"] != "total":
        return []
    for block in layout["blocks"]:
        if not block["skip"] and cues["list_head"].match(text, block["start"], block["end"]):
            inside = countries[bisect_left(starts, block["start"]) : bisect_left(starts, block["end"])]
            codes = list(dict.fromkeys(m["id"] for m in inside))
            return codes if len(codes) >= MIN_LIST else []
    return []


def _partitions(figures: list[Figure], text: str, cues: Cues) -> None:
    """Figures that lean on one other, in brackets or in a row, share a partition; it is open after "including"."""
    by_id = {f["figure_id"]: f for f in figures}
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        extras = figure["extras"]
        leans = extras["leans"]
        if leans in by_id and any(reason in figure["rule"] for reason in LEANING):
            root = _root(by_id[leans], by_id)
            groups.setdefault(root, []).append(figure)
    for root, parts in groups.items():
        whole = by_id[root]
        if whole["role"] == "part" and whole["part_of"]:
            parts = [whole, *parts]  # "45 in Poland, two in Belgium": the first stands in the row, too
        closed = not any(
            cues["open"].search(text[a["start"] : b["start"]])
            for a, b in zip([whole, *parts], parts, strict=False)
        )
        for part in parts if len(parts) > 1 else ():
            part["extras"]["partition"], part["extras"]["exhaustive"] = root, closed
