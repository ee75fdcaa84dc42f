"""Short ways to write releases, mentions and figures in tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any

from opledger.patternfiles import Patterns, load_patterns
from opledger.reconciliation import Reconciled, reconcile
from opledger.records import Conflict, Figure, Mention, Outcome, Release

UNITS = {
    "searches": "search",
    "countries_participating": "country",
    "drugs_seized": "kilogram",
    "money_seized": "EUR",
}
UNITS |= {"checks": "check", "goods_value": "EUR", "sites_taken_down": "site", "accounts_frozen": "account"}
PEOPLE = ("arrests", "charges", "victims_safeguarded", "officers_deployed", "suspects_identified")
UNITS |= dict.fromkeys(PEOPLE, "person")

_starts = count(100, 100)


@cache
def patterns() -> Patterns:
    """The core patterns."""
    return load_patterns()


def release(release_id: str = "r1", published: str | None = "2024-05-02", **columns: Any) -> Release:
    """A release without text, as reconciliation gets it."""
    base = {
        "path": f"{release_id}.txt",
        "title": None,
        "publisher": None,
        "language": "en",
        "sha256": release_id,
    }
    return Release(release_id=release_id, published=published, text="", **{**base, **columns})


def bounds(qualifier: str, value: float | None) -> tuple[float | None, float | None]:
    """Low and high of a stated value."""
    if qualifier in ("more_than", "at_least", "vague"):
        return value, None
    if qualifier in ("less_than", "at_most"):
        return None, value
    return value, value


def fig(measure: str, value: float | None, qualifier: str = "exact", rel: str = "r1", **more: Any) -> Figure:
    """A figure; keys that are no columns go into ``extras``."""
    low, high = bounds(qualifier, value)
    start = more.pop("start", None) or next(_starts)
    columns: dict[str, Any] = {
        "figure_id": more.pop("id", f"{rel}:{start}"),
        "release_id": rel,
        "operation_id": None,
        "measure": measure,
        "alternatives": tuple(more.pop("alternatives", ())),
        "value": None if qualifier in ("vague", "range") else value,
        "low": more.pop("low", low),
        "high": more.pop("high", high),
        "qualifier": qualifier,
        "unit": more.pop("unit", UNITS.get(measure, "item")),
        "places": tuple(more.pop("places", ())),
        "start": start,
        "end": start + 10,
        "text": more.pop("text", f"{qualifier} {value}"),
    }
    defaults = {"object": None, "substance": None, "role": "total", "part_of": None, "sentence": f"s{start}"}
    defaults |= {"repeat_of": None, "implicit": False, "rule": "test"}
    columns |= {name: more.pop(name, value) for name, value in defaults.items()}
    return Figure(**columns, extras=more)


def mention(label: str, name: str, rel: str = "r1", start: int = 0, **more: Any) -> Mention:
    """A mention; its id is the name unless given. ``days`` gives a DATE its first and last day."""
    if "days" in more:
        more["extras"] = dict(zip(("start", "end"), more.pop("days"), strict=True))
    return Mention(
        mention_id=more.pop("mention_id", f"{rel}:{label}:{start}:{name}"),
        release_id=rel,
        label=label,
        start=start,
        end=start + len(name),
        text=name,
        name=name,
        id=more.pop("id", name.lower().replace(" ", "-")),
        roles=tuple(more.pop("roles", ())),
        extras=more.pop("extras", {}),
    )


def run(
    figures: Iterable[Figure], releases: Iterable[Release] = (), mentions: Iterable[Mention] = ()
) -> Reconciled:
    """Reconcile, with one plain release for every release id that has figures and was not given."""
    figures, known = list(figures), {r.release_id: r for r in releases}
    for figure in figures:
        known.setdefault(figure.release_id, release(figure.release_id))
    return reconcile(list(known.values()), list(mentions), figures, patterns())


def alone(result: Reconciled, rel: str = "r1") -> list[Outcome]:
    """The outcomes of one release alone."""
    return [o for o in result.outcomes if o.release_id == rel]


def together(result: Reconciled) -> list[Outcome]:
    """The outcomes drawn from all releases on an operation."""
    return [o for o in result.outcomes if o.release_id is None]


def clashes(result: Reconciled, rel: str | None = "r1") -> list[tuple[str, str]]:
    """Kind and measure of the conflicts of one release (None: of operations)."""
    return sorted((c.kind, c.measure) for c in result.conflicts if c.release_id == rel)


def conflict(result: Reconciled, kind: str) -> Conflict:
    """The only conflict of a kind inside a release."""
    (found,) = [c for c in result.conflicts if c.kind == kind and c.release_id is not None]
    return found
