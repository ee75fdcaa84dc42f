"""The one verb of the package: inputs in, releases out, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from opledger.reading.draft import NOTHING, Draft
from opledger.reading.identity import Ids, digest, plain_id
from opledger.reading.inputs import find_sources
from opledger.reading.opening import drafts
from opledger.reading.options import ReadOptions
from opledger.reading.source import Source
from opledger.records import Release

# Gives sources with their drafts.
Fetch = Callable[[Iterable[Source], ReadOptions], Iterator[tuple[Source, Iterable[Draft]]]]


def here(sources: Iterable[Source], options: ReadOptions) -> Iterator[tuple[Source, Iterable[Draft]]]:
    """Sources with their drafts, made in this process as they are taken."""
    return ((source, drafts(source, options)) for source in sources)


def read(inputs: Iterable[str], options: ReadOptions | None = None) -> Iterator[Release]:
    """Releases of files, folders (walked), globs and ``-`` (standard input), one at a time.

    They come in order of path, whatever the order of ``inputs``. What can't be read comes with status
    ``rejected``, what has no text with ``empty``, both with ``error`` set. ``metadata["warnings"]`` lists what
    a user should be told of a release that was read.

    Args:
        inputs: what the user named.
        options: limits; the defaults if left out.

    Raises:
        UsageError: at once, before anything is read, if an input does not exist or a glob matches nothing.

    Example:
        >>> [release.status for release in read(["seeds"])]  # doctest: +SKIP
        ['ok', 'ok', 'empty']
    """
    chosen = options or ReadOptions()
    return releases_of(sources_of(inputs, chosen), chosen)


def sources_of(inputs: Iterable[str], options: ReadOptions) -> list[Source]:
    """What ``read`` reads, in its order.

    Raises:
        UsageError: if an input does not exist or a glob matches nothing.
    """
    sources = find_sources(inputs, options.skip)
    return options.meter.watch(sources) if options.meter else sources


def releases_of(sources: Iterable[Source], options: ReadOptions, fetch: Fetch = here) -> Iterator[Release]:
    """The releases of sources, one at a time.

    Args:
        sources: see ``sources_of``.
        options: limits.
        fetch: where drafts are made, in the order of the sources; in this process if not given.
    """
    ids = Ids()
    for source, found in fetch(sources, options):
        yield from (release for _, release in releases_of_one(source, found, options, ids))


def releases_of_one(
    source: Source, found: Iterable[Draft], options: ReadOptions, ids: Ids
) -> Iterator[tuple[str, Release]]:
    """The releases of one source, each with the id that its name and text make, which its own may add to.

    Args:
        source: what was read.
        found: its drafts.
        options: limits.
        ids: gives the ids of all that is read.
    """
    for draft in found:
        if options.meter:
            options.meter.releases += 1
        release = _release(draft, source.root, ids)
        yield plain_id(draft.name, release.sha256), release


def _release(draft: Draft, root: str, ids: Ids) -> Release:
    sha256 = digest(draft.text)
    empty = not draft.rejected and not draft.text.strip()
    return Release(
        release_id=ids.give(draft.name, sha256, draft.path, root),
        path=draft.path,
        title=draft.title,
        published=draft.published,
        publisher=draft.publisher,
        language=draft.language,
        sha256=sha256,
        text=draft.text,
        status="rejected" if draft.rejected else "empty" if empty else "ok",
        error=draft.error or (NOTHING if empty else None),
        metadata=draft.metadata,
    )
