"""What decides, beside its bytes and its name, which releases a file is read as."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from opledger.reading.options import ReadOptions
from opledger.version import __version__

# The libraries that take texts out of files; one that is missing makes them rejected.
LIBRARIES = (
    "charset-normalizer", "courlan", "feedparser", "htmldate", "justext", "lxml", "pyarrow", "pypdfium2", "python-docx",
    "trafilatura", "warcio",
)  # fmt: skip


def way_of_reading(options: ReadOptions) -> str:
    """A checksum of the options, of the code that reads and of the libraries that it reads with.

    As long as it is the same, a file of the same bytes and name gives the same releases.

    Example:
        >>> way_of_reading(ReadOptions()) == way_of_reading(ReadOptions(skip=("tables",)))
        True
        >>> way_of_reading(ReadOptions()) == way_of_reading(ReadOptions(max_bytes=1_000))
        False
    """
    own = json.dumps([_code(), _libraries(), options.max_bytes, options.columns])
    return hashlib.sha256(own.encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """A checksum of this package, which changes more often than the version of the program."""
    found = hashlib.sha256(__version__.encode())
    folders = [files("opledger.reading")]
    while folders:
        for entry in sorted(folders.pop().iterdir(), key=lambda item: item.name):
            if entry.is_dir():
                folders.append(entry)
            elif entry.name.endswith(".py"):
                found.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return found.hexdigest()


@cache
def _libraries() -> list[str]:
    return [f"Python {sys.version_info.major}.{sys.version_info.minor}", *map(_version, LIBRARIES)]


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return f"no {library}"
