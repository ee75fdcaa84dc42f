"""What makes two releases worth comparing: keys that both have."""

from __future__ import annotations

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.blocking import key_of
from opledger.reconciliation.copies import bands
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import weight_of

# Two equal figures are a key if they tell at least so much together.
TELLING = 1.5


def copy_keys(item: Dossier) -> list[int]:
    """What makes a release worth comparing with another as a copy: sentences, and bands of the sketch."""
    return [*map(key_of, item.sentences), *bands(item.sketch)]


def evidence_keys(item: Dossier, limits: Linking) -> list[int]:
    """What makes a release worth comparing with another: names of the lead, and any two telling figures."""
    return figure_keys(item, limits) + name_keys(item)


def figure_keys(item: Dossier, limits: Linking) -> list[int]:
    """A key for any two telling figures."""
    heaviest = sorted(item.small, key=lambda k: (-weight_of(k), k))[: limits.most_keys]
    weights = [weight_of(k) for k in heaviest]
    return [
        key_of(one, other)
        for at, one in enumerate(heaviest)
        for beyond, other in enumerate(heaviest[at + 1 :], at + 1)
        if weights[at] + weights[beyond] >= TELLING
    ]


def name_keys(item: Dossier) -> list[int]:
    """A key for each name of the lead."""
    return [key_of("name", name) for name in item.clues.names]
