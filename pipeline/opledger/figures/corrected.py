"""Corrections: a number said again, or denied, stands for the one that it repeats or replaces."""

from __future__ import annotations

from collections.abc import Callable

from opledger.figures.release import Figure
from opledger.figures.setting import Setting
from opledger.figures.superseded import STANDS_FOR

Finder = Callable[[Figure, list[Figure], Setting], Figure | None]


def settle_corrections(figures: list[Figure], setting: Setting) -> None:
    """Give a correction the role and place of the number it repeats or replaces, wherever that stands.

    Args:
        figures: figures of a release in text order, with their roles; ``role`` and ``places`` are changed in place.
        setting: what the release is about.
    """
    loose = [
        f
        for f in figures
        if (f["extras"]["correction"] or f["extras"]["denied"]) and f["role"] != "background"
    ]
    for find in (_stated, _instead, _twin):
        _take(loose, find, figures, setting)
    by_id = {f["figure_id"]: f for f in figures}
    for figure in figures:
        stood_for = by_id.get(figure["extras"].get(STANDS_FOR) or "")
        if stood_for is not None:
            _take_from(figure, stood_for)
    _take(loose, _mate, figures, setting)


def _take(loose: list[Figure], find: Finder, figures: list[Figure], setting: Setting) -> None:
    for figure in loose:
        other = None if figure["extras"].get("taken") else find(figure, figures, setting)
        if other is not None:
            _take_from(figure, other)


def _take_from(figure: Figure, other: Figure) -> None:
    figure["role"], figure["places"] = other["role"], other["places"]
    figure["extras"]["taken"] = True


def _stated(figure: Figure, figures: list[Figure], setting: Setting) -> Figure | None:
    """The same number outside of corrections, for one that is not denied."""
    return None if figure["extras"]["denied"] else _twin(figure, figures, setting)


def _instead(figure: Figure, figures: list[Figure], setting: Setting) -> Figure | None:
    """The number that a denied one is said to be instead, right behind or before it: "not four but five"."""
    if not figure["extras"]["denied"]:
        return None
    near = (setting.right_before(figure), setting.right_behind(figure))
    return next(
        (f for f in near if f and f["measure"] == figure["measure"] and not f["extras"]["denied"]), None
    )


def _twin(figure: Figure, figures: list[Figure], setting: Setting) -> Figure | None:
    """The same number of the same measure outside of corrections."""
    if figure["value"] is None:
        return None
    same = setting.same(figure)
    return next((f for f in same if f is not figure and not f["extras"]["correction"]), None)


def _mate(figure: Figure, figures: list[Figure], setting: Setting) -> Figure | None:
    """The number of the same measure that stands beside it in the same correction."""
    block, measure = figure["extras"]["block"], figure["measure"]
    near = (f for f in figures if f["extras"]["block"] == block and f["measure"] == measure)
    return next((f for f in near if f is not figure and f["extras"].get("taken")), None)
