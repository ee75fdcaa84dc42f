"""Which releases report the same operation.

Releases are put together by a user's judgement, by name, by near-copied text, and, where one has no name, by equal
distinctive figures or by clues of the lead. Two different names are put together only where a text or a user says
that they are one, and where a nameless release fits several named operations alike it stays alone.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clusters import Clusters, Sets
from opledger.reconciliation.comparing import Comparing, Here, Pair
from opledger.reconciliation.judged import resolve
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.linkrows import COPY, LinkRows
from opledger.reconciliation.links import ByRelease, Links, Node, Operations
from opledger.reconciliation.ordered import Ordered
from opledger.reconciliation.pairs import Pairs
from opledger.reconciliation.shelf import Shelf
from opledger.reconciliation.uses import same_names, uses

__all__ = ["COPY", "Comparer", "Links", "Node", "link"]

# A nameless release goes to a named operation only if no other one fits nearly as well.
MARGIN = 0.1

# Says where the releases, given in their order, are compared.
Comparer = Callable[[Ordered, Linking], Comparing]


def link(
    shelf: Shelf,
    limits: Linking,
    judgements: Sequence[Judgement] = (),
    copies: Mapping[str, str] | None = None,
    comparer: Comparer = Here,
) -> tuple[Ordered, Links]:
    """Put releases under operations.

    Args:
        shelf: has a dossier for each release.
        limits: thresholds.
        judgements: what a user said, which goes before everything else.
        copies: gives each copied release its original, where the releases do not say so themselves.
        comparer: where pairs are found and weighed; in this process if not given. If elsewhere, dossiers may be light
            (see ``Dossier.light``).
    """
    linker = _Linker(Ordered(shelf, copies), limits, judgements, comparer)
    return linker.line, linker.links()


class _Linker:
    """One run of ``link``."""

    def __init__(
        self, line: Ordered, limits: Linking, judgements: Sequence[Judgement], comparer: Comparer
    ) -> None:
        self.line, self.limits = line, limits
        self.comparing = comparer(line, limits)
        self.judged = resolve(judgements, line)
        self.family = self._families()

    def links(self) -> Links:
        """The result."""
        mains = self.line.mains
        names, use_of = self._uses()
        clusters = Clusters(use_of, [(mains[a], mains[b]) for a, b in self.judged.apart])
        for a, b in self.judged.same:
            clusters.join(mains[a], mains[b], force=True)
        homes: dict[int, list[int]] = {}
        for node, use in enumerate(use_of):
            if use < 0:
                continue
            # More than one home only where a user parted the releases of a name.
            own = homes.setdefault(use, [])
            if not any(clusters.join(home, node) for home in own):
                own.append(node)
        pairs = self._evidence()
        for _, one, other in self._clear(pairs, clusters):
            clusters.join(mains[one], mains[other])
        operations = Operations(self.line, clusters, names)
        rows = LinkRows(self.line, operations, pairs, self.family, self.judged.same, self.comparing)
        return Links(
            operations,
            ByRelease(self.line, self._source),
            rows.rows,
            tuple(self.judged.idle),
            operations.groups,
            operations.of_release,
        )

    def _uses(self) -> tuple[list[str], array[int]]:
        """The uses of names in the order of their texts, and that of each node; -1 where it has no name."""
        line, judged = self.line, self.judged
        standing = same_names(line, judged.same_names, judged.other_names)
        numbers: dict[str, int] = {}
        use_of = array("i", [-1]) * len(line.names)
        for key, nodes in uses(line, standing, self.limits):
            number = numbers.setdefault(key, len(numbers))
            for node in nodes:
                use_of[node] = number
        names = sorted(numbers)
        turn = array("i", [0]) * len(names)
        for at, name in enumerate(names):
            turn[numbers[name]] = at
        return names, array("i", (turn[use] if use >= 0 else -1 for use in use_of))

    def _families(self) -> array[int]:
        """For each release the first of its family of near copies (itself, if it has none)."""
        line = self.line
        sets = Sets(len(line))
        for rank, original in enumerate(line.originals):
            if original >= 0:
                sets.join(rank, original)
        for a, b in self.comparing.copies(lambda one, other: sets.root(one) == sets.root(other)):
            sets.join(a, b)
        first = array("i", [-1]) * len(line)
        for rank in range(len(line)):
            # Of one day, the original goes before what repeats it.
            root = sets.root(rank)
            if first[root] < 0 or rank == line.originals[first[root]]:
                first[root] = rank
        return array("i", (first[sets.root(rank)] for rank in range(len(line))))

    def _source(self, rank: int) -> str:
        """Near copies across publishers are one source: that of the first."""
        first = self.family[rank]
        return self.line.publisher(first) or self.line.id(first)

    def _evidence(self) -> Pairs:
        """Pairs of releases of which at least one is nameless, with the confidence that they are one, best first."""
        nameless = self.line.nameless
        found = Pairs()
        for own, first in enumerate(self.family):
            if own != first and (nameless[own] or nameless[first]):
                found.add(COPY, first, own)
        for pair in self.comparing.pairs():
            found.add(*pair)
        found.sort()
        return found

    def _clear(self, pairs: Pairs, clusters: Clusters) -> Iterator[Pair]:
        """The pairs that link, without those of a nameless release that fits several named operations nearly alike."""
        mains, unclear = self.line.mains, self._unclear(pairs, clusters)
        for confidence, a, b in pairs:
            named = clusters.name(mains[a]) >= 0 or clusters.name(mains[b]) >= 0
            if confidence >= 0.5 and not (named and (unclear[a] or unclear[b])):
                yield confidence, a, b

    def _unclear(self, pairs: Pairs, clusters: Clusters) -> bytearray:
        """Whether the best of the named operations that a nameless release fits is not much better than the next."""
        mains = self.line.mains
        best, mark = array("i", [-1]) * len(self.line), array("d", [0.0]) * len(self.line)
        unclear, decided = bytearray(len(self.line)), bytearray(len(self.line))
        for confidence, a, b in pairs:
            for one, other in ((a, b), (b, a)):
                name = clusters.name(mains[other])
                if name < 0 or clusters.name(mains[one]) >= 0:
                    continue
                if best[one] < 0:
                    best[one], mark[one] = name, confidence
                elif best[one] != name and not decided[one]:
                    decided[one], unclear[one] = True, mark[one] - confidence < MARGIN
        return unclear
