"""What a format module hands over: a release that has no id yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.options import ReadOptions

NOTHING = "nothing but white space"


@dataclass(frozen=True, slots=True)
class Draft:
    """A release as its format module reads it; ``reader`` gives it an id and a checksum.

    Args:
        path: where it stands, as the user would name it (``news.jsonl:17``).
        name: what its id begins with, a file's stem or the ``id`` of a JSON object.
        text: final text; empty if rejected.
        error: why it is rejected or empty, else null.
        rejected: true if it could not be read.
        metadata: what ends up in ``Release.metadata``.
    """

    path: str
    name: str
    text: str = ""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    error: str | None = None
    rejected: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)


def rejection(path: str, name: str, why: RejectedError | str) -> Draft:
    """The draft of an input that can't be read.

    Example:
        >>> rejection("a.pdf", "a", "looks like a PDF").rejected
        True
    """
    return Draft(path=path, name=name, error=str(why), rejected=True)


def too_long(options: ReadOptions) -> RejectedError:
    """The error of a release above the limit; it names the option that raises the limit."""
    return RejectedError(
        f"longer than the limit of {options.max_bytes:,} bytes", advice="raise the limit with --max-bytes"
    )
