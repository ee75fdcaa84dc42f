"""Which releases report the same operation.

Releases are put together by a user's judgement, by name, by near-copied text, and, where one has no name, by equal
distinctive figures or by clues of the lead. Two different names are put together only where a text or a user says
that they are one, and where a nameless release fits several named operations alike it stays alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clusters import Clusters, Sets
from opledger.reconciliation.comparing import Comparing, Here, Pair
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import Evidence, may_be_one
from opledger.reconciliation.ids import digest, slug
from opledger.reconciliation.judgements import Judgement, spelled
from opledger.reconciliation.uses import same_names, uses
from opledger.records import Link

# A nameless release goes to a named operation only if no other one fits nearly as well.
MARGIN = 0.1
COPY, NAME, OTHER_NAME, JUDGED = 0.98, 0.97, 0.9, 1.0

Node = tuple[str, str | None]
# Says where the releases, given in their order, are compared.
Comparer = Callable[[list[Dossier], Linking], Comparing]


@dataclass(frozen=True, slots=True)
class Links:
    """The result.

    ``operation`` gives each release and name of it the id of the operation; ``family`` each release the one that it is a near copy of
    (itself, if of none); ``source`` each release who vouches for it: the publisher of the first of its family, else
    the family. ``rows`` gives the links with their reasons, ``idle`` the judgements that name nothing here.
    """

    operation: Mapping[Node, str]
    family: Mapping[str, str]
    source: Mapping[str, str]
    rows: Callable[[], Iterator[Link]] = lambda: iter(())
    idle: Sequence[Judgement] = ()


def link(
    dossiers: Sequence[Dossier],
    limits: Linking,
    judgements: Sequence[Judgement] = (),
    comparer: Comparer = Here,
) -> Links:
    """Put releases under operations.

    Args:
        dossiers: one for each release, in any order.
        limits: thresholds.
        judgements: what a user said, which goes before everything else.
        comparer: where pairs are found and weighed; in this process if not given. If elsewhere, dossiers may be light
            (see ``Dossier.light``).
    """
    return _Linker(dossiers, limits, judgements, comparer).links()


@dataclass(slots=True)
class _Judged:
    """Judgements as pairs of names, of releases, and of a release and a name."""

    same_names: list[tuple[str, str]] = field(default_factory=list)
    other_names: list[tuple[str, str]] = field(default_factory=list)
    same: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    idle: list[Judgement] = field(default_factory=list)


class _Linker:
    """One run of ``link``. A node is a release's part in one operation: its id and the name it gives it."""

    def __init__(
        self,
        dossiers: Sequence[Dossier],
        limits: Linking,
        judgements: Sequence[Judgement],
        comparer: Comparer,
    ) -> None:
        self.ordered = sorted(dossiers, key=lambda d: d.order)
        self.limits = limits
        self.by_id = {d.release_id: d for d in self.ordered}
        self.rank = {d.release_id: at for at, d in enumerate(self.ordered)}
        self.comparing = comparer(self.ordered, limits)
        self.judged = self._resolve(judgements)
        self.family = self._families()

    def links(self) -> Links:
        """The result."""
        names = same_names(self.ordered, self.judged.same_names, self.judged.other_names)
        use_of = {
            _node(item.release_id, name): key
            for key, group in uses(self.ordered, names, self.limits)
            for item, name in group
        }
        clusters = Clusters(use_of, [(self._main(a), self._main(b)) for a, b in self.judged.apart])
        for a, b in self.judged.same:
            clusters.join(self._main(a), self._main(b), force=True)
        homes: dict[str, list[str]] = defaultdict(list)
        for node in sorted(use_of, key=self._order):
            # More than one home only where a user parted the releases of a name.
            if not any(clusters.join(home, node) for home in homes[use_of[node]]):
                homes[use_of[node]].append(node)
        pairs = self._evidence()
        for _, one, other in self._clear(pairs, clusters):
            clusters.join(self._node(one), self._node(other))
        operation = self._ids(clusters)
        judged = {frozenset(pair) for pair in self.judged.same}
        return Links(
            operation,
            self.family,
            self._sources(),
            lambda: self._rows(operation, pairs, judged),
            tuple(self.judged.idle),
        )

    def _resolve(self, judgements: Sequence[Judgement]) -> _Judged:
        """What judgements mean for these releases; those that name nothing here are idle."""
        found = _Judged()
        if not judgements:
            return found
        releases = {spelled(d.release_id): d.release_id for d in self.ordered}
        users: dict[str, list[str]] = defaultdict(list)
        for item in self.ordered:
            for name in item.named.all:
                if name is not None:
                    users[name].append(item.release_id)
        forms = {form: name for name in sorted(users) for form in (slug(name), _without_lead(slug(name)))}
        forms |= {slug(name): name for name in sorted(users)}
        for judgement in judgements:
            ends = [spelled(judgement.one), spelled(judgement.other)]
            if not all(end in releases or end in forms for end in ends):
                found.idle.append(judgement)
                continue
            one, other = (releases.get(end) for end in ends)
            if one is None and other is None:
                pairs = found.same_names if judgement.same else found.other_names
                pairs.append((forms[ends[0]], forms[ends[1]]))
            elif one is not None and other is not None:
                (found.same if judgement.same else found.apart).append((one, other))
            else:
                own = one or other or ""
                holders = [h for h in users[forms[ends[1] if one else ends[0]]] if h != own]
                if judgement.same:
                    found.same += [(own, holder) for holder in holders[:1]]
                else:
                    found.apart += [(own, holder) for holder in holders]
        return found

    def _families(self) -> dict[str, str]:
        """Each release and the first release of its family of near copies (itself, if it has none)."""
        sets = Sets()
        for item in self.ordered:
            if item.original in self.by_id:
                sets.join(item.release_id, str(item.original))
        for a, b in self.comparing.copies():
            sets.join(self.ordered[a].release_id, self.ordered[b].release_id)
        first: dict[str, str] = {}
        for item in self.ordered:
            # Of one day, the original goes before what repeats it.
            root = sets.root(item.release_id)
            if root not in first or item.release_id == self.by_id[first[root]].original:
                first[root] = item.release_id
        return {d.release_id: first[sets.root(d.release_id)] for d in self.ordered}

    def _sources(self) -> dict[str, str]:
        """Near copies across publishers are one source: that of the first."""
        return {own: self.by_id[first].publisher or first for own, first in self.family.items()}

    def _main(self, release_id: str) -> str:
        return _node(release_id, self.by_id[release_id].named.main)

    def _node(self, rank: int) -> str:
        return self._main(self.ordered[rank].release_id)

    def _order(self, node: str) -> tuple[int, str]:
        release_id, _, name = node.partition("\0")
        return self.rank[release_id], name

    def _evidence(self) -> list[Pair]:
        """Pairs of releases of which at least one is nameless, with the confidence that they are one, best first."""
        found: list[Pair] = []
        for own, first in self.family.items():
            if own != first and may_be_one(self.by_id[own], self.by_id[first]):
                found.append((COPY, self.rank[first], self.rank[own]))
        found += self.comparing.pairs()
        return sorted(found, key=lambda pair: (-pair[0], pair[1:]))

    def _clear(self, pairs: Sequence[Pair], clusters: Clusters) -> Iterator[Pair]:
        """The pairs that link, without those of a nameless release that fits several named operations nearly alike."""
        best: dict[int, dict[str, float]] = defaultdict(dict)
        for confidence, a, b in pairs:
            for one, other in ((a, b), (b, a)):
                name = clusters.name(self._node(other))
                if name is not None and clusters.name(self._node(one)) is None:
                    best[one].setdefault(name, confidence)
        unclear = set()
        for one, fits in best.items():
            top = sorted(fits.values(), reverse=True)
            if len(top) > 1 and top[0] - top[1] < MARGIN:
                unclear.add(one)
        for confidence, a, b in pairs:
            named = [one for one in (a, b) if clusters.name(self._node(one)) is not None]
            if confidence >= 0.5 and not (named and unclear & {a, b}):
                yield confidence, a, b

    def _ids(self, clusters: Clusters) -> dict[Node, str]:
        """The id of each node's operation: by its name, else by the first release that is no copy."""
        nodes = [
            _node(d.release_id, name)
            for d in self.ordered
            for name in (d.named.main, *d.named.figures.values())
        ]
        anchor: dict[str, str] = {}
        for node in sorted(set(nodes), key=lambda n: (self._repeats(n), self._order(n))):
            anchor.setdefault(clusters.root(node), node)
        found: dict[Node, str] = {}
        taken: dict[str, str] = {}
        for node in sorted(set(nodes), key=self._order):
            root = clusters.root(node)
            release_id, _, name = node.partition("\0")
            own = clusters.name(node)
            operation_id = f"op-{slug(own)}" if own else f"op-{digest(anchor[root].partition(chr(0))[0])}"
            if taken.setdefault(operation_id, root) != root:
                # Parted by a user's judgement.
                operation_id += f"-{digest(anchor[root], size=3)}"
            found[release_id, name or None] = operation_id
        return found

    def _repeats(self, node: str) -> bool:
        return self.by_id[node.partition("\0")[0]].original in self.by_id

    def _rows(
        self, operation: Mapping[Node, str], pairs: Sequence[Pair], judged: set[frozenset[str]]
    ) -> Iterator[Link]:
        """Why each release stands under its operation, where it is not alone there; then links that may be."""
        members: dict[str, list[Node]] = defaultdict(list)
        for (release_id, name), operation_id in operation.items():
            members[operation_id].append((release_id, name))
        best: dict[int, Pair] = {}
        # Near copies may be a pair for their figures too; the first is the surer one.
        left: dict[tuple[int, int], Pair] = {}
        for pair in pairs:
            if self._operation(operation, pair[1]) == self._operation(operation, pair[2]):
                best.setdefault(pair[1], pair)
                best.setdefault(pair[2], pair)
            else:
                left.setdefault((min(pair[1:]), max(pair[1:])), pair)
        for operation_id in sorted(members):
            nodes = sorted(members[operation_id], key=lambda n: (self.rank[n[0]], n[1] or ""))
            if len({rid for rid, _ in nodes}) > 1:
                for release_id, name in nodes:
                    yield self._row(operation_id, release_id, name, nodes, best, judged)
        for confidence, a, b in left.values():
            evidence = self._why(a, b, confidence)
            own = self._operation(operation, a)
            yield self._link(
                own, self.ordered[b].release_id, self.ordered[a].release_id, evidence, linked=False
            )

    def _operation(self, operation: Mapping[Node, str], rank: int) -> str:
        item = self.ordered[rank]
        return operation[item.release_id, item.named.main]

    def _row(
        self,
        operation_id: str,
        release_id: str,
        name: str | None,
        nodes: Sequence[Node],
        best: Mapping[int, Pair],
        judged: set[frozenset[str]],
    ) -> Link:
        others = [rid for rid, _ in nodes if rid != release_id]
        told = [rid for rid in others if frozenset((rid, release_id)) in judged]
        pair = best.get(self.rank[release_id])
        if told:
            return self._link(
                operation_id, release_id, told[0], Evidence("judgement", JUDGED, ("a user's judgement",))
            )
        if name is not None:
            exact = operation_id.startswith(f"op-{slug(name)}")
            why = Evidence("name", NAME if exact else OTHER_NAME, (f"the release calls it {name}",))
            return self._link(operation_id, release_id, None, why)
        if pair is None:
            return self._link(operation_id, release_id, others[0], Evidence("figures", 0.5, ()))
        other = pair[1] if pair[2] == self.rank[release_id] else pair[2]
        why = self._why(self.rank[release_id], other, pair[0])
        return self._link(operation_id, release_id, self.ordered[other].release_id, why)

    def _why(self, one: int, other: int, confidence: float) -> Evidence:
        a, b = self.ordered[one], self.ordered[other]
        if self.family[a.release_id] == self.family[b.release_id]:
            return Evidence("copy", COPY, ("nearly the same words",))
        return self.comparing.why(one, other) or Evidence("figures", confidence, ())

    def _link(
        self, operation_id: str, release_id: str, through: str | None, why: Evidence, linked: bool = True
    ) -> Link:
        link_id = f"l-{digest(operation_id, release_id, through, linked, why.reasons)}"
        return Link(
            link_id, operation_id, release_id, through, linked, why.basis, why.confidence, why.reasons
        )


def _node(release_id: str, name: str | None) -> str:
    return f"{release_id}\0{name or ''}"


def _without_lead(name: str) -> str:
    """The slug of a name without its first word, by which users may call it: "Lantern" for "Operation Lantern"."""
    return name.partition("-")[2] or name
