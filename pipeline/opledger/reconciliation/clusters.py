"""Sets of items that grow together, except where that is forbidden. Items are numbers from 0 on."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Sets:
    """Disjoint sets of numbers; the least member stands for its set.

    Args:
        count: how many items there are.
    """

    def __init__(self, count: int) -> None:
        self._up = array("I", range(count))

    def root(self, item: int) -> int:
        """The member that stands for the item's set."""
        above = self._up
        while above[item] != item:
            above[item] = item = above[above[item]]
        return item

    def join(self, a: int, b: int) -> None:
        """Put the sets of two items together."""
        low, high = sorted((self.root(a), self.root(b)))
        self._up[high] = low


class Clusters:
    """Disjoint sets of numbers, some of which have names, and some of which must stay apart.

    Args:
        names: the name of each item, a number, -1 for none; sets without a name in common are never put together, unless forced.
        apart: pairs of items that must not be in one set.

    Example:
        >>> clusters = Clusters(array("i", [5, -1, 7]), [])
        >>> clusters.join(0, 1), clusters.join(1, 2)
        (True, False)
    """

    def __init__(self, names: array[int], apart: Iterable[tuple[int, int]]) -> None:
        self._sets = Sets(len(names))
        # The least name of the set of each member that stands for one, and all names where there are several.
        self._names = names[:]
        self._several: dict[int, frozenset[int]] = {}
        self._foes: dict[int, set[int]] = {}
        self._members: dict[int, list[int]] = {}
        for a, b in apart:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)

    def root(self, item: int) -> int:
        """The member that stands for the item's set."""
        return self._sets.root(item)

    def name(self, item: int) -> int:
        """The name of the item's set, the least of several; -1 if it has none."""
        return self._names[self.root(item)]

    def join(self, a: int, b: int, force: bool = False) -> bool:
        """Put the sets of two items together; false where that is forbidden. ``force`` puts different names together."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return True
        mine, its = self._of(one), self._of(other)
        if mine and its and not mine & its and not force:
            return False
        if self._foes and self._are_foes(one, other):
            return False
        self._sets.join(one, other)
        self._name(self.root(one), mine | its)
        return True

    def _of(self, root: int) -> frozenset[int]:
        name = self._names[root]
        return frozenset() if name < 0 else self._several.get(root) or frozenset((name,))

    def _name(self, root: int, names: frozenset[int]) -> None:
        if names:
            self._names[root] = min(names)
        if len(names) > 1:
            self._several[root] = names

    def _are_foes(self, one: int, other: int) -> bool:
        """Whether two sets must stay apart; if not, they are taken for one from now on."""
        members = self._members.get(one, [one]), self._members.get(other, [other])
        foes = self._foes.get(one, set()), self._foes.get(other, set())
        if foes[0].intersection(members[1]) or foes[1].intersection(members[0]):
            return True
        root = min(one, other)
        self._members[root] = members[0] + members[1]
        if foes[0] or foes[1]:
            self._foes[root] = foes[0] | foes[1]
        return False
