"""A dossier as JSON, and back.

A ledger keeps what linking knows of each release in ``release_workings.dossier``, one object:

- ``original``, ``publisher``, ``day`` (ISO), ``agencies``, ``countries``, ``towns``: as in ``Dossier``;
- ``main`` and ``named``: the operation that the release reports on, and the figures that belong to another one;
- ``small``, ``keys``, ``openings``: figures as ``[measure, unit, value]``;
- ``clues``: names, titled, crimes, aliases, called;
- ``sentences``: hashes of sentences; ``sketch``: the MinHash, as hex;
- ``callers``: ``[id, name, how often]`` for each name of an agency; ``sources``: agencies that figures are said to come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from opledger.reconciliation.clues import Clues
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.naming import Named

PLAIN = ("original", "publisher", "agencies", "countries", "towns", "sentences")
FIGURES = ("keys", "small", "openings")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a ledger keeps of a release for linking.

    ``callers`` says how often the release calls an agency by a name; ``sources`` are the agencies that its figures are said
    to come from.
    """

    dossier: Dossier
    callers: Mapping[tuple[str, str], int]
    sources: tuple[str, ...]


def to_json(kept: Kept) -> dict[str, Any]:
    """The object, of plain JSON types."""
    dossier = kept.dossier
    return {
        **{name: getattr(dossier, name) for name in PLAIN},
        "day": str(dossier.day) if dossier.day else None,
        "main": dossier.named.main,
        "named": dossier.named.figures,
        **{name: [list(key) for key in getattr(dossier, name)] for name in FIGURES},
        "clues": asdict(dossier.clues),
        "sketch": dossier.sketch.hex(),
        "callers": [[*caller, count] for caller, count in sorted(kept.callers.items())],
        "sources": list(kept.sources),
    }


class DossierReader:
    """Reads dossiers; equal parts of them are kept in memory once, for those of all releases are there together."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def read(self, release_id: str, item: Mapping[str, Any]) -> Kept:
        """What was kept of a release.

        Args:
            release_id: the release.
            item: what ``to_json`` gave.
        """
        clues = item["clues"]
        dossier = Dossier(
            release_id=release_id,
            original=item["original"],
            publisher=self._same(item["publisher"]),
            day=self._same(date.fromisoformat(item["day"]) if item["day"] else None),
            named=Named(item["main"], dict(item["named"])),
            **{name: self._tuple(map(self._tuple, item[name])) for name in FIGURES},
            **{name: self._tuple(item[name]) for name in ("agencies", "countries", "towns")},
            clues=Clues(**{f.name: self._tuple(map(self._frozen, clues[f.name])) for f in fields(Clues)}),
            sentences=tuple(item["sentences"]),
            sketch=bytes.fromhex(item["sketch"]),
        )
        callers = Counter({(id_, name): count for id_, name, count in item["callers"]})
        return Kept(dossier, callers, self._tuple(item["sources"]))

    def _same(self, value: Any) -> Any:
        return self._known.setdefault(value, value)

    def _tuple(self, items: Iterable[Any]) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self._same(tuple(self._same(item) for item in items))
        return found

    def _frozen(self, item: Any) -> Any:
        return self._tuple(item) if isinstance(item, list) else item
