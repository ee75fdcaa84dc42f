"""Ids of operations that stay, whatever comes later.

Linking names an operation by what it knows at the time; what comes later can change that: an earlier release, a name, a judgement.
The ledger's ids do not change: an operation keeps its id as long as any of its releases stand under it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from opledger.reconciliation.ids import digest
from opledger.reconciliation.links import Node


@dataclass(frozen=True, slots=True)
class Standing:
    """An operation as the ledger has it: when it came in relation to others, and the releases and names under it."""

    born: int
    nodes: tuple[Node, ...]


@dataclass(slots=True)
class Ids:
    """Which id each operation has in the ledger.

    ``ledger`` gives it by the id that linking gave; ``merged`` gives operations that are one with an older one, by whose id they go
    now; ``gone`` are those with nothing left under them; ``new`` those that the ledger did not have.
    """

    ledger: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def assign(
    clusters: Mapping[str, Sequence[Node]], standing: Mapping[str, Standing], former: Collection[str] = ()
) -> Ids:
    """Give each operation its id.

    An operation that was there goes with most of what stood under it; of several in one place the oldest gives its id.

    Args:
        clusters: what linking found: an id, and the releases and names under it.
        standing: the operations of the ledger.
        former: ids that are no longer used, since they were merged.

    Example:
        >>> one = Standing(1, (("a", None),))
        >>> assign({"op-lantern": [("a", "lantern"), ("b", "lantern")]}, {"op-1f": one}).ledger
        {'op-lantern': 'op-1f'}
    """
    found = Ids()
    heirs = _heirs(clusters, standing)
    claims: dict[str, list[str]] = defaultdict(list)
    for own in sorted(standing, key=lambda own: (standing[own].born, own)):
        if own in heirs:
            claims[heirs[own]].append(own)
        else:
            found.gone.append(own)
    taken = set(standing)
    for cluster in sorted(clusters):
        if cluster in claims:
            own, *others = claims[cluster]
            found.merged |= dict.fromkeys(others, own)
        else:
            own = _fresh(cluster, clusters[cluster], taken | (set(former) - {cluster}))
            found.new.append(own)
            taken.add(own)
        found.ledger[cluster] = own
    return found


def _heirs(clusters: Mapping[str, Sequence[Node]], standing: Mapping[str, Standing]) -> dict[str, str]:
    """Each operation of the ledger and the cluster that has most of it; none where nothing is left of it."""
    home = {node: cluster for cluster, nodes in clusters.items() for node in nodes}
    homes: dict[str, set[str]] = defaultdict(set)
    for (release_id, _), cluster in home.items():
        homes[release_id].add(cluster)
    heirs = {}
    for own, item in standing.items():
        votes: Counter[str] = Counter()
        for node in item.nodes:
            if node in home:
                votes[home[node]] += 1
            elif len(homes.get(node[0], ())) == 1:
                # What was found in the release has changed, and the name with it.
                votes[min(homes[node[0]])] += 1
        if votes:
            heirs[own] = min(votes, key=lambda cluster: (-votes[cluster], cluster))
    return heirs


def _fresh(wanted: str, nodes: Sequence[Node], taken: Collection[str]) -> str:
    """An id that no other operation has."""
    own, size = wanted, 3
    while own in taken:
        own, size = f"{wanted}-{digest(min(rid for rid, _ in nodes), size=size)}", size + 3
    return own
