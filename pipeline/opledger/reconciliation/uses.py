"""Which releases mean the same operation by a name: editions and aliases, and bare names used again years later."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clusters import Sets
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import days_apart, disagree
from opledger.reconciliation.ids import digest

EDITION = re.compile(r"-(\d{1,4}|[ivxl]+)\Z")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
# With how many of the releases of a name a further one is compared.
LAST = 8

# A release, and the name that it gives an operation.
User = tuple[Dossier, str]
Use = tuple[str, list[User]]


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
    ordered: Sequence[Dossier], judged: Iterable[tuple[str, str]], apart: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Each name and the one that stands for it: the most used of those that are one.

    Args:
        ordered: the dossiers.
        judged: pairs of names that a user calls one.
        apart: pairs of names that a user calls different.
    """
    users = Counter({name: 0 for d in ordered for name in d.named.all if name is not None})
    # A release fed twice counts once.
    users.update(name for d in ordered if d.original is None for name in d.named.all if name is not None)
    forbidden = {frozenset(pair) for pair in apart}
    sets = Sets()
    spelled: dict[tuple[str, int], str] = {}
    for name in sorted(users):
        base, edition = edition_of(name)
        if edition is not None:
            # XIV and 14.
            sets.join(name, spelled.setdefault((base, edition), name))
    told = sorted({pair for d in ordered for pair in d.clues.aliases if users.keys() >= set(pair)})
    for a, b in (*sorted(judged), *told):
        editions = {edition_of(a)[1], edition_of(b)[1]} - {None}
        if frozenset((a, b)) not in forbidden and len(editions) < 2:
            sets.join(a, b)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*users, *(n for pair in judged for n in pair)}):
        groups[sets.root(name)].append(name)
    return {name: min(group, key=lambda n: (-users[n], n)) for group in groups.values() for name in group}


def uses(ordered: Sequence[Dossier], names: Mapping[str, str], limits: Linking) -> Iterator[Use]:
    """The operations that names stand for: a key, and who reports on it, each with the name that it gives it.

    The key is the name, with the year where the name is used again years later.
    """
    users: dict[str, list[User]] = defaultdict(list)
    for item in ordered:
        for name in item.named.all:
            if name is not None:
                users[names[name]].append((item, name))
    _give_editions(users, limits)
    for name in sorted(users):
        groups = _parted(name, users[name], limits) if users[name] else []
        years = Counter(_year(group) for group in groups)
        for group in groups:
            year = _year(group)
            suffix = "" if len(groups) == 1 else f" {year}"
            if years[year] > 1:
                suffix += f" {digest(group[0][0].release_id, size=2)}"
            yield name + suffix, group


def _give_editions(users: dict[str, list[User]], limits: Linking) -> None:
    """Releases that leave the edition out go to the only edition of those days; in place."""
    editions: dict[str, list[str]] = defaultdict(list)
    for name in users:
        base, number = edition_of(name)
        if number is not None:
            editions[base].append(name)
    full = {
        name: (*users[name][:LAST], *users[name][-LAST:]) for found in editions.values() for name in found
    }
    holders = {name: {item.release_id for item, _ in users[name]} for name in full}
    for base in sorted(editions.keys() & users.keys()):
        left = []
        for item, own in users[base]:
            fits = [
                name
                for name in sorted(editions[base])
                if item.release_id not in holders[name] and any(_near(item, d, limits) for d, _ in full[name])
            ]
            if len(fits) == 1:
                users[fits[0]].append((item, own))
            else:
                left.append((item, own))
        users[base] = left


def _near(bare: Dossier, full: Dossier, limits: Linking) -> bool:
    """Whether a release can mean by a bare name what another one names in full."""
    return (
        bool(bare.day and full.day)
        and days_apart(bare, full) <= limits.edition_days
        and not disagree(bare, full)
        and not _strangers(bare, full)
    )


def _parted(name: str, found: Sequence[User], limits: Linking) -> list[list[User]]:
    """The releases of a name, parted where they can't mean one operation; undated ones stay with the first use."""
    ranked = sorted(found, key=lambda user: (user[0].order, user[1]))
    numbered = edition_of(name)[1] is not None
    groups: list[list[User]] = []
    for user in ranked:
        if user[0].day is None and groups:
            groups[0].append(user)
            continue
        home = next((g for g in reversed(groups) if _goes_on(g, user[0], limits, numbered)), None)
        if home is None:
            groups.append([user])
        else:
            home.append(user)
    return groups


def _goes_on(group: Sequence[User], item: Dossier, limits: Linking, numbered: bool) -> bool:
    """Whether a release of the same name, dated after the others, is on the same operation.

    An edition is named but once, unless years later by strangers.
    """
    known = [other for other, _ in (*group[:1], *group[-LAST:])]
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


def _year(group: Sequence[User]) -> str:
    return min((str(item.day) for item, _ in group if item.day), default="")[:4]
