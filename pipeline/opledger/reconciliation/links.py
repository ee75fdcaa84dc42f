"""What linking came to: the operation of each release, who vouches for it, and why."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from opledger.compact import in_order
from opledger.reconciliation.clusters import Clusters
from opledger.reconciliation.ids import digest, slug
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.ordered import Ordered
from opledger.records import Link

Node = tuple[str, str | None]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Links:
    """The result of linking.

    ``operation`` gives each release and name of it the id of the operation; ``source`` each release who vouches for it: the publisher of
    the first of its family of near copies, else that first one. ``rows`` gives the links with their reasons, ``idle`` the judgements that
    name nothing here; ``groups`` the operations in the order of their ids, each with its releases and names; ``nodes`` the names of a
    release that takes part, each with its operation.
    """

    operation: Mapping[Node, str]
    source: Mapping[str, str]
    rows: Callable[[], Iterator[Link]] = lambda: iter(())
    idle: Sequence[Judgement] = ()
    groups: Callable[[], Iterator[tuple[str, list[Node]]]] = lambda: iter(())
    nodes: Callable[[str], dict[str | None, str]] = lambda _: {}


class ByRelease(Mapping[str, V]):
    """What is made for a release when it is asked for.

    Args:
        line: the releases.
        make: makes it, from the rank of a release.
    """

    def __init__(self, line: Ordered, make: Callable[[int], V]) -> None:
        self._line, self._make = line, make

    def __getitem__(self, release_id: str) -> V:
        rank = self._line.rank(release_id)
        if rank is None:
            raise KeyError(release_id)
        return self._make(rank)

    def __iter__(self) -> Iterator[str]:
        return map(self._line.id, range(len(self._line)))

    def __len__(self) -> int:
        return len(self._line)


class Operations(Mapping[Node, str]):
    """The operation of each release and name of it, made from sets that are no longer changed.

    Args:
        line: the releases.
        clusters: sets of their nodes.
        uses: the texts of the names of sets.
    """

    def __init__(self, line: Ordered, clusters: Clusters, uses: Sequence[str]) -> None:
        self._line, self._uses = line, uses
        roots = array("I", map(clusters.root, range(len(line.names))))
        # The least node of a set stands for it, so operations are numbered in the order of their first nodes.
        first, of = np.unique(np.frombuffer(roots, np.uint32), return_inverse=True)
        self.of = array("I", of.astype(np.uint32).tobytes())
        self._names = array("i", map(clusters.name, first.tolist()))
        self._anchors = self._anchored(len(first))
        self._tails = self._parted()
        members = np.argsort(np.frombuffer(self.of, np.uint32), kind="stable")
        self._members = array("I", members.astype(np.uint32).tobytes())
        counts = np.bincount(np.frombuffer(self.of, np.uint32), minlength=len(first))
        self._starts = array("I", np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32).tobytes())
        self._order = in_order(range(len(first)), self.id)

    def _anchored(self, count: int) -> array[int]:
        """The node by which each operation goes where it has no name: the first that repeats no release that is here."""
        anchors = array("i", [-1]) * count
        held = np.frombuffer(self._line.originals, np.int32)
        for repeating in (False, True):
            for node, operation in enumerate(self.of):
                holder = self._line.holders[node]
                if anchors[operation] < 0 and (held[holder] >= 0) == repeating:
                    anchors[operation] = node
        return anchors

    def _parted(self) -> dict[int, str]:
        """What the ids of operations end with that would have the id of an earlier one: those parted by a user's judgement."""
        hashes = np.fromiter(
            (hash(self._plain_id(own)) for own in range(len(self._names))), np.int64, len(self._names)
        )
        known, counts = np.unique(hashes, return_counts=True)
        several = np.flatnonzero(np.isin(hashes, known[counts > 1]))
        taken: dict[str, int] = {}
        return {
            own: f"-{digest(self._anchor_node(own), size=3)}"
            for own in several.tolist()
            if taken.setdefault(self._plain_id(own), own) != own
        }

    def id(self, operation: int) -> str:
        """The id of an operation: by its name, else by the first release that is no copy."""
        return self._plain_id(operation) + self._tails.get(operation, "")

    def _plain_id(self, operation: int) -> str:
        name = self._names[operation]
        if name >= 0:
            return f"op-{slug(self._uses[name])}"
        return f"op-{digest(self._line.id(self._line.holders[self._anchors[operation]]))}"

    def _anchor_node(self, operation: int) -> str:
        node = self._anchors[operation]
        return f"{self._line.id(self._line.holders[node])}\0{self._line.name(node) or ''}"

    def in_order(self) -> Iterator[tuple[int, array[int]]]:
        """The operations in the order of their ids, each with its nodes."""
        for operation in self._order:
            yield operation, self._members[self._starts[operation] : self._starts[operation + 1]]

    def groups(self) -> Iterator[tuple[str, list[Node]]]:
        """The operations in the order of their ids, each with its releases and names."""
        for operation, nodes in self.in_order():
            yield self.id(operation), [self.node(node) for node in nodes]

    def node(self, number: int) -> Node:
        """The release of a node and its name there."""
        return self._line.id(self._line.holders[number]), self._line.name(number)

    def of_release(self, release_id: str) -> dict[str | None, str]:
        """The names of a release, each with its operation; nothing if it takes no part."""
        rank = self._line.rank(release_id)
        own = () if rank is None else self._line.nodes(rank)
        return {self._line.name(node): self.id(self.of[node]) for node in own}

    def __getitem__(self, node: Node) -> str:
        return self.of_release(node[0])[node[1]]

    def __iter__(self) -> Iterator[Node]:
        return map(self.node, range(len(self._line.names)))

    def __len__(self) -> int:
        return len(self._line.names)
