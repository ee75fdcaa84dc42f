"""The order of the steps: claims, operations, rows for each release, rows for each operation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter

from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.claims import ClaimMaker
from opledger.reconciliation.corrections import compile_cues, read_corrections
from opledger.reconciliation.dates import release_day
from opledger.reconciliation.linking import Links, dossier, link
from opledger.reconciliation.lists import listed_countries
from opledger.reconciliation.model import Claim, Reconciled
from opledger.reconciliation.naming import Named, name_release
from opledger.reconciliation.operations import operation_row, taking_part
from opledger.reconciliation.outcomes import Scope, of_operation
from opledger.reconciliation.places import of_one_country
from opledger.reconciliation.settle import settle
from opledger.records import Conflict, Figure, Mention, Operation, Outcome, Release


def reconcile(
    releases: Sequence[Release], mentions: Sequence[Mention], figures: Sequence[Figure], patterns: Patterns
) -> Reconciled:
    """One value for each measure and place of each operation, with its evidence, and what clashes.

    Pure: the same content gives the same rows and ids, in whatever order it comes.

    Args:
        releases: the releases; rejected and empty ones take no part.
        mentions: mentions of the releases.
        figures: figures of the releases.
        patterns: the section ``reconciliation`` is used.

    Example:
        >>> reconcile([], [], [], load_patterns()).outcomes  # doctest: +SKIP
        ()
    """
    return _Run(releases, mentions, figures, patterns.get(ReconciliationSection)).result()


class _Run:
    """One run of ``reconcile``: the records by release, and the links between releases."""

    def __init__(
        self,
        releases: Sequence[Release],
        mentions: Sequence[Mention],
        figures: Sequence[Figure],
        section: ReconciliationSection,
    ) -> None:
        self.section, self.maker = section, ClaimMaker(section, _agency_names(mentions))
        self.cues = compile_cues(section.corrections)
        self.all_figures = sorted(figures, key=lambda f: (f.release_id, f.start, f.figure_id))
        usable = (r for r in releases if r.status == "ok")
        self.releases = {r.release_id: r for r in sorted(usable, key=lambda r: r.release_id)}
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: (m.release_id, m.start, m.end, m.mention_id)):
            self.mentions[mention.release_id].append(mention)
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.all_figures:
            self.figures[figure.release_id].append(figure)
        self.days = {i: str(release_day(r, self.mentions[i]) or "") for i, r in self.releases.items()}
        self.named = {i: self._name(r) for i, r in self.releases.items()}
        self.links = self._link()
        self.lists = {i: listed_countries(self.mentions[i], self.figures[i]) for i in self.releases}

    def _name(self, release: Release) -> Named:
        rid = release.release_id
        return name_release(release, self.mentions[rid], self.figures[rid], self.section.linking)

    def _link(self) -> Links:
        limits = self.section.linking
        return link(
            [
                dossier(r, self.named[i], self.mentions[i], self.figures[i], limits)
                for i, r in self.releases.items()
            ],
            limits,
        )

    def operation_of(self, figure: Figure) -> str | None:
        """The operation that a figure belongs to; None where its release takes no part."""
        named = self.named.get(figure.release_id)
        if named is None:
            return None
        return self.links.operation[figure.release_id, named.figures.get(figure.figure_id, named.main)]

    def result(self) -> Reconciled:
        """All rows."""
        figures = tuple(_on(f, self.operation_of(f)) for f in self.all_figures)
        members: dict[str, dict[str, None]] = defaultdict(dict)
        names: dict[str, str | None] = {}
        for (rid, name), operation_id in sorted(self.links.operation.items(), key=lambda i: (i[1], i[0][0])):
            members[operation_id][rid] = None
            names[operation_id] = names.get(operation_id) or name
        claims: dict[str, list[Claim]] = defaultdict(list)
        for figure in figures:
            if figure.operation_id is not None:
                rid = figure.release_id
                claims[figure.operation_id] += self.maker.claims(figure, self.releases[rid], self.days[rid])
        outcomes: list[Outcome] = []
        conflicts: list[Conflict] = []
        operations = [self._operation(i, names[i], list(members[i])) for i in sorted(members)]
        for operation in operations:
            for rows, clashes in self._rows(operation, claims[operation.operation_id]):
                outcomes += rows
                conflicts += clashes
        return Reconciled(tuple(operations), tuple(outcomes), tuple(conflicts), figures)

    def _operation(self, operation_id: str, name: str | None, ids: list[str]) -> Operation:
        mentions = [m for rid in ids for m in self.mentions[rid]]
        return operation_row(operation_id, name, [self.releases[i] for i in ids], mentions)

    def _rows(self, operation: Operation, claims: list[Claim]) -> list[tuple[list[Outcome], list[Conflict]]]:
        """Rows of each release alone, then of all together; a release that repeats another counts once."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            found[claim.figure.release_id].append(claim)
        by_release = {rid: self._read(rid, own) for rid, own in found.items()}
        rows = [self._settle(operation, rid, by_release[rid]) for rid in sorted(by_release)]
        if len(rows) == 1:
            outcomes, conflicts = rows[0]
            return [*rows, ([of_operation(o) for o in outcomes], [of_operation(c) for c in conflicts])]
        once = [
            c
            for rid in sorted(by_release)
            for c in by_release[rid]
            if c.release.duplicate_of not in self.releases
        ]
        rows.append(self._settle(operation, None, once))
        return rows

    def _read(self, release_id: str, claims: list[Claim]) -> list[Claim]:
        """The claims of one release on one operation, corrections and idle places seen to."""
        claims = read_corrections(claims, self.cues)
        return of_one_country(claims) if len(self.named[release_id].all) > 1 else claims

    def _settle(
        self, operation: Operation, release_id: str | None, claims: list[Claim]
    ) -> tuple[list[Outcome], list[Conflict]]:
        scope = Scope(operation.operation_id, release_id, self.links.family)
        mentions = self.mentions[release_id] if release_id else ()
        participants = taking_part(mentions) if release_id else frozenset(operation.countries)
        return settle(claims, scope, self.section, participants, self.lists)


def _agency_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """The most frequent name of each agency id."""
    counts = Counter((m.id, m.name) for m in mentions if m.label == "AGENCY")
    return {id_: name for (id_, name), _ in sorted(counts.items(), key=lambda item: (item[1], item[0]))}


def _on(figure: Figure, operation_id: str | None) -> Figure:
    """The figure with its operation; quicker than ``dataclasses.replace``, for there is one call a figure."""
    return Figure(figure.figure_id, figure.release_id, operation_id, *_REST(figure))


_REST = attrgetter(*Figure.__match_args__[3:])
