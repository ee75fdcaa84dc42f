"""Roles over a whole release: what is a total, what a part of it, what mere background; parts and repeats linked."""

from __future__ import annotations

from typing import Any

KINDS_APART = frozenset({"devices_seized", "goods_seized", "wildlife_seized", "drugs_seized", "checks", "documents_seized",
                         "agencies_participating", "goods_value", "ammunition_seized", "firearms_seized", "explosives_seized"})
NEAR = 0.9


def settle_roles(
    figures: list[dict[str, Any]], layout: dict[str, Any], text: str, mentions: list[dict[str, Any]]
) -> None:
    """Give every figure its role, ``part_of`` and ``repeat_of``; figures are in text order."""
    for figure in figures:
        figure["role"] = _own_role(figure)
        figure["figure_id"] = f"{figure['start']}-{figure['end']}-{figure['measure']}"
    tops = _tops(figures)
    for figure in figures:
        top = tops.get(_cell(figure))
        if figure["role"] == "total" and top is not None and top is not figure and _below(figure, top):
            figure["role"] = "part"
            figure["extras"]["cues"].append("below-total")
        if figure["role"] == "part" and top is not None and top is not figure and _below(figure, top):
            figure["part_of"] = top["figure_id"]
    _repeats(figures, layout)


def _own_role(figure: dict[str, Any]) -> str:
    extras = figure["extras"]
    roles = extras["roles"]
    if "background" in roles and not extras["headline"]:
        return "background"
    if "total" in roles and not figure["places"]:
        return "total"
    if figure["places"] or extras["partitive"] or extras["additional"] or "part" in roles:
        return "part"
    return "total"


def _cell(figure: dict[str, Any]) -> tuple[str, ...]:
    kind = ""
    if figure["measure"] in KINDS_APART:
        kind = str(figure["substance"] or figure["extras"]["kind"] or "").lower()
    return (figure["measure"], figure["unit"], kind)


def _tops(figures: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    """The largest stated total of each cell, if it stands early or calls itself a total."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for figure in figures:
        if figure["role"] != "total" or figure["low"] is None or figure["qualifier"] == "vague":
            continue
        cell = _cell(figure)
        if cell not in found or figure["low"] > found[cell]["low"]:
            found[cell] = figure
    return found


def _below(figure: dict[str, Any], top: dict[str, Any]) -> bool:
    size = figure["high"] if figure["high"] is not None else figure["low"]
    return size is not None and figure["qualifier"] != "vague" and size < NEAR * top["low"]


def _repeats(figures: list[dict[str, Any]], layout: dict[str, Any]) -> None:
    """A figure in a sentence that stands twice repeats its twin."""
    by_sentence: dict[int, list[dict[str, Any]]] = {}
    for figure in figures:
        by_sentence.setdefault(figure["extras"]["sentence"], []).append(figure)
    for figure in figures:
        earlier = layout["sentences"][figure["extras"]["sentence"]].get("repeat_of")
        for twin in by_sentence.get(earlier, ()) if earlier is not None else ():
            if (twin["measure"], twin["low"], twin["high"]) == (figure["measure"], figure["low"], figure["high"]):
                figure["repeat_of"] = twin["figure_id"]
                figure["role"], figure["places"] = twin["role"], twin["places"]
                break
