"""The order of the steps: claims, operations, rows for each release, rows for each operation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.agencies import Agencies
from opledger.patternfiles.schemas.linking import LinkingSection
from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.bodies import named_bodies
from opledger.reconciliation.claims import ClaimMaker
from opledger.reconciliation.clues import ClueFinder
from opledger.reconciliation.comparing import Here
from opledger.reconciliation.corrections import compile_cues, read_corrections
from opledger.reconciliation.dates import release_day
from opledger.reconciliation.dossiers import Dossier, Registry
from opledger.reconciliation.ids import slug
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.linking import Comparer, Links, Node, link
from opledger.reconciliation.lists import listed_countries
from opledger.reconciliation.model import Claim, Reconciled
from opledger.reconciliation.naming import Named, name_release
from opledger.reconciliation.operations import operation_row, taking_part
from opledger.reconciliation.outcomes import Scope, of_operation
from opledger.reconciliation.places import of_one_country
from opledger.reconciliation.sections import mentions_of
from opledger.reconciliation.settle import settle
from opledger.records import Conflict, Figure, Mention, Operation, Outcome, Release


def reconcile(
    releases: Sequence[Release],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    patterns: Patterns,
    judgements: Sequence[Judgement] = (),
) -> Reconciled:
    """One value for each measure and place of each operation, with its evidence, and what clashes.

    Pure: the same content gives the same rows and ids, in whatever order it comes.

    Args:
        releases: the releases; rejected and empty ones take no part.
        mentions: mentions of the releases.
        figures: figures of the releases.
        patterns: the sections ``reconciliation`` and ``linking`` are used.
        judgements: what a user said about which releases are on one operation.

    Example:
        >>> reconcile([], [], [], load_patterns()).outcomes  # doctest: +SKIP
        ()
    """
    found = {r.release_id: Records(r, [], []) for r in releases}
    for mention in mentions:
        found[mention.release_id].mentions.append(mention)
    for figure in figures:
        found[figure.release_id].figures.append(figure)
    reconciler = Reconciler(patterns, judgements)
    for own in found.values():
        reconciler.add(own)
    reconciler.link()
    operations, outcomes, conflicts = [], [], []
    for task in reconciler.tasks():
        rows = reconciler.rows(task, [found[rid] for rid in task.release_ids])
        operations.append(rows.operation)
        outcomes += rows.outcomes
        conflicts += rows.conflicts
    placed = [on_operation(f, reconciler.operation_of(f)) for f in figures]
    return Reconciled(
        tuple(operations),
        tuple(outcomes),
        tuple(conflicts),
        tuple(sorted(placed, key=lambda f: (f.release_id, f.start, f.figure_id))),
        tuple(reconciler.links.rows()),
    )


@dataclass(frozen=True, slots=True)
class Records:
    """A release with its mentions and figures."""

    release: Release
    mentions: list[Mention]
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Task:
    """An operation to be reconciled: its id, the ids of its names, the best first, and its releases."""

    operation_id: str
    names: tuple[str, ...]
    release_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """What an operation comes to."""

    operation: Operation
    outcomes: list[Outcome]
    conflicts: list[Conflict]


class Reconciler:
    """Links and reconciles releases that come one by one and are read again operation by operation, so that those of
    a large collection are never in memory at once.

    ``add`` every release, call ``link``, then ``rows`` for each of ``tasks``.

    Args:
        patterns: the sections ``reconciliation`` and ``linking`` are used.
        judgements: what a user said about which releases are on one operation.
    """

    links: Links

    def __init__(self, patterns: Patterns, judgements: Sequence[Judgement] = ()) -> None:
        self.section = patterns.get(ReconciliationSection)
        words = patterns.get(LinkingSection)
        limits = self.section.linking
        self._finder = ClueFinder(words, patterns.get(Agencies).titles, limits.clue_characters)
        self._programmes = frozenset(map(slug, words.programmes))
        self._registry = Registry(limits)
        self._dossiers: dict[str, Dossier] = {}
        self.repeats: Collection[str] = frozenset()
        self._judgements = judgements
        self._agencies: Counter[tuple[str, str]] = Counter()
        self._cues = compile_cues(self.section.corrections)

    def add(self, found: Records) -> None:
        """Take one release; rejected and empty ones take no part."""
        dossier = self.dossier(found)
        if dossier is not None:
            self.take(dossier, agencies_of(found))

    def dossier(self, found: Records) -> Dossier | None:
        """What linking needs of a release; None of a rejected or empty one."""
        release = found.release
        if release.status != "ok":
            return None
        mentions = sorted(found.mentions, key=_by_place)
        clues = self._finder.find(release, mentions)
        named = name_release(
            release, mentions, found.figures, self.section.linking, clues.called, self._programmes
        )
        return self._registry.dossier(release, named, mentions, found.figures, clues)

    def forget(self) -> None:
        """Forget the equal parts of dossiers made so far, for a caller that keeps the dossiers elsewhere."""
        self._registry = Registry(self.section.linking)

    def shared(self, dossier: Dossier) -> Dossier:
        """A dossier from elsewhere, with parts that equal those of others kept once."""
        return self._registry.shared(dossier)

    def take(self, dossier: Dossier, agencies: Iterable[tuple[str, str]] = ()) -> None:
        """Take a release by its dossier, and the ids and names of the agencies that it mentions."""
        self._dossiers[dossier.release_id] = dossier
        self._agencies.update(agencies)

    def count_agencies(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Take how often agencies were mentioned by which name, counted elsewhere."""
        self._agencies.update(counts)

    def link(self, copies: Mapping[str, str] | None = None, comparer: Comparer = Here) -> None:
        """No more releases come: put them under operations.

        Args:
            copies: gives each copied release its original, where the releases do not say so themselves.
            comparer: where pairs of releases are compared; in this process if not given.
        """
        dossiers = list(self._dossiers.values())
        if copies:
            dossiers = [replace(d, original=copies.get(d.release_id, d.original)) for d in dossiers]
        links = link(dossiers, self.section.linking, self._judgements, comparer)
        originals = {d.release_id for d in dossiers if d.original in self._dossiers}
        self._dossiers = {}
        self.know(agency_names(self._agencies))
        self.follow(links, {d.release_id: d.named for d in dossiers}, originals)

    def know(self, agencies: Mapping[str, str]) -> None:
        """Take the name of each agency, by id, from who saw all releases."""
        self.agencies = agencies
        self.maker = ClaimMaker(self.section, agencies)

    def follow(self, links: Links, named: Mapping[str, Named], repeats: Collection[str]) -> None:
        """Take what linking came to, from ``link`` or from another process.

        Args:
            links: operations and sources.
            named: the names of each release.
            repeats: the releases that repeat another one, which count for nothing by themselves.
        """
        self.links, self._named, self.repeats = links, named, repeats

    def tasks(self) -> list[Task]:
        """The operations, by id."""
        return tasks_of(self.links.operation)

    def named(self, release_id: str) -> Named | None:
        """The names of a release; None where it takes no part."""
        return self._named.get(release_id)

    def operation_of(self, figure: Figure) -> str | None:
        """The operation that a figure belongs to; None where its release takes no part."""
        named = self._named.get(figure.release_id)
        if named is None:
            return None
        return self.links.operation[figure.release_id, named.figures.get(figure.figure_id, named.main)]

    def rows(self, task: Task, records: Sequence[Records]) -> Rows:
        """The rows of an operation: those of each release alone, then those of all together.

        Args:
            task: the operation.
            records: its releases, in the order of ``task.release_ids``.
        """
        return _Run(self, task, records).rows()


class _Run:
    """The rows of one operation."""

    def __init__(self, whole: Reconciler, task: Task, records: Sequence[Records]) -> None:
        self.whole, self.task = whole, task
        self.records = {r.release.release_id: r for r in records}
        self.mentions = {i: sorted(r.mentions, key=_by_place) for i, r in self.records.items()}
        self.lists = {
            i: listed_countries(self.mentions[i], sorted(r.figures, key=_by_start))
            for i, r in self.records.items()
        }
        self.bodies = {
            figure: names
            for i, r in self.records.items()
            for figure, names in named_bodies(self.mentions[i], r.figures).items()
        }

    def rows(self) -> Rows:
        """The rows."""
        releases = [r.release for r in self.records.values()]
        mentions = [
            m
            for rid, own in self.records.items()
            for m in mentions_of(self.task.names, self.whole._named[rid], self.mentions[rid], own.figures)
        ]
        operation = operation_row(self.task.operation_id, self.task.names, releases, mentions)
        outcomes: list[Outcome] = []
        conflicts: list[Conflict] = []
        for rows, clashes in self._rows(operation):
            outcomes += rows
            conflicts += clashes
        return Rows(operation, outcomes, conflicts)

    def _claims(self, release_id: str) -> list[Claim]:
        """The claims of one release on the operation, corrections and idle places seen to."""
        own = self.records[release_id]
        day = str(release_day(own.release, self.mentions[release_id]) or "")
        claims = [
            claim
            for figure in sorted(own.figures, key=_by_start)
            if self.whole.operation_of(figure) == self.task.operation_id
            for claim in self.whole.maker.claims(
                on_operation(figure, self.task.operation_id), own.release, day
            )
        ]
        claims = read_corrections(claims, self.whole._cues)
        return of_one_country(claims) if len(self.whole._named[release_id].all) > 1 else claims

    def _rows(self, operation: Operation) -> list[tuple[list[Outcome], list[Conflict]]]:
        """Rows of each release alone, then of all together; a release that repeats another counts once."""
        by_release = {rid: claims for rid in sorted(self.records) if (claims := self._claims(rid))}
        rows = [self._settle(operation, rid, claims) for rid, claims in by_release.items()]
        if len(rows) == 1:
            outcomes, conflicts = rows[0]
            return [*rows, ([of_operation(o) for o in outcomes], [of_operation(c) for c in conflicts])]
        once = [c for rid, claims in by_release.items() if rid not in self.whole.repeats for c in claims]
        if rows:
            rows.append(self._settle(operation, None, once))
        return rows

    def _settle(
        self, operation: Operation, release_id: str | None, claims: list[Claim]
    ) -> tuple[list[Outcome], list[Conflict]]:
        links = self.whole.links
        scope = Scope(operation.operation_id, release_id, links.source)
        mentions = self.mentions[release_id] if release_id else ()
        participants = taking_part(mentions) if release_id else frozenset(operation.countries)
        return settle(claims, scope, self.whole.section, participants, self.lists, self.bodies)


def _best_first(operation_id: str, names: Counter[str]) -> tuple[str, ...]:
    """The ids of an operation's names: the one that its id is made of, then the most used."""

    def rank(name: str) -> tuple[bool, int, str]:
        own = f"op-{slug(name)}"
        return not (operation_id == own or operation_id.startswith(f"{own}-")), -names[name], name

    # Of "lantern" and "lantern-xiv" the longer one makes the id of the edition.
    return tuple(sorted(sorted(names, key=len, reverse=True), key=rank))


def agency_names(counts: Counter[tuple[str, str]]) -> dict[str, str]:
    """The most frequent name of each agency id."""
    return {id_: name for (id_, name), _ in sorted(counts.items(), key=lambda item: (item[1], item[0]))}


def on_operation(figure: Figure, operation_id: str | None) -> Figure:
    """The figure with its operation; quicker than ``dataclasses.replace``, for there is one call a figure."""
    return Figure(figure.figure_id, figure.release_id, operation_id, *_REST(figure))


def _by_place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.mention_id


def _by_start(figure: Figure) -> tuple[int, str]:
    return figure.start, figure.figure_id


_REST = attrgetter(*Figure.__match_args__[3:])


def agencies_of(found: Records) -> Iterator[tuple[str, str]]:
    """The ids and names of the agencies that a release mentions, one for each mention."""
    return ((m.id, m.name) for m in found.mentions if m.label == "AGENCY")


def tasks_of(operation: Mapping[Node, str]) -> list[Task]:
    """The operations, by id, from the operation of each release and name of it."""
    members: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for (rid, name), operation_id in sorted(operation.items(), key=lambda i: (i[1], i[0][0], i[0][1] or "")):
        members[operation_id][rid] = None
        if name is not None:
            names[operation_id][name] += 1
    return [
        Task(operation_id, _best_first(operation_id, names[operation_id]), tuple(rids))
        for operation_id, rids in members.items()
    ]
