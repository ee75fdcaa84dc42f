"""Which releases report the same operation.

Releases are put together by name, by near-copied text, and, where one has no name, by equal distinctive figures
with a shared country or agency within some weeks. Blocks of shared keys keep this from looking at all pairs.
Two different names are never put together, and where a nameless release fits several named operations it stays alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from zlib import crc32

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.dates import release_day
from opledger.reconciliation.ids import digest, slug
from opledger.reconciliation.naming import Named
from opledger.records import Figure, Mention, Release

NOT_WORD = re.compile(r"[\W_]+")
EDITION = re.compile(r"(?:^|-)(?:\d+|[ivxl]+)$")
# Two totals of one operation, told on different days, differ by less than this factor.
CLOSE = 1.5
# An equal first total of at least this many counts once more.
OPENING = 100
SHARING = frozenset({"participant", "lead", "location"})


@dataclass(frozen=True, slots=True)
class Dossier:
    """What linking knows of one release."""

    release: Release
    named: Named
    keys: frozenset[tuple[str, str, float]]
    actors: frozenset[str]
    openings: Mapping[tuple[str, str], float]
    sentences: frozenset[int]
    day: date | None


@dataclass(frozen=True, slots=True)
class Links:
    """The result: for each release the ids of its operations by name, and the text that it is a near copy of."""

    operation: Mapping[tuple[str, str | None], str]
    family: Mapping[str, str]


class Sets:
    """Disjoint sets of strings; the least member stands for its set."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def root(self, item: str) -> str:
        """The member that stands for the item's set."""
        path = []
        while (above := self._up.get(item, item)) != item:
            path.append(item)
            item = above
        for seen in path:
            self._up[seen] = item
        return item

    def join(self, a: str, b: str) -> None:
        """Put the sets of two items together."""
        low, high = sorted((self.root(a), self.root(b)))
        self._up[high] = low


def dossier(
    release: Release, named: Named, mentions: Sequence[Mention], figures: Sequence[Figure], limits: Linking
) -> Dossier:
    """What linking needs of a release: its distinctive figures, the first total of each measure, who and where,
    and the sentences with figures."""
    openings: dict[tuple[str, str], float] = {}
    for figure in sorted(figures, key=lambda f: (f.start, f.figure_id)):
        if figure.role == "total" and not figure.implicit and figure.value is not None:
            openings.setdefault((figure.measure, figure.unit), float(figure.value))
    keys = frozenset(
        (f.measure, f.unit, float(f.value))
        for f in figures
        if f.role != "background" and not f.implicit and f.value is not None and f.value >= limits.least_value
    )
    actors = frozenset(
        f"{m.label}:{m.id}"
        for m in mentions
        if m.label == "AGENCY" or (m.label == "COUNTRY" and SHARING.intersection(m.roles))
    )
    return Dossier(
        release,
        named,
        keys,
        actors,
        openings,
        _sentence_marks(figures, limits),
        release_day(release, mentions),
    )


def link(dossiers: Sequence[Dossier], limits: Linking) -> Links:
    """Put releases under operations.

    Args:
        dossiers: one for each release, in any order.
        limits: thresholds.
    """
    ordered = sorted(dossiers, key=lambda d: d.release.release_id)
    family = _near_copies(ordered, limits)
    nodes = _named_nodes(ordered, limits)
    _attach_nameless(ordered, nodes, family, limits)
    operation = {
        key: f"op-{slug(node[1:])}" if node.startswith("=") else f"op-{digest(node)}"
        for key, node in nodes.items()
    }
    return Links(operation, family)


def _named_nodes(ordered: Sequence[Dossier], limits: Linking) -> dict[tuple[str, str | None], str]:
    """A node for each (release, name): "=name" for named ones, with the year where a name is used again years later;
    the release's own id for nameless ones."""
    nodes: dict[tuple[str, str | None], str] = {}
    users: dict[str, list[Dossier]] = defaultdict(list)
    for item in ordered:
        for name in item.named.all:
            if name is None:
                nodes[item.release.release_id, None] = item.release.release_id
            else:
                users[name].append(item)
    for name, items in users.items():
        for suffix, group in _by_use(name, items, limits):
            for item in group:
                nodes[item.release.release_id, name] = f"={name}{suffix}"
    return nodes


def _by_use(name: str, items: Sequence[Dossier], limits: Linking) -> Iterator[tuple[str, list[Dossier]]]:
    """The releases of a name, parted where years lie between them; undated ones stay with the first use."""
    dated = sorted((i for i in items if i.day), key=lambda i: (str(i.day), i.release.release_id))
    undated = [i for i in items if not i.day]
    groups: list[list[Dossier]] = []
    for item in dated:
        day = item.day
        last = groups[-1][-1].day if groups else None
        close = day and last and (day - last).days <= limits.reuse_days
        if groups and (close or EDITION.search(name)):
            groups[-1].append(item)
        else:
            groups.append([item])
    groups = groups or [[]]
    groups[0] += undated
    for group in groups:
        first = min((str(i.day) for i in group if i.day), default="")
        yield ("" if len(groups) == 1 else f" {first[:4]}"), group


def _near_copies(ordered: Sequence[Dossier], limits: Linking) -> dict[str, str]:
    """Each release and the least release of its family of near copies (itself, if it has none)."""
    holders: dict[int, list[str]] = defaultdict(list)
    size: dict[str, int] = {}
    for item in ordered:
        size[item.release.release_id] = len(item.sentences)
        for mark in sorted(item.sentences):
            holders[mark].append(item.release.release_id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in holders.values():
        # A sentence that many releases have is boilerplate.
        if 1 < len(ids) <= limits.most_releases:
            for pair in combinations(ids, 2):
                shared[pair] += 1
    sets = Sets()
    for item in ordered:
        if item.release.duplicate_of:
            sets.join(item.release.release_id, item.release.duplicate_of)
    for (a, b), count in sorted(shared.items()):
        if count >= 2 and count >= limits.sentences * min(size[a], size[b]):
            sets.join(a, b)
    return {i.release.release_id: sets.root(i.release.release_id) for i in ordered}


def _sentence_marks(figures: Sequence[Figure], limits: Linking) -> frozenset[int]:
    """Hashes of the sentences that have figures: of copied texts, most of these are the same."""
    marks = set()
    for sentence in {f.sentence for f in figures}:
        words = NOT_WORD.sub(" ", sentence).casefold().strip()
        if words.count(" ") + 1 >= limits.sentence_words:
            marks.add(crc32(words.encode()))
    return frozenset(marks)


def _attach_nameless(
    ordered: Sequence[Dossier],
    nodes: dict[tuple[str, str | None], str],
    family: Mapping[str, str],
    limits: Linking,
) -> None:
    """Join nameless releases with one another and with the only named operation that fits; in place."""
    main = {d.release.release_id: nodes[d.release.release_id, d.named.main] for d in ordered}
    nameless = {d.release.release_id for d in ordered if d.named.main is None}
    pairs = {tuple(sorted(p)) for p in _alike(ordered, limits)}
    for item in ordered:
        rid = item.release.release_id
        pairs |= {tuple(sorted((rid, family[rid])))} if family[rid] in main and family[rid] != rid else set()
    sets = Sets()
    for a, b in sorted(pairs):
        if a in nameless and b in nameless:
            sets.join(a, b)
    candidates: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        for one, other in ((a, b), (b, a)):
            if one in nameless and other not in nameless:
                candidates[sets.root(one)].add(main[other])
    for rid in sorted(nameless):
        root = sets.root(rid)
        fits = candidates.get(root, set())
        nodes[rid, None] = next(iter(fits)) if len(fits) == 1 else root


def _alike(ordered: Sequence[Dossier], limits: Linking) -> Iterator[tuple[str, str]]:
    """Pairs of releases, one of them nameless, that share enough distinctive figures, actors and days."""
    by_id = {d.release.release_id: d for d in ordered}
    holders: dict[tuple[str, str, float], list[str]] = defaultdict(list)
    for item in ordered:
        for key in item.keys:
            holders[key].append(item.release.release_id)
    shared: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (_, _, value), ids in holders.items():
        if 1 < len(ids) <= limits.most_releases:
            weight = _weight(value)
            for pair in combinations(ids, 2):
                shared[pair].append(weight)
    for (a, b), weights in shared.items():
        if len(weights) < limits.figures:
            continue
        one, other = by_id[a], by_id[b]
        if one.named.main is not None and other.named.main is not None:
            continue
        if _compatible(one, other, len(weights), sum(weights), limits):
            yield a, b


def _weight(value: float) -> float:
    """How much an equal figure tells: half for one significant digit below ten, more for each digit."""
    digits = len(f"{value:.9e}".split("e")[0].replace(".", "").rstrip("0"))
    return 0.5 if value < 10 else min(max(digits, 2), 4) / 2


def _compatible(a: Dossier, b: Dossier, shared: int, weight: float, limits: Linking) -> bool:
    """Whether the actors, the days and the first totals of two releases allow them to be of one operation."""
    both = a.openings.keys() & b.openings.keys()
    close = sum(_close(a.openings[key], b.openings[key]) for key in both)
    if len(a.actors & b.actors) < limits.agencies_or_countries or close <= len(both) - close:
        return False
    share = shared / min(len(a.keys), len(b.keys))
    apart = abs((a.day - b.day).days) if a.day and b.day else 0
    if apart > limits.days:
        return apart <= limits.many_days and weight >= limits.many_weight and share >= limits.many_share
    # What both tell first, to three digits and more, is no coincidence.
    weight += any(a.openings[key] == b.openings[key] >= OPENING for key in both)
    return weight >= limits.weight and share >= limits.share


def _close(x: float, y: float) -> bool:
    """Whether two totals can be of the same thing, counted on different days or rounded."""
    return min(x, y) * CLOSE >= max(x, y)
