"""A hidden folder in which files become whole before they are moved into place together.

Whatever happens half-way, the files that stood there stay: a run that is killed leaves its hidden folder behind, and the next one
removes it, or, where the killed run had finished and was moving its files, moves the rest. Each run holds a lock on its
hidden folder as long as it lives, so that no run touches what another one is writing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks; folders left behind are left alone there
    fcntl = None  # type: ignore[assignment]

PREFIX = ".opledger-"
FINISHED = "finished"


class AsideFolder:
    """A folder aside, inside the folder in which its files are to stand.

    Attributes:
        path: the hidden folder; what is put here, beside ``files``, goes when the run ends.
        files: the folder inside it whose files ``publish`` moves into place.

    Raises:
        OSError: if ``folder`` can't be made or written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            settle(folder)
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
            self._held = _lock(self.path)
        self.files = self.path / "tables"
        self.files.mkdir()

    def publish(self) -> None:
        """Move all files into place; once begun it is ended, by the next run should this one be killed."""
        for file in self.files.iterdir():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())
        (self.path / FINISHED).touch()
        try:
            _move(self.path, self.folder)
        except KeyboardInterrupt:  # too late to stop: some files are in place already
            _move(self.path, self.folder)

    def remove(self) -> None:
        """Remove the hidden folder with all that is left in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held is not None:
            os.close(self._held)
            self._held = None


def settle(folder: Path) -> None:
    """End what runs that were killed left in ``folder``: move the files of finished ones, remove the rest."""
    if fcntl is None:
        return
    for left in sorted(folder.glob(f"{PREFIX}*")):
        held = _lock(left) if left.is_dir() and not left.is_symlink() else None
        if held is None:  # another run is at work in it
            continue
        with suppress(OSError):
            if (left / FINISHED).exists():
                _move(left, folder)
        shutil.rmtree(left, ignore_errors=True)
        os.close(held)


def _move(aside: Path, folder: Path) -> None:
    for file in sorted((aside / "tables").iterdir()):
        file.replace(folder / file.name)


def _lock(folder: Path, wait: bool = False) -> int | None:
    """A lock on a folder, held until the number given is closed; None if another process holds it."""
    if fcntl is None:
        return None
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # held, not ours, or a file system without locks
        if handle is not None:
            os.close(handle)
        return None
    return handle


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Between the making of a folder aside and its lock, no other run looks for folders left behind."""
    held = _lock(folder, wait=True)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)
