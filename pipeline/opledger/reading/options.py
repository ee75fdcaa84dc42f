"""What a caller can set about reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opledger.reading.meter import Meter

MAX_BYTES = 10_000_000
"""Default limit of one release: a hundred times the longest press release that we have met."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits of reading.

    Args:
        max_bytes: a release longer than this is rejected (bytes of the file; where a file holds many releases,
            or packs one, of its text).
        skip: files and folders that a walk leaves out, such as the folder that tables are written to.
        columns: pairs of a name of ours (``text``, ``title``, ``published``, ``publisher``, ``url``, ``id``,
            ``language``) and the column or key that holds it, where the input calls it otherwise.
        meter: watches how far reading has come, if given.

    Example:
        >>> ReadOptions(max_bytes=1_000).max_bytes
        1000
    """

    max_bytes: int = MAX_BYTES
    skip: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    meter: Meter | None = field(default=None, compare=False, repr=False)
