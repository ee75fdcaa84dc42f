"""Releases through the pipeline, batch by batch, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from opledger.records import Figure, Mention, Release
from opledger.run.convert import to_figures, to_mentions
from opledger.run.tokens import forgetting, make_doc
from opledger.tables.rows import clean

if TYPE_CHECKING:
    from spacy.language import Language

# A batch ends at so many releases or characters. Between batches spaCy forgets the words it met, so a batch
# bounds memory; smaller ones only cost time.
BATCH_RELEASES, BATCH_CHARACTERS = 100, 500_000


@dataclass(frozen=True, slots=True)
class Found:
    """A release and what the pipeline found in it."""

    release: Release
    mentions: list[Mention]
    figures: list[Figure]


def batches(releases: Iterable[Release]) -> Iterator[list[Release]]:
    """Releases in bunches that are bounded in number and in length."""
    batch: list[Release] = []
    size = 0
    for release in releases:
        batch.append(release)
        size += len(release.text)
        if len(batch) >= BATCH_RELEASES or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def find(nlp: Language, release: Release) -> tuple[Found, dict[str, Any]]:
    """One release through the pipeline: what was found, and the components' data.

    Whatever is raised in the pipeline rejects this release alone.
    """
    from opledger.docdata import data, keep_text

    if release.status != "ok":
        return Found(release, [], []), {}
    release = replace(release, text=clean(release.text))
    try:
        doc = make_doc(nlp, release.text)
        keep_text(doc, release.text)
        data(doc)["release"] = {
            "release_id": release.release_id,
            "published": release.published,
            "title": release.title,
            "publisher": release.publisher,
        }
        kept = data(nlp(doc))
        if release.published is None and kept.get("issued"):
            release = replace(release, metadata={**release.metadata, "issued": kept["issued"]})
        return Found(release, to_mentions(release, kept), to_figures(release, kept)), kept
    except Exception as err:  # any fault of a component: the rest of the batch goes on
        reason = f"the pipeline failed: {type(err).__name__}: {err}"
        return Found(replace(release, status="rejected", error=reason), [], []), {}


def analyse_batch(nlp: Language, batch: Sequence[Release]) -> list[Found]:
    """A batch through the pipeline, in a memory zone, so that the vocabulary does not grow."""
    with forgetting(nlp):
        return [find(nlp, release)[0] for release in batch]


def analyse_all(releases: Iterable[Release], nlp: Language) -> Iterator[Found]:
    """Every release through the pipeline, in this process, in the order given."""
    for batch in batches(releases):
        yield from analyse_batch(nlp, batch)
