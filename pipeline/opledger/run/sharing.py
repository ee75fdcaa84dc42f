"""The end of the job shared among workers: operations, then releases, bunch by bunch, each written in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from opledger.run.collection import Collection
from opledger.run.finishing import Desk, Operations, Setting
from opledger.run.limits import Limits
from opledger.run.rows import Summary
from opledger.run.workers import Crew
from opledger.tables import TableWriter


def write_shared(
    collection: Collection,
    copies: Mapping[str, str],
    tables: TableWriter,
    crew: Crew,
    packs: Sequence[str],
    profile: str | None,
    limits: Limits,
) -> Summary:
    """Write the rows that ``Collection.records`` gives, in its order.

    Args:
        collection: has every release.
        copies: gives each copied release its original.
        tables: where to write.
        crew: who works.
        packs, profile: the patterns.
        limits: what reconciling one release may take.
    """
    collection.link(copies)
    setting = Setting(tuple(packs), profile, collection.whole.agencies, limits, tables.formats)
    crew.tell(setting)
    summary = Summary()
    known = set(collection.faulty)
    for bunch, finished in crew.finish(collection.operations()):
        assert isinstance(bunch, Operations)
        since = collection.faulty.keys() - known
        # What workers can't do, and what a release takes part in that was found faulty meanwhile, is done here.
        if finished is None or (since and bunch.has_any(since)):
            finished = Desk(setting).finish(bunch.without(collection.faulty))
        collection.faulty.update(finished.faulty)
        tables.take(finished.prepared)
        summary.take_over(finished.summary)
    for row in collection.whole.links.rows():
        tables.add("links", row)
        summary.rows["links"] += 1
    for own, finished in crew.finish(collection.releases()):
        finished = finished or Desk(setting).finish(own)
        tables.take(finished.prepared)
        summary.take_over(finished.summary)
    return summary
