"""Releases through the pipeline, batch by batch, in this process."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from opledger.docdata import PlainDoc, data
from opledger.records import Figure, Mention, Release, packed
from opledger.run.convert import to_figures, to_mentions
from opledger.run.limits import UNLIMITED, Limits, OutOfTime, within
from opledger.steps import Steps, steps_of
from opledger.tables.rows import clean

if TYPE_CHECKING:
    from spacy.language import Language

# A batch ends at so many releases or characters.
BATCH_RELEASES, BATCH_CHARACTERS = 100, 500_000


@dataclass(frozen=True, slots=True)
class Found:
    """A release and what the pipeline found in it."""

    release: Release
    mentions: list[Mention]
    figures: list[Figure]

    def __reduce__(self) -> tuple[Any, ...]:
        # Packed as plain tuples: asking each record how it is packed takes as long as packing it.
        return _unpacked, (self.release, packed(self.mentions), packed(self.figures))


def _unpacked(release: Release, mentions: Iterable[Any], figures: Iterable[Any]) -> Found:
    return Found(release, [Mention(*values) for values in mentions], [Figure(*values) for values in figures])


def batches(
    releases: Iterable[Release], most: int = BATCH_RELEASES, characters: int = BATCH_CHARACTERS
) -> Iterator[list[Release]]:
    """Releases in bunches that are bounded in number and in length."""
    batch: list[Release] = []
    size = 0
    for release in releases:
        batch.append(release)
        size += len(release.text)
        if len(batch) >= most or size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def find(steps: Steps, release: Release, limits: Limits = UNLIMITED) -> tuple[Found, dict[str, Any]]:
    """One release through the pipeline: what was found, and the components' data.

    Whatever is raised in the pipeline rejects this release alone, and so does a limit that it exceeds.
    """
    if release.status != "ok":
        return Found(release, [], []), {}
    if (text := clean(release.text)) is not release.text:
        release = replace(release, text=text)
    try:
        with within(limits):
            return _find(steps, release)
    except OutOfTime:
        return rejected(release, limits.too_slow), {}
    except MemoryError:
        return rejected(release, limits.too_large), {}
    except Exception as err:  # any fault of a component: the rest of the batch goes on
        return rejected(release, f"the pipeline failed: {type(err).__name__}: {err}"), {}


def _find(steps: Steps, release: Release) -> tuple[Found, dict[str, Any]]:
    doc = PlainDoc(release.text)
    data(doc)["release"] = {
        "release_id": release.release_id,
        "published": release.published,
        "title": release.title,
        "publisher": release.publisher,
    }
    kept = data(steps(doc))
    if release.published is None and kept.get("issued"):
        release = replace(release, metadata={**release.metadata, "issued": kept["issued"]})
    return Found(release, to_mentions(release, kept), to_figures(release, kept)), kept


def rejected(release: Release, reason: str) -> Found:
    """A release of which nothing is taken."""
    return Found(replace(release, status="rejected", error=reason), [], [])


def analyse_all(
    releases: Iterable[Release], pipeline: Steps | Language, limits: Limits = UNLIMITED
) -> Generator[Found, None, None]:
    """Every release through the pipeline, in this process, in the order given."""
    steps = steps_of(pipeline)
    for release in releases:
        yield find(steps, release, limits)[0]
