"""The dossiers of all releases of a collection, in files aside: in memory is less than a hundred bytes of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from opledger.compact import Numbered, Texts
from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.pile import Pile
from opledger.reconciliation.blocking import Keys
from opledger.reconciliation.dossiers import Dossier, packed, unpacked
from opledger.reconciliation.keys import copy_keys, figure_keys, name_keys

# Up to so many bytes of dossiers there is no file; so many dossiers are at hand.
IN_MEMORY, AT_HAND = 2_000_000, 1_000
UNDATED, ABSENT = 0, -1


@dataclass(frozen=True, slots=True)
class Filed:
    """A dossier ready for the shelf, made wherever the dossier was.

    Args:
        release_id, original, publisher: as in the dossier.
        day: the number of its day, ``UNDATED`` if it has none.
        names: its names, None for: none; the main one first.
        plain: whether all of its figures belong to the main one.
        aliases: pairs of names that it calls one.
        copy_keys, name_keys, figure_keys: see ``keys``.
        packed: the dossier.
    """

    release_id: str
    original: str | None
    publisher: str | None
    day: int
    names: tuple[str | None, ...]
    plain: bool
    aliases: tuple[tuple[str, str], ...]
    copy_keys: array[int]
    name_keys: array[int]
    figure_keys: array[int]
    packed: bytes


def file(item: Dossier, limits: Linking) -> Filed:
    """Make a dossier ready for the shelf."""
    return Filed(
        item.release_id,
        item.original,
        item.publisher,
        item.day.toordinal() if item.day else UNDATED,
        item.named.all,
        not item.named.figures,
        item.clues.aliases,
        array("Q", copy_keys(item)),
        array("Q", name_keys(item)),
        array("Q", figure_keys(item, limits)),
        packed(item),
    )


class Shelf:
    """Takes dossiers one by one. Releases are told by their number, in the order in which they came.

    Args:
        folder: where the files lie; the system's temporary folder if not given.

    Example:
        >>> shelf = Shelf()
        >>> shelf.add(file(dossier, limits))  # doctest: +SKIP
        0
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.ids = Texts()
        self.names = Numbered()
        self.aliases: set[tuple[str, str]] = set()
        self.originals: dict[int, str] = {}
        self.copy_keys, self.name_keys, self.figure_keys = Keys(folder), Keys(folder), Keys(folder)
        self.days = array("i")
        self.plain = bytearray()
        self._publishers, self._publisher = Numbered(), array("i")
        # The names of all releases, and where in these those of each end.
        self._named, self._ends = array("i"), array("I")
        self._places = array("Q")
        self._pile = Pile(folder, IN_MEMORY)
        self.dossier = lru_cache(maxsize=AT_HAND)(self._dossier)

    def add(self, item: Filed) -> int:
        """Take the dossier of a release."""
        number = self._line(item.release_id, item.day, item.plain, self._pile.add(item.packed))
        self._named.extend(map(self.names.number, item.names))
        self._ends.append(len(self._named))
        self._publisher.append(self._publishers.number(item.publisher))
        self.aliases.update(item.aliases)
        if item.original is not None:
            self.originals[number] = item.original
        self.copy_keys.add(number, item.copy_keys)
        self.name_keys.add(number, item.name_keys)
        self.figure_keys.add(number, item.figure_keys)
        return number

    def skip(self, release_id: str) -> int:
        """Number a release that takes no part."""
        self._ends.append(len(self._named))
        self._publisher.append(-1)
        return self._line(release_id, ABSENT, True, 0)

    def _line(self, release_id: str, day: int, plain: bool, place: int) -> int:
        self.days.append(day)
        self.plain.append(plain)
        self._places.append(place)
        return self.ids.add(release_id)

    def __len__(self) -> int:
        return len(self.ids)

    def taking_part(self) -> Iterator[int]:
        """The releases that take part."""
        return (number for number, day in enumerate(self.days) if day != ABSENT)

    def order(self, number: int) -> tuple[int, str]:
        """Sort key: the day, the undated last, then the id."""
        return self.days[number] or date.max.toordinal(), self.ids[number]

    def names_of(self, number: int) -> array[int]:
        """The numbers of the names of a release, the main one first."""
        return self._named[self._ends[number - 1] if number else 0 : self._ends[number]]

    def publisher(self, number: int) -> str | None:
        """Who put a release out."""
        return self._publishers[self._publisher[number]]

    def close(self) -> None:
        """Give the space back."""
        self._pile.close()
        for keys in (self.copy_keys, self.name_keys, self.figure_keys):
            keys.close()

    def _dossier(self, number: int) -> Dossier:
        return unpacked(self._pile.at(self._places[number]))
