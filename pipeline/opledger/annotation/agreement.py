"""How far two annotators of the same releases agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opledger.annotation.spans import Json, Span, to_spans
from opledger.evaluation import Count

ALPHAS = ("measure", "role", "qualifier", "places", "optional")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotators agree on.

    Args:
        releases: how many both have annotated.
        alone: ids of the releases that only one has.
        f1: per level, the F1 of one against the other, which is the same both ways.
        alpha: Krippendorff's alpha (nominal) of what is said of the numbers; for ``measure`` over all numbers that either
            has taken for a figure, for the others over those that both have. None where all values are one.
        apart: what they differ on: release, level, the item, first, second.
    """

    releases: int
    alone: list[str]
    f1: dict[str, Count]
    alpha: dict[str, float | None]
    apart: list[tuple[str, str, str, str, str]]


def agreement(first: Sequence[Json], second: Sequence[Json]) -> Agreement:
    """Compare two annotators.

    Args:
        first, second: contents of the gold files of each.

    Raises:
        ValueError: if they have another text under the same id.

    Example:
        >>> same = [{"id": "g", "text": "Six held.", "figures": [], "operations": ["X"]}]
        >>> agreement(same, same).f1["operations"].f1
        1.0
    """
    ours, theirs = ({gold["id"]: gold for gold in golds} for golds in (first, second))
    both = sorted(ours.keys() & theirs.keys())
    f1: dict[str, Count] = {}
    apart: list[tuple[str, str, str, str, str]] = []
    pairs: list[tuple[Json | None, Json | None]] = []
    for own in both:
        one, other = ours[own], theirs[own]
        if one["text"] != other["text"]:
            raise ValueError(f"{own}: the two annotators have different texts")
        for level, (a, b) in _sets(one, other).items():
            f1.setdefault(level, Count()).add(Count(len(a & b), len(b - a), len(a - b)))
            apart += [(own, level, item, "yes", "no") for item in sorted(a - b)]
            apart += [(own, level, item, "no", "yes") for item in sorted(b - a)]
        found = _paired(one, other)
        pairs += [pair[:2] for pair in found]
        apart += _differences(own, found)
    alpha = {name: _alpha(name, pairs) for name in ALPHAS}
    return Agreement(len(both), sorted(ours.keys() ^ theirs.keys()), f1, alpha, apart)


def _sets(one: Json, other: Json) -> dict[str, tuple[set[str], set[str]]]:
    levels = {}
    for name in ("operations", "agencies"):
        levels[name] = (set(one.get(name, ())), set(other.get(name, ())))
    levels["countries"] = (set(one.get("countries", ())), set(other.get("countries", ())))
    levels["countries with roles"] = (_roles(one), _roles(other))
    levels["figures"] = (_figures(one, ()), _figures(other, ()))
    bounds = ("measure", "low", "high", "unit")
    levels["figures with measure"] = (_figures(one, ("measure",)), _figures(other, ("measure",)))
    levels["figures with bounds"] = (_figures(one, bounds), _figures(other, bounds))
    whole = (*bounds, "qualifier", "role", "places", "substance")
    levels["figures in full"] = (_figures(one, whole), _figures(other, whole))
    levels["outcomes"] = (_rows(one, "outcomes"), _rows(other, "outcomes"))
    levels["conflicts"] = (_rows(one, "conflicts"), _rows(other, "conflicts"))
    return levels


def _roles(gold: Json) -> set[str]:
    return {f"{code} {role}" for code, roles in gold.get("countries", {}).items() for role in roles}


def _number(span: Span, text: str) -> tuple[int, int]:
    number = str(span.attributes["number"])
    start = span.start + max(0, text[span.start : span.end].find(number))
    return start, start + len(number)


def _figures(gold: Json, keys: Sequence[str]) -> set[str]:
    found = set()
    for span in to_spans({"id": gold["id"], "text": gold["text"], "figures": gold["figures"]}).spans:
        start, end = _number(span, gold["text"])
        words = [str({**span.attributes, "measure": span.label}.get(key)) for key in keys]
        found.add(" ".join([f"{gold['text'][start:end]!r} at {start}", *words]))
    return found


def _rows(gold: Json, name: str) -> set[str]:
    keys = ("operation", "measure", "place", "substance", "object", "low", "high", "status", "kind")
    return {" ".join(str(row[key]) for key in keys if row.get(key) is not None) for row in gold.get(name, ())}


Pair = tuple[Json | None, Json | None, str]


def _paired(one: Json, other: Json) -> list[Pair]:
    """The figures of both at every number, and the number."""
    by_number: list[dict[tuple[int, int], Json]] = []
    for gold in (one, other):
        spans = to_spans({"id": gold["id"], "text": gold["text"], "figures": gold["figures"]}).spans
        by_number.append({_number(s, gold["text"]): {**s.attributes, "measure": s.label} for s in spans})
    places = sorted(by_number[0].keys() | by_number[1].keys())
    return [
        (by_number[0].get(at), by_number[1].get(at), f"{one['text'][slice(*at)]!r} at {at[0]}")
        for at in places
    ]


def _differences(own: str, pairs: list[Pair]) -> list[tuple[str, str, str, str, str]]:
    return [
        (own, name, number, _value(a, name), _value(b, name))
        for a, b, number in pairs
        if a is not None and b is not None
        for name in ALPHAS
        if _value(a, name) != _value(b, name)
    ]


def _value(figure: Json | None, name: str) -> str:
    value: Any = None if figure is None else figure.get(name)
    return " ".join(sorted(value)) if isinstance(value, list) else str(value)


def _alpha(name: str, pairs: Sequence[tuple[Json | None, Json | None]]) -> float | None:
    """Krippendorff's alpha, Content Analysis, 2019, chapter 12."""
    import krippendorff

    judged = pairs if name == "measure" else [p for p in pairs if p[0] is not None and p[1] is not None]
    rows = [[_value(pair[side], name) for pair in judged] for side in (0, 1)]
    if len({value for row in rows for value in row}) < 2:
        return None
    codes = {value: code for code, value in enumerate(sorted({v for row in rows for v in row}))}
    numbers = [[codes[value] for value in row] for row in rows]
    return float(krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal"))
