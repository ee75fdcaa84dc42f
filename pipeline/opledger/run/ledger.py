"""Reconciliation over everything found, one faulty release apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from opledger.patternfiles import Patterns
from opledger.reconciliation import Reconciled
from opledger.reconciliation.reconcile import reconcile
from opledger.records import Figure, Mention, Release
from opledger.run.work import Found


@dataclass(slots=True)
class Ledger:
    """What reconciliation takes: the records of all releases, and the releases that it can't take with the reason."""

    releases: list[Release] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    faulty: dict[str, str] = field(default_factory=dict)

    def add(self, found: Found, duplicate_of: str | None) -> None:
        """Take one release; what reconciliation has no use for is left behind."""
        self.releases.append(replace(found.release, metadata={}, duplicate_of=duplicate_of))
        self.mentions.extend(found.mentions)
        self.figures.extend(found.figures)


def collect(everything: Iterable[Found], copies: Mapping[str, str]) -> Ledger:
    """A ledger of all that was found; ``copies`` gives each copied release its original."""
    ledger = Ledger()
    for found in everything:
        ledger.add(found, copies.get(found.release.release_id))
    return ledger


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
