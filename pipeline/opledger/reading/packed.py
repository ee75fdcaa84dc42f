"""What the formats share that pack one release into a file with other things, pictures above all."""

from __future__ import annotations

import re
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.options import ReadOptions
from opledger.reading.source import ByteStream

ROOM = 10  # a file may be this many times the limit of its text: pictures and fonts take the rest
MADE = "the day the file was made"  # of the warning that it is taken as that of publication
LEAST_WORDS = 3  # of a title; one or two words name a template, a department or a file
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxp|rtf|odt|pptx?|xlsx?|p65|ai)\b|^(?:microsoft |untitled|document ?\d*$)|_", re.I
)
_OFFICE = re.compile(
    r"\b(?:police|polic[ií]a|polizei|ministry|minist\w+|department|agency|office|authority|bureau|service|customs|"
    r"guard|prosecut\w+|court|interpol|europol|afripol|ameripol|eurojust|frontex|unodc|constabulary|commission|"
    r"directorate|press|media|news(?:room)?|communications?|government)\b",
    re.I,
)


def packed_bytes(stream: ByteStream, options: ReadOptions) -> bytes:
    """All bytes of a file whose text is but a part of them.

    Raises:
        RejectedError: if there are more than ``ROOM`` times ``options.max_bytes``.
    """
    most = ROOM * options.max_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        raise RejectedError(f"longer than {most:,} bytes", advice="raise the limit with --max-bytes")
    return data


def sensible_title(stated: str | None) -> str | None:
    """The title that a file states of itself, unless it is the name of a file or of a template.

    Example:
        >>> sensible_title("Nine held in raids"), sensible_title("Microsoft Word - PR_14.doc")
        ('Nine held in raids', None)
    """
    title = " ".join((stated or "").split())
    if len(title.split()) < LEAST_WORDS or _FILE_NAME.search(title):
        return None
    return title


def office(stated: str | None) -> str | None:
    """The author that a file states, if that is an office; a person is no publisher.

    Example:
        >>> office("Port Police"), office("J. Smith")
        ('Port Police', None)
    """
    author = " ".join((stated or "").split())
    return author if _OFFICE.search(author) else None


def stated(**values: Any) -> dict[str, Any]:
    """Those of the values that say something, as metadata."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
