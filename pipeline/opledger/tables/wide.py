"""``wide.csv``: one row an operation and place, a group of columns a measure, for work in spreadsheets.

Only outcomes drawn from all releases on an operation stand in it. Columns ``<measure>_best``, ``_low``, ``_high``
(see :mod:`opledger.tables.estimates`) and ``_status`` hold the total of a measure; where it is kept in several units, each has its
columns (``drugs_seized_kilogram_best``, ``money_seized_EUR_best``). Kinds that are counted apart (cocaine and heroin, phones and
laptops) are not added up, for they can overlap: ``<measure>_kinds`` lists them. There are columns for what occurs.

The row of an operation that has no place is that of the whole; add up either those rows or those with a place.
The file begins with a byte order mark, for Excel to read it as UTF-8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from opledger.tables.about import CURRENCY, About
from opledger.tables.datapackage import Resource
from opledger.tables.estimates import estimate
from opledger.tables.formats.csv import field
from opledger.tables.rows import Row
from opledger.tables.staging import Staging

FILE = "wide.csv"
WHOLE = "all places"

HEAD: dict[str, tuple[str, str]] = {
    "operation_id": ("string", "the operation"),
    "name": ("string", "its name; empty if it has none"),
    "place": ("string", "ISO 3166-1 alpha-3 code; empty for the whole"),
    "place_name": ("string", f"name of the country (ISO 3166-1), or '{WHOLE}'"),
    "start": ("date", "first day on which it took place"),
    "end": ("date", "last day on which it took place"),
    "first_published": ("date", "day of its first release"),
    "releases": ("integer", "how many releases there are on it"),
}

PARTS: dict[str, tuple[str, str]] = {
    "best": ("number", "most likely"),
    "low": ("number", "least that is stated; empty if unbounded"),
    "high": ("number", "most that is stated; empty if unbounded"),
    "status": ("string", "how the value came about"),
}

KINDS = "kinds"

Source = Callable[[str], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one measure in one unit, or of its kinds (``unit`` None)."""

    measure: str
    unit: str | None
    prefix: str

    def columns(self) -> list[str]:
        """Their names."""
        return [f"{self.prefix}_{part}" for part in (PARTS if self.unit is not None else (KINDS,))]


def write_wide(folder: Path, tables: Source, about: About) -> list[Resource]:
    """Write ``wide.csv``.

    Args:
        folder: where it is to be.
        tables: gives the rows of a table; called once or twice for each of ``outcomes``, ``conflicts``, ``figures``, ``operations``.
        about: which units measures have.

    Returns:
        The resource that describes it, with every column.
    """
    with Staging(folder.parent / "wide.staging") as staging:
        groups = _groups(_stage(tables, staging), about)
        with (folder / FILE).open("w", encoding="utf-8-sig", newline="\n") as file:
            names = [*HEAD, *(name for group in groups for name in group.columns())]
            file.write(",".join(map(field, names)) + "\n")
            for operation in tables("operations"):
                for row in _rows(operation, staging, groups):
                    file.write(",".join(map(field, row)) + "\n")
    return [_resource(groups, about)]


def _stage(tables: Source, staging: Staging) -> set[tuple[str, str | None]]:
    """Keep what the rows need under the operation; gives the measures and units that occur."""
    found: set[tuple[str, str | None]] = set()
    for outcome in tables("outcomes"):
        if outcome["release_id"] is None:
            apart = outcome["object"] is not None or outcome["substance"] is not None
            found.add((outcome["measure"], None if apart else outcome["unit"]))
            staging.put("outcome", outcome["operation_id"], outcome)
    for conflict in tables("conflicts"):
        if conflict["release_id"] is None and conflict["kind"] in ("different_values", "parts_exceed_total"):
            staging.put("conflict", conflict["operation_id"], conflict)
            for figure_id in conflict["figures"]:
                staging.put("wanted", figure_id, None)
    for figure in tables("figures"):
        if staging.has("wanted", figure["figure_id"]):
            staging.put(
                "figure", figure["figure_id"], {key: figure[key] for key in ("value", "low", "high", "unit")}
            )
    return found


def _groups(found: set[tuple[str, str | None]], about: About) -> list[Group]:
    """Groups in the order of the measures, then of their units; kinds behind the totals."""
    order = {measure: at for at, measure in enumerate(about.measures)}

    def rank(key: tuple[str, str | None]) -> tuple[Any, ...]:
        measure, unit = key
        units = about.measures[measure].units if measure in order else []
        place = units.index(unit) if unit in units else len(units)
        return order.get(measure, len(order)), measure, unit is None, place, unit or ""

    return [Group(measure, unit, _prefix(measure, unit, about)) for measure, unit in sorted(found, key=rank)]


def _prefix(measure: str, unit: str | None, about: About) -> str:
    """The measure, and its unit where it can have another."""
    known = about.measures.get(measure)
    alone = known is not None and known.units == [unit] and unit != CURRENCY
    return measure if unit is None or alone else f"{measure}_{unit}".replace(" ", "_")


def _rows(operation: Row, staging: Staging, groups: list[Group]) -> Iterator[list[Any]]:
    """The rows of one operation: the whole, then each place."""
    outcomes = list(staging.get("outcome", operation["operation_id"]))
    conflicts = list(staging.get("conflict", operation["operation_id"]))
    cells: dict[str, dict[tuple[str, str | None], list[Any]]] = defaultdict(dict)
    for outcome in outcomes:
        place = outcome["place"] or ""
        key = (outcome["measure"], outcome["unit"])
        if outcome["object"] is None and outcome["substance"] is None:
            cells[place].setdefault(key, [*_estimate(outcome, conflicts, staging), outcome["status"]])
        else:
            cells[place].setdefault((outcome["measure"], None), []).append(_kind(outcome))
    for place in sorted({"", *cells}):
        row = [operation["operation_id"], operation["name"], place or None, _country(place)]
        row += [operation[name] for name in ("start", "end", "first_published")]
        row.append(len(operation["release_ids"]))
        for group in groups:
            found = cells[place].get((group.measure, group.unit))
            if group.unit is None:
                row.append("; ".join(found) if found else None)
            else:
                row += found or [None] * len(PARTS)
        yield row


def _estimate(outcome: Row, conflicts: list[Row], staging: Staging) -> tuple[Any, ...]:
    against = set(outcome["conflicting"])
    if outcome["status"] == "updated" or not against:
        return estimate(outcome)
    clashes = [c for c in conflicts if c["measure"] == outcome["measure"] and against & set(c["figures"])]
    ids = {i for c in clashes if c["kind"] == "different_values" for i in c["figures"]} & against
    rivals = [figure for i in sorted(ids) for figure in staging.get("figure", i)]
    excess = [c["difference"] or 0 for c in clashes if c["kind"] == "parts_exceed_total"]
    return estimate(outcome, [r for r in rivals if r["unit"] == outcome["unit"]], max(excess, default=0))


def _kind(outcome: Row) -> str:
    """One kind in words: "cocaine 1200 kilogram"."""
    names = [name for name in (outcome["substance"], outcome["object"]) if name is not None]
    number = estimate(outcome).best
    return f"{', '.join(dict.fromkeys(names))}: {number} {outcome['unit']}"


@cache
def _country(code: str) -> str:
    if not code:
        return WHOLE
    import pycountry

    found = pycountry.countries.get(alpha_3=code)
    if found is None:
        # In use and not in ISO 3166-1.
        return {"XKX": "Kosovo"}.get(code, code)
    return str(getattr(found, "common_name", found.name))


def _resource(groups: list[Group], about: About) -> Resource:
    fields: list[dict[str, Any]] = [
        {"name": name, "type": kind, "description": meaning} for name, (kind, meaning) in HEAD.items()
    ]
    for group in groups:
        known = about.measures.get(group.measure)
        counts = known.counts if known else group.measure
        if group.unit is None:
            told = f"{counts}: kinds that are counted apart, with the best number of each"
            fields.append({"name": f"{group.prefix}_{KINDS}", "type": "string", "description": told})
            continue
        for name, (part, (kind, meaning)) in zip(group.columns(), PARTS.items(), strict=True):
            unit = {"unit": group.unit} if part != "status" else {}
            fields.append({"name": name, "type": kind, "description": f"{counts}: {meaning}", **unit})
    return {
        "name": "wide",
        "title": "One row an operation and place, a group of columns a measure",
        "type": "table",
        "path": FILE,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": ["operation_id", "place"]},
    }
