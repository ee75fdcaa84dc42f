"""Reconciliation over everything found, one faulty release apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from opledger.patternfiles import Patterns
from opledger.reconciliation import Reconciled
from opledger.reconciliation.reconcile import reconcile
from opledger.records import Figure, Mention, Release
from opledger.run.work import Found


class Ledger:
    """What reconciliation takes: the records of all releases, kept small, as all of them are in memory at once.

    ``faulty`` holds the releases that reconciliation can't take, with the reason.

    Example:
        >>> ledger = Ledger()
        >>> ledger.add(Found(release, mentions, figures))  # doctest: +SKIP
    """

    def __init__(self) -> None:
        self.releases: list[Release] = []
        self.mentions: list[Mention] = []
        self.figures: list[Figure] = []
        self.faulty: dict[str, str] = {}
        self._known: dict[Any, Any] = {}

    def add(self, found: Found) -> None:
        """Take one release. What reconciliation has no use for is left behind: texts, and the ids of mentions.

        Mentions keep their order and number, as figures point to them by position.
        """
        self.releases.append(replace(found.release, text="", sha256="", metadata={}))
        self.mentions.extend(self._small_mention(m) for m in found.mentions)
        self.figures.extend(self._small_figure(f) for f in found.figures)

    def close(self, copies: Mapping[str, str]) -> None:
        """No more releases come: ``copies`` gives each copied one its original, and which values are shared is forgotten."""
        self.releases = [
            replace(r, duplicate_of=copies[r.release_id]) if r.release_id in copies else r
            for r in self.releases
        ]
        self._known.clear()

    def empty(self) -> None:
        """Let go of all records."""
        self.releases, self.mentions, self.figures = [], [], []

    def _same(self, value: Any) -> Any:
        """The first value equal to this one: names, units, dates and the like stand in memory once."""
        return self._known.setdefault(value, value)

    def _small_mention(self, mention: Mention) -> Mention:
        return Mention(
            mention_id="",
            release_id=self._same(mention.release_id),
            label=self._same(mention.label),
            start=self._same(mention.start),
            end=self._same(mention.end),
            text=self._same(mention.text),
            name=self._same(mention.name),
            id=self._same(mention.id),
            roles=self._same(mention.roles),
            extras=self._period(mention.extras) if mention.label == "DATE" else _NO_EXTRAS,
        )

    def _period(self, extras: Mapping[str, Any]) -> Mapping[str, Any]:
        """The days of a date, and whether they are those of the event; most dates say neither more nor less."""
        found = tuple(extras.get(name) for name in _PERIOD)
        period: Mapping[str, Any] = self._known.setdefault(
            ("period", *found), dict(zip(_PERIOD, found, strict=True))
        )
        return period

    def _small_figure(self, figure: Figure) -> Figure:
        shared = {name: self._same(getattr(figure, name)) for name in _SHARED}
        extras = {k: v for k, v in figure.extras.items() if v is not None and k not in _OF_THE_FINDER}
        return replace(figure, rule="", extras=extras, **shared)


# What is kept of a date.
_PERIOD = ("start", "end", "event")
_NO_EXTRAS: Mapping[str, Any] = {}

# Columns in which many figures have the same value.
_SHARED = (
    *("release_id", "measure", "alternatives", "qualifier", "unit"),
    *("object", "substance", "places", "role", "sentence"),
)

# Notes that the finder of figures keeps for itself.
_OF_THE_FINDER = frozenset(
    {"classes", "cost", "cues", "elided", "leans", "number", "place_rule", "quoted", "roles", "sentence"}
)


def settle(ledger: Ledger, patterns: Patterns) -> Reconciled:
    """Reconcile a ledger.

    If that raises, each release is tried alone: those that raise are noted as faulty and left out, so that one
    release can't take the batch with it. A fault that no release alone shows is raised.
    """
    try:
        return reconcile(ledger.releases, ledger.mentions, ledger.figures, patterns)
    except Exception:
        ledger.faulty |= _faulty(ledger, patterns)
        if not ledger.faulty:
            raise
    return reconcile(
        [r for r in ledger.releases if r.release_id not in ledger.faulty],
        [m for m in ledger.mentions if m.release_id not in ledger.faulty],
        [f for f in ledger.figures if f.release_id not in ledger.faulty],
        patterns,
    )


def _faulty(ledger: Ledger, patterns: Patterns) -> dict[str, str]:
    mentions: dict[str, list[Mention]] = {r.release_id: [] for r in ledger.releases}
    figures: dict[str, list[Figure]] = {r.release_id: [] for r in ledger.releases}
    for mention in ledger.mentions:
        mentions[mention.release_id].append(mention)
    for figure in ledger.figures:
        figures[figure.release_id].append(figure)
    faulty = {}
    for release in ledger.releases:
        own = release.release_id
        try:
            reconcile([replace(release, duplicate_of=None)], mentions[own], figures[own], patterns)
        except Exception as err:  # any fault: this release is rejected, the rest goes on
            faulty[own] = f"reconciliation failed: {type(err).__name__}: {err}"
    return faulty
