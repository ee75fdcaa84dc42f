"""What is to be kept at hand of a release that was analysed, while what was found in it lies in a file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from opledger.reading import fingerprint
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.reconcile import Reconciler, agencies_of
from opledger.reconciliation.shelf import Filed
from opledger.run.limits import Limits, OutOfTime, within
from opledger.run.rows import fault_of, records_of
from opledger.run.work import Found


@dataclass(frozen=True, slots=True)
class Filing:
    """What whoever makes cards has to know.

    Args:
        packs: pattern packs beside ``core``.
        profile: how vague words are read.
    """

    packs: tuple[str, ...]
    profile: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept at hand of a release.

    Args:
        release_id: the release.
        status, error: its own, after the pipeline.
        print: fingerprint of its text, None where it was not read well.
        dossier: what linking needs, None where it takes no part.
        filed: the same, ready for the shelf.
        agencies: ids and names of the agencies that it mentions.
        fault: why reconciliation can't take it, None if it can.
    """

    release_id: str
    status: str
    error: str | None
    print: str | None = None
    dossier: Dossier | None = None
    agencies: tuple[tuple[str, str], ...] = ()
    fault: str | None = None
    filed: Filed | None = None


def filed(card: Card, maker: Reconciler) -> Card:
    """The card with its dossier ready for the shelf, to be sent to another process."""
    return replace(card, dossier=None, filed=maker.filed(card.dossier)) if card.dossier else card


def card_of(found: Found, maker: Reconciler, limits: Limits) -> Card:
    """The card of a release; a fault in making it is noted on it.

    Args:
        found: the release and what was found in it.
        maker: makes the dossier.
        limits: what that may take.
    """
    release = found.release
    own = release.release_id, release.status, release.error
    mark = fingerprint(release.text) if release.status == "ok" else None
    records = records_of(found)
    try:
        with within(limits):
            dossier = maker.dossier(records)
    except (Exception, OutOfTime) as err:  # any fault: this release is rejected, the rest goes on
        return Card(*own, mark, fault=fault_of(err, limits))
    return Card(*own, mark, dossier, tuple(agencies_of(records)) if dossier else ())
