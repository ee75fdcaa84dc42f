"""Sets of items that grow together, except where that is forbidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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


class Clusters:
    """Disjoint sets of strings, some of which have names, and some of which must stay apart.

    Args:
        names: items that have a name; sets without a name in common are never put together, unless forced.
        apart: pairs of items that must not be in one set.

    Example:
        >>> clusters = Clusters({"a": "Dawn", "c": "Dusk"}, [])
        >>> clusters.join("a", "b"), clusters.join("b", "c")
        (True, False)
    """

    def __init__(self, names: Mapping[str, str], apart: Iterable[tuple[str, str]]) -> None:
        self._sets = Sets()
        self._names = {item: frozenset((name,)) for item, name in names.items()}
        self._foes: dict[str, set[str]] = {}
        self._members: dict[str, list[str]] = {}
        for a, b in apart:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)

    def root(self, item: str) -> str:
        """The member that stands for the item's set."""
        return self._sets.root(item)

    def name(self, item: str) -> str | None:
        """The name of the item's set, the least of several."""
        return min(self._names.get(self.root(item), ()), default=None)

    def join(self, a: str, b: str, force: bool = False) -> bool:
        """Put the sets of two items together; false where that is forbidden. ``force`` puts different names together."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return True
        mine, its = self._names.get(one, frozenset()), self._names.get(other, frozenset())
        if mine and its and not mine & its and not force:
            return False
        members = self._members.get(one, [one]), self._members.get(other, [other])
        foes = self._foes.get(one, set()) | self._foes.get(other, set())
        if foes and (
            self._foes.get(one, set()).intersection(members[1])
            or self._foes.get(other, set()).intersection(members[0])
        ):
            return False
        self._sets.join(one, other)
        root = self.root(one)
        if self._foes:
            self._members[root] = members[0] + members[1]
        if foes:
            self._foes[root] = foes
        if mine | its:
            self._names[root] = mine | its
        return True
