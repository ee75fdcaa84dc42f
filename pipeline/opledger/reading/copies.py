"""Releases that repeat another one word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opledger.letters import squeezed
from opledger.reading.identity import digest
from opledger.records import Release


def fingerprint(text: str) -> str:
    """Checksum that ignores case and white space.

    Example:
        >>> fingerprint("Six  held\\r\\n") == fingerprint("SIX HELD")
        True
    """
    return digest(squeezed(text))


def originals(fingerprints: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Which release each copy repeats; lets a caller that streams keep no texts.

    Args:
        fingerprints: release id and fingerprint of each release, in any order.

    Returns:
        Id of each copy to the id of its original, the first of the same text by release id.
    """
    by_print: dict[str, list[str]] = {}
    for release_id, print_ in fingerprints:
        by_print.setdefault(print_, []).append(release_id)
    groups = (sorted(group) for group in by_print.values() if len(group) > 1)
    return {copy: group[0] for group in groups for copy in group[1:]}


def mark_copies(releases: Iterable[Release]) -> list[Release]:
    """The same releases in the same order, ``duplicate_of`` set where one repeats another.

    Only releases with status ``ok`` are compared. The original is the first by release id, so the order
    of the batch does not matter.
    """
    batch = list(releases)
    copied = originals((r.release_id, fingerprint(r.text)) for r in batch if r.status == "ok")
    return [replace(r, duplicate_of=copied[r.release_id]) if r.release_id in copied else r for r in batch]
