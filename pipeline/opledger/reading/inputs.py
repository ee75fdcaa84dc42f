"""Which files the user's inputs name: files, folders, globs, ``-``; in one order, each file once."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from opledger.errors import UsageError
from opledger.reading.source import STDIN, Source

GOLD = ".gold.json"  # gold beside a release says what is to be found in it; it is no release


def find_sources(inputs: Iterable[str], skip: Iterable[str] = ()) -> list[Source]:
    """Everything to read, sorted by path and standard input last, whatever the order of the inputs.

    Hidden files and folders, and gold files (``*.gold.json``), are left out unless named. A file that several
    inputs or links lead to stands there once. What can't be listed stands there with its ``problem``.

    Raises:
        UsageError: if an input does not exist or a glob matches nothing; or if there is no input.
    """
    wanted = [os.fspath(item) for item in inputs]
    if not wanted:
        raise UsageError("nothing to read", advice="name a file, a folder, a glob, or - for standard input")
    left_out = {os.path.realpath(item) for item in skip}
    found: dict[str, Source] = {}
    for item in wanted:
        for source in _sources_of(item, left_out):
            key = _order(source)
            if key not in found or len(source.root) < len(found[key].root):
                found[key] = source
    ordered = [found[key] for key in sorted(found)]
    once: dict[str, Source] = {}
    for source in ordered:
        once.setdefault(STDIN if source.location == STDIN else os.path.realpath(source.location), source)
    return list(once.values())


def _order(source: Source) -> str:
    """Sorting key: folders before what follows them, so that ``a/x`` stands before ``a-b/x``."""
    if source.location == STDIN:
        return "\U0010ffff"
    return os.path.abspath(source.location).replace(os.sep, "\0")  # noqa: PTH100 (links stay as named)


def _sources_of(item: str, left_out: set[str]) -> Iterator[Source]:
    if item == STDIN:
        yield Source(STDIN, STDIN)
    elif os.path.lexists(item):
        yield from _files_under(item, item if Path(item).is_dir() else os.path.dirname(item), left_out)  # noqa: PTH120
    elif glob.has_magic(item):
        matches = glob.glob(item, recursive=True)  # noqa: PTH207 (patterns may be absolute)
        if not matches:
            raise UsageError("no file matches", where=item, advice="quote the pattern and check the folder")
        root = _fixed_part(item)
        for match in sorted(matches):
            yield from _files_under(match, root, left_out)
    else:
        raise UsageError("no such file or folder", where=shown_path(item), advice="check the spelling")


def _fixed_part(pattern: str) -> str:
    """The folder that a glob starts from."""
    parts = Path(pattern).parts
    return str(Path(*itertools.takewhile(lambda part: not glob.has_magic(part), parts)))


def _files_under(item: str, root: str, left_out: set[str]) -> Iterator[Source]:
    above = shown_path(root) + "/"
    if not Path(item).is_dir():
        yield Source(item, shown_path(item), above)
        return
    seen: set[str] = set()
    pending = [item]
    while pending:
        folder = pending.pop()
        real = os.path.realpath(folder)
        if real in seen or real in left_out:  # a link can lead back up
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Source(folder, shown_path(folder), above, problem=f"can't list the folder: {reason(error)}")
            continue
        base = shown_path(folder)
        for entry in entries:
            if entry.name.startswith(".") or (left_out and os.path.realpath(entry.path) in left_out):
                continue
            if entry.name.endswith(GOLD) and not entry.is_dir():
                continue
            if entry.is_dir():
                pending.append(entry.path)
            else:
                yield Source(entry.path, _below(base, entry.name), above, walked=True)


def shown_path(path: str) -> str:
    """A path as its user would recognise it: relative if under the current folder, posix slashes.

    Bytes of a file name that are no text become U+FFFD.
    """
    full = Path(os.path.abspath(path))  # noqa: PTH100 (links stay as named)
    here = Path.cwd()
    shown = full.relative_to(here) if full.is_relative_to(here) else full
    return _readable(shown.as_posix())


def _below(folder: str, name: str) -> str:
    return _readable(name) if folder == "." else f"{folder.rstrip('/')}/{_readable(name)}"


def _readable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def reason(error: OSError) -> str:
    """What the system says, in lower case and without the path."""
    return (error.strerror or type(error).__name__).lower()
