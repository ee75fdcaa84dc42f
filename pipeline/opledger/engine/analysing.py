"""A shard through the pipeline, in a worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from opledger.engine.store import Store
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.naming import Named
from opledger.reconciliation.reconcile import Reconciler
from opledger.records import Release
from opledger.run.decisions import Account, Decisions, ready
from opledger.run.filing import card_of
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.work import Found, analyse_all
from opledger.steps import Steps, load_steps

if TYPE_CHECKING:
    from opledger.patternfiles import Patterns

# Where decisions lie among the shared files.
DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Setting:
    """What every worker has to know.

    Args:
        folder: the shared folder.
        packs: pattern packs beside ``core``.
        profile: how vague words are read.
        limits: what one release may take.
        decided: whether a reviewer's decisions lie in the folder.
    """

    folder: str
    packs: tuple[str, ...] = ()
    profile: str | None = None
    limits: Limits = UNLIMITED
    decided: bool = False

    @property
    def store(self) -> Store:
        """The shared files."""
        return Store(self.folder)

    @property
    def patterns(self) -> Patterns:
        """The patterns, loaded once a process."""
        return _patterns(self.packs, self.profile)

    @property
    def decisions(self) -> Decisions | None:
        """A reviewer's decisions, if there are any; one account of them a process."""
        return _decisions(self) if self.decided else None


@dataclass(frozen=True, slots=True)
class Cards:
    """What the driver has to know of the releases of a shard, in their order.

    Args:
        places: where what was found in each release begins.
        dossiers: the light dossiers, None of releases that take no part in reconciliation.
        prints: release id and fingerprint of each release that was read well.
        agencies: how often each agency is called what.
        faulty: releases that reconciliation can't take, with the reason.
        obeyed: what became of a reviewer's decisions, if there are any.
    """

    places: list[int]
    dossiers: list[Dossier | None]
    prints: list[tuple[str, str]]
    agencies: Counter[tuple[str, str]]
    faulty: dict[str, str]
    obeyed: Account | None = None


def analyse_shard(shard: int, setting: Setting) -> int:
    """Analyse the releases of a shard; what was found, dossiers and cards are kept as files.

    Returns:
        How many releases it has.
    """
    releases: list[Release] = setting.store.read("releases", shard)
    with closing(analyse_all(releases, _steps(setting.packs, setting.profile), setting.limits)) as analysed:
        return keep(shard, analysed, setting)


def keep(shard: int, analysed: Iterable[Found], setting: Setting) -> int:
    """Keep what was found in the releases of a shard."""
    store, maker = setting.store, _reconciler(setting.packs, setting.profile)
    decisions = setting.decisions
    if decisions:
        decisions.handed_over()  # what a shard told that came to nothing
    cards = Cards([], [], [], Counter(), {})
    dossiers: list[Dossier | None] = []

    def filed() -> Iterator[tuple[Found, Named | None]]:
        for each in analysed:
            found = decisions.apply(each) if decisions else each
            dossier = _file(found, maker, cards, setting.limits)
            dossiers.append(dossier)
            yield found, dossier.named if dossier else None

    cards.places.extend(store.write_many("found", shard, filed()))
    cards.dossiers.extend(d and d.light() for d in dossiers)
    store.write_many("dossiers", shard, dossiers)
    # The cards come last: where they are, the shard is done.
    store.write("cards", shard, replace(cards, obeyed=decisions.handed_over() if decisions else None))
    return len(dossiers)


def _file(found: Found, maker: Reconciler, cards: Cards, limits: Limits) -> Dossier | None:
    """The dossier of a release; what the driver has to know beside it is noted."""
    card = card_of(found, maker, limits)
    if card.print is not None:
        cards.prints.append((card.release_id, card.print))
    if card.fault is not None:
        cards.faulty[card.release_id] = card.fault
    cards.agencies.update(card.agencies)
    return card.dossier


def analyser(setting: Setting) -> partial[int]:
    """``analyse_shard`` as a function of the shard."""
    return partial(analyse_shard, setting=setting)


@lru_cache(maxsize=1)
def _steps(packs: Sequence[str], profile: str | None) -> Steps:
    return load_steps(packs, profile)


@lru_cache(maxsize=1)
def _patterns(packs: Sequence[str], profile: str | None) -> Patterns:
    from opledger.patternfiles import load_patterns

    return load_patterns(packs, profile)


@lru_cache(maxsize=1)
def _decisions(setting: Setting) -> Decisions:
    return ready(setting.store.read(DECISIONS, 0), setting.patterns)


@lru_cache(maxsize=1)
def _reconciler(packs: Sequence[str], profile: str | None) -> Reconciler:
    return Reconciler(_patterns(packs, profile))
