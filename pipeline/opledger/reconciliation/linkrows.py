"""The rows of the links table: why each release stands under its operation, and links that may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from opledger.reconciliation.comparing import Comparing
from opledger.reconciliation.evidence import Evidence
from opledger.reconciliation.ids import digest, slug
from opledger.reconciliation.links import Operations
from opledger.reconciliation.ordered import Ordered
from opledger.reconciliation.pairs import Pairs
from opledger.records import Link

COPY, NAME, OTHER_NAME, JUDGED = 0.98, 0.97, 0.9, 1.0


class LinkRows:
    """Makes the rows.

    Args:
        line: the releases.
        operations: where they stand.
        pairs: pairs for which something speaks, the surest first.
        family: for each release the first of its family of near copies.
        judged: pairs that a user put together.
        comparing: says why.
    """

    def __init__(
        self,
        line: Ordered,
        operations: Operations,
        pairs: Pairs,
        family: Sequence[int],
        judged: Iterable[tuple[int, int]],
        comparing: Comparing,
    ) -> None:
        self._line, self._operations, self._pairs = line, operations, pairs
        self._family, self._comparing = family, comparing
        self._judged: dict[int, set[int]] = defaultdict(set)
        for a, b in judged:
            self._judged[a].add(b)
            self._judged[b].add(a)

    def rows(self) -> Iterator[Link]:
        """Why each release stands under its operation, where it is not alone there; then links that may be."""
        best, left = self._sorted_out()
        holders = self._line.holders
        for operation, nodes in self._operations.in_order():
            first, last = holders[nodes[0]], holders[nodes[-1]]
            if first == last:
                continue
            own = self._operations.id(operation)
            second = next(holders[node] for node in nodes if holders[node] != first)
            for node in nodes:
                other = second if holders[node] == first else first
                yield self._row(operation, own, node, other, int(best[holders[node]]))
        for at in left.tolist():
            confidence, a, b = self._pairs[at]
            own = self._operations.id(self._operation(a))
            yield self._link(own, b, a, self._why(a, b, confidence), linked=False)

    def _sorted_out(self) -> tuple[np.ndarray, np.ndarray]:
        """The best pair of each release with one under its operation, and the pairs under two operations, each once."""
        ones, others = self._pairs.ends()
        mains = np.frombuffer(self._operations.of, np.uint32)[np.frombuffer(self._line.mains, np.uint32)]
        same = mains[ones] == mains[others]
        best = np.full(len(self._line), len(self._pairs), np.int64)
        linked = np.flatnonzero(same)
        np.minimum.at(best, ones[linked], linked)
        np.minimum.at(best, others[linked], linked)
        # Near copies may be a pair for their figures too; the first is the surer one.
        left = np.flatnonzero(~same)
        low, high = np.minimum(ones[left], others[left]), np.maximum(ones[left], others[left])
        packed = (low.astype(np.uint64) << np.uint64(32)) | high
        once = np.sort(np.unique(packed, return_index=True)[1])
        return best, left[once]

    def _operation(self, rank: int) -> int:
        return self._operations.of[self._line.mains[rank]]

    def _row(self, operation: int, own: str, node: int, other: int, best: int) -> Link:
        rank, name = self._line.holders[node], self._line.name(node)
        told = self._told(operation, rank)
        if told is not None:
            return self._link(own, rank, told, Evidence("judgement", JUDGED, ("a user's judgement",)))
        if name is not None:
            exact = own.startswith(f"op-{slug(name)}")
            why = Evidence("name", NAME if exact else OTHER_NAME, (f"the release calls it {name}",))
            return self._link(own, rank, None, why)
        if best == len(self._pairs):
            return self._link(own, rank, other, Evidence("figures", 0.5, ()))
        confidence, a, b = self._pairs[best]
        other = a if b == rank else b
        return self._link(own, rank, other, self._why(rank, other, confidence))

    def _told(self, operation: int, rank: int) -> int | None:
        """The first release under the operation that a user put together with this one."""
        friends = sorted(self._judged[rank]) if rank in self._judged else ()
        for friend in friends:
            if any(self._operations.of[node] == operation for node in self._line.nodes(friend)):
                return friend
        return None

    def _why(self, one: int, other: int, confidence: float) -> Evidence:
        if self._family[one] == self._family[other]:
            return Evidence("copy", COPY, ("nearly the same words",))
        return self._comparing.why(one, other) or Evidence("figures", confidence, ())

    def _link(
        self, operation_id: str, rank: int, through: int | None, why: Evidence, linked: bool = True
    ) -> Link:
        own, other = self._line.id(rank), None if through is None else self._line.id(through)
        link_id = f"l-{digest(operation_id, own, other, linked, why.reasons)}"
        return Link(link_id, operation_id, own, other, linked, why.basis, why.confidence, why.reasons)
