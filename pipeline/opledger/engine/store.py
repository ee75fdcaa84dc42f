"""Files that driver and workers share: written aside and renamed, so that each is whole or not there.

A shard is worked on twice where a worker dies late, and both may write at once: names aside are unique, and both
write the same bytes.
"""

from __future__ import annotations

import pickle
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# Cheap compression: a fifth of the size at little cost, as texts and column names repeat.
LEVEL = 1
# Bytes of the length that stands before a value.
SIZE = 4


class Store:
    """The files of one job.

    Args:
        folder: a folder that every worker sees under the same name.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def path(self, kind: str, number: int) -> Path:
        """Where a file of a kind lies."""
        return Path(self.folder, kind, f"{number:08}")

    def write(self, kind: str, number: int, value: Any) -> None:
        """Keep a value."""
        self._replace(kind, number, [_packed(value)])

    def read(self, kind: str, number: int) -> Any:
        """A value that was kept."""
        return _unpacked(self.path(kind, number).read_bytes())

    def write_many(self, kind: str, number: int, values: Iterable[Any]) -> list[int]:
        """Keep values one by one; where each begins, for ``read_at``."""
        places: list[int] = []

        def pieces() -> Iterator[bytes]:
            end = 0
            for value in values:
                piece = _packed(value)
                places.append(end)
                end += SIZE + len(piece)
                yield len(piece).to_bytes(SIZE, "big") + piece

        self._replace(kind, number, pieces())
        return places

    def read_many(self, kind: str, number: int) -> Iterator[Any]:
        """The values that were kept one by one, in order."""
        return (value for _, value in self.read_placed(kind, number))

    def read_placed(self, kind: str, number: int) -> Iterator[tuple[int, Any]]:
        """The values that were kept one by one, in order, each with the place where it begins."""
        place = 0
        with self.path(kind, number).open("rb") as file:
            while head := file.read(SIZE):
                piece = file.read(int.from_bytes(head, "big"))
                yield place, _unpacked(piece)
                place += SIZE + len(piece)

    def read_at(self, kind: str, number: int, place: int) -> Any:
        """The value that begins at a place."""
        with self.path(kind, number).open("rb") as file:
            file.seek(place)
            return _unpacked(file.read(int.from_bytes(file.read(SIZE), "big")))

    def _replace(self, kind: str, number: int, pieces: Iterable[bytes]) -> None:
        path = self.path(kind, number)
        path.parent.mkdir(exist_ok=True, parents=True)
        aside = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
        try:
            with aside.open("wb") as file:
                file.writelines(pieces)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)


def _packed(value: Any) -> bytes:
    return zlib.compress(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL), LEVEL)


def _unpacked(data: bytes) -> Any:
    return pickle.loads(zlib.decompress(data))
