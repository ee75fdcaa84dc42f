"""Which releases mean the same operation by a name: editions and aliases, and bare names used again years later."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clusters import Sets
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import days_apart, disagree
from opledger.reconciliation.ids import digest
from opledger.reconciliation.ordered import Ordered

EDITION = re.compile(r"-(\d{1,4}|[ivxl]+)\Z")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
# With how many of the releases of a name a further one is compared.
LAST = 8

# Who reports on an operation by a name: nodes.
Use = tuple[str, list[int]]


def edition_of(name: str) -> tuple[str, int | None]:
    """The base of a name's id and the number of its edition.

    Example:
        >>> edition_of("operation-lantern-xiv"), edition_of("operation-lantern")
        (('operation-lantern', 14), ('operation-lantern', None))
    """
    found = EDITION.search(name)
    if not found:
        return name, None
    text = found[1]
    return name[: found.start()], int(text) if text.isdigit() else _roman(text)


def _roman(text: str) -> int:
    values = [ROMAN[letter] for letter in text]
    return sum(
        -v if any(v < later for later in values[at + 1 : at + 2]) else v for at, v in enumerate(values)
    )


def same_names(
    line: Ordered, judged: Iterable[tuple[str, str]], apart: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Each name and the one that stands for it: the most used of those that are one.

    Args:
        line: the releases.
        judged: pairs of names that a user calls one.
        apart: pairs of names that a user calls different.
    """
    judged = sorted(judged)
    users = _counts(line)
    known = sorted({*users, *(name for pair in judged for name in pair)})
    number = {name: at for at, name in enumerate(known)}
    forbidden = {frozenset(pair) for pair in apart}
    sets = Sets(len(known))
    spelled: dict[tuple[str, int], str] = {}
    for name in sorted(users):
        base, edition = edition_of(name)
        if edition is not None:
            # XIV and 14.
            sets.join(number[name], number[spelled.setdefault((base, edition), name)])
    told = sorted(pair for pair in line.shelf.aliases if users.keys() >= set(pair))
    for a, b in (*judged, *told):
        editions = {edition_of(a)[1], edition_of(b)[1]} - {None}
        if frozenset((a, b)) not in forbidden and len(editions) < 2:
            sets.join(number[a], number[b])
    groups: dict[int, list[str]] = defaultdict(list)
    for name in known:
        groups[sets.root(number[name])].append(name)
    return {
        name: min(group, key=lambda n: (-users.get(n, 0), n)) for group in groups.values() for name in group
    }


def _counts(line: Ordered) -> dict[str, int]:
    """How many releases use each name; a release fed twice counts once."""
    names = np.frombuffer(line.names, np.int32)
    once = ~np.frombuffer(line.copied, np.bool_)[np.frombuffer(line.holders, np.uint32)]
    counts = np.bincount(names[(names >= 0) & once], minlength=len(line.shelf.names))
    return {line.shelf.names[at] or "": count for at, count in enumerate(counts.tolist())}


def uses(line: Ordered, names: Mapping[str, str], limits: Linking) -> Iterator[Use]:
    """The operations that names stand for: a key, and who reports on it.

    The key is the name, with the year where the name is used again years later.
    """
    users: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for node in range(len(line.names)):
        name = line.name(node)
        if name is not None:
            users[names[name]].append(node)
    finder = _Uses(line, limits)
    finder.give_editions(users)
    for name in sorted(users):
        groups = finder.parted(name, users.pop(name))
        years = Counter(map(finder.year, groups))
        for group in groups:
            year = finder.year(group)
            suffix = "" if len(groups) == 1 else f" {year}"
            if years[year] > 1:
                suffix += f" {digest(line.id(line.holders[group[0]]), size=2)}"
            yield name + suffix, group


class _Uses:
    """Tells the uses of a name apart."""

    def __init__(self, line: Ordered, limits: Linking) -> None:
        self._line, self._limits = line, limits

    def give_editions(self, users: dict[str, array[int]]) -> None:
        """Releases that leave the edition out go to the only edition of those days; in place."""
        editions: dict[str, list[str]] = defaultdict(list)
        for name in users:
            base, number = edition_of(name)
            if number is not None:
                editions[base].append(name)
        bases = sorted(editions.keys() & users.keys())
        held = {name for base in bases for name in editions[base]}
        full = {name: (*users[name][:LAST], *users[name][-LAST:]) for name in held}
        holders = {name: {self._line.holders[node] for node in users[name]} for name in held}
        for base in bases:
            left = array("I")
            for node in users[base]:
                item = self._dossier(node)
                fits = [
                    name
                    for name in sorted(editions[base])
                    if self._line.holders[node] not in holders[name]
                    and any(_near(item, self._dossier(d), self._limits) for d in full[name])
                ]
                (users[fits[0]] if len(fits) == 1 else left).append(node)
            users[base] = left

    def parted(self, name: str, found: Iterable[int]) -> list[list[int]]:
        """The releases of a name, parted where they can't mean one operation; undated ones stay with the first use."""
        # Of one release the names in their order, which is that of its nodes.
        ranked = sorted(found)
        numbered = edition_of(name)[1] is not None
        groups: list[list[int]] = []
        for node in ranked:
            if not self._line.days[self._line.holders[node]] and groups:
                groups[0].append(node)
                continue
            home = next((g for g in reversed(groups) if self._goes_on(g, node, numbered)), None)
            if home is None:
                groups.append([node])
            else:
                home.append(node)
        return groups

    def year(self, group: Sequence[int]) -> str:
        """The first year of a use; empty if none of its releases has a day."""
        days = (int(self._line.days[self._line.holders[node]]) for node in group)
        first = min((day for day in days if day), default=0)
        return str(date.fromordinal(first))[:4] if first else ""

    def _goes_on(self, group: Sequence[int], node: int, numbered: bool) -> bool:
        known = [self._dossier(other) for other in (*group[:1], *group[-LAST:])]
        return _goes_on(known, self._dossier(node), self._limits, numbered)

    def _dossier(self, node: int) -> Dossier:
        return self._line.dossier(self._line.holders[node])


def _near(bare: Dossier, full: Dossier, limits: Linking) -> bool:
    """Whether a release can mean by a bare name what another one names in full."""
    return (
        bool(bare.day and full.day)
        and days_apart(bare, full) <= limits.edition_days
        and not disagree(bare, full)
        and not _strangers(bare, full)
    )


def _goes_on(known: Sequence[Dossier], item: Dossier, limits: Linking, numbered: bool) -> bool:
    """Whether a release of the same name, dated after the first and the last of the others, is on the same operation.

    An edition is named but once, unless years later by strangers.
    """
    gap = days_apart(known[-1], item)
    if numbered:
        return gap <= limits.reuse_days or not all(_strangers(other, item) for other in known)
    if gap > limits.reuse_days:
        return False
    if gap > limits.careful_days and all(disagree(other, item) for other in known):
        return False
    return gap <= limits.days or not all(_strangers(other, item) for other in known)


def _strangers(a: Dossier, b: Dossier) -> bool:
    """Whether two releases name other countries, and share neither an agency nor a figure."""
    return (
        bool(a.countries and b.countries)
        and not set(a.countries) & set(b.countries)
        and not set(a.agencies) & set(b.agencies)
        and not set(a.small) & set(b.small)
    )
