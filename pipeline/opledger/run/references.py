"""Ids and references of a release's figures put right after some were taken out, changed or added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from opledger.records import Figure
from opledger.run.marking import mark_of


def mended(found: Sequence[Figure], now: Iterable[tuple[str, Figure | None]]) -> list[Figure]:
    """The figures as they are now, with ids that fit their measures and references that lead somewhere.

    What pointed to a figure that was taken out points to what that one pointed to. Of several that repeat a figure that was
    taken out, the first takes its place. A figure is no part of one of another measure, unless it was found so.

    Args:
        found: the figures as they were.
        now: each by the id that it had, none where it was taken out; and those that are new, by an empty id.
    """
    kept = [(old, figure) for old, figure in now if figure is not None]
    gone = {f.figure_id: f for f in found}
    for old, _ in kept:
        gone.pop(old, None)
    own = _ids(kept)
    renamed = {old: figure_id for (old, _), figure_id in zip(kept, own, strict=True) if old}
    heirs: dict[str, str] = {}
    figures = []
    for (_, figure), figure_id in zip(kept, own, strict=True):
        repeats = _follow(figure.repeat_of, "repeat_of", gone, renamed)
        if repeats is None and figure.repeat_of is not None:
            heir = heirs.setdefault(_root(figure.repeat_of, gone), figure_id)
            repeats = None if heir == figure_id else heir
        extras = dict(figure.extras)
        if extras.get("of"):
            extras["of"] = _follow(extras["of"], "of", gone, renamed)
        part_of = _follow(figure.part_of, "part_of", gone, renamed)
        figures.append(
            replace(figure, figure_id=figure_id, part_of=part_of, repeat_of=repeats, extras=extras)
        )
    return _under_wholes(found, figures)


def _ids(kept: Sequence[tuple[str, Figure]]) -> list[str]:
    """Each figure's id: the one that it had, unless its measure is another now."""
    taken = {old for old, figure in kept if old and old == figure.figure_id}
    ids: list[str] = []
    for old, figure in kept:
        stem = f"{figure.release_id}:{figure.measure}:{figure.start}-{figure.end}"
        same = old and (old == stem or old.startswith(f"{stem}."))
        ids.append(old if same else _unused(stem, {*taken, *ids}))
    return ids


def _unused(stem: str, taken: set[str]) -> str:
    own, number = stem, 2
    while own in taken:
        own, number = f"{stem}.{number}", number + 1
    return own


def _pointer(figure: Figure, name: str) -> str | None:
    target: str | None = figure.extras.get("of") if name == "of" else getattr(figure, name)
    return target


def _follow(
    target: str | None, name: str, gone: Mapping[str, Figure], renamed: Mapping[str, str]
) -> str | None:
    while target is not None and target in gone:
        target = _pointer(gone[target], name)
    return renamed.get(target, target) if target else None


def _root(target: str, gone: Mapping[str, Figure]) -> str:
    """The first of a chain of repeats that were taken out."""
    while (above := gone[target].repeat_of) is not None and above in gone:
        target = above
    return target


def _under_wholes(found: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """Each figure with the whole that a decision gives it, or without one that it can no longer be a part of."""
    # A whole may have another measure by now; then it is the figure of that place.
    by_place: dict[tuple[object, ...], str] = {(f.start, f.end): f.figure_id for f in figures}
    by_place |= {(f.start, f.end, f.measure): f.figure_id for f in figures}
    by_id = {f.figure_id: f for f in figures}
    as_found = {(f.figure_id, f.part_of) for f in found}
    placed = []
    for figure in figures:
        mark = mark_of(figure)
        part_of = figure.part_of
        if "part_of" in mark:
            whole = mark["part_of"]
            place = (whole["start"], whole["end"]) if whole else ()
            part_of = by_place.get((*place, whole["measure"]), by_place.get(place)) if whole else None
            part_of = None if part_of == figure.figure_id else part_of
        elif part_of and (figure.figure_id, part_of) not in as_found:
            above = by_id.get(part_of)
            part_of = part_of if above and above.measure == figure.measure else None
        placed.append(figure if part_of == figure.part_of else replace(figure, part_of=part_of))
    return placed
