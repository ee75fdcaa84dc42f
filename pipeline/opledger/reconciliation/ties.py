"""What linking came to for one release: enough to reconcile its operations in another process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opledger.reconciliation.links import Links
from opledger.reconciliation.naming import Named
from opledger.reconciliation.reconcile import Reconciler


@dataclass(frozen=True, slots=True)
class Tie:
    """How a release is tied to others.

    Args:
        release_id: the release.
        named: its names.
        nodes: its names (None for: none) and the operations that they stand for.
        source: who vouches for it.
        repeats: whether it repeats another release.
    """

    release_id: str
    named: Named
    nodes: dict[str | None, str]
    source: str
    repeats: bool


def tie_of(whole: Reconciler, release_id: str) -> Tie | None:
    """The tie of a release, once all were linked; None of one that takes no part."""
    named = whole.named(release_id)
    if named is None:
        return None
    links = whole.links
    return Tie(
        release_id, named, links.nodes(release_id), links.source[release_id], release_id in whole.repeats
    )


def follow_ties(whole: Reconciler, ties: Sequence[Tie]) -> None:
    """Let a reconciler take what linking came to elsewhere, for some releases: it forgets all others."""
    operation = {(tie.release_id, name): own for tie in ties for name, own in tie.nodes.items()}
    links = Links(operation, {tie.release_id: tie.source for tie in ties})
    named = {tie.release_id: tie.named for tie in ties}
    whole.follow(links, named, {tie.release_id for tie in ties if tie.repeats})
