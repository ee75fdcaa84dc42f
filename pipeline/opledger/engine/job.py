"""The job of ``opledger.run`` on an engine: the same rows in the same order."""

from __future__ import annotations

import heapq
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from pathlib import Path

from opledger.engine.analysing import DECISIONS, Cards, Setting
from opledger.engine.base import Engine
from opledger.engine.comparing import OnEngine
from opledger.engine.reconciling import ROWS, in_order, reconcile_on, write_ties
from opledger.engine.shards import analyse_on
from opledger.patternfiles import load_patterns
from opledger.reading import originals, read
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.naming import Named
from opledger.reconciliation.reconcile import Reconciler
from opledger.records import Figure, Record, Release
from opledger.run.decisions import Decisions, all_judgements, read_decisions
from opledger.run.job import Options, idle_note
from opledger.run.rows import Summary, rows_of_operation, rows_of_release, write_rows
from opledger.run.work import Found
from opledger.tables import Sink


def run_on_engine(
    inputs: Iterable[str | Path],
    sink: Sink,
    engine: Engine,
    options: Options | None = None,
    on_release: Callable[[Release], None] | None = None,
) -> Summary:
    """Read, extract, reconcile on an engine, and hand every row to ``sink``: those of ``run_job``, in its order.

    Args:
        inputs: files, folders, globs, or ``-``; read by this process.
        sink: takes the records, table by table.
        engine: where to work; it is opened and closed here.
        options: see ``opledger.run.Options``; ``spill`` is a folder that all workers see under the same name.
        on_release: called after each release has gone through the pipeline.

    Raises:
        UsageError: if an input does not exist, judgements or decisions are faulty, or the engine can't be reached.
        PatternError: if a pack can't be loaded.
        OpledgerError: if workers die again and again.
    """
    options = options or Options()
    # What is faulty is told before anything is started.
    patterns = load_patterns(options.patterns, options.profile)
    decisions = read_decisions(options.decisions, patterns) if options.decisions else None
    judgements = all_judgements(options.judgements, decisions)
    releases = read([str(item) for item in inputs], options.reading)
    folder = Path(tempfile.mkdtemp(prefix="engine-", dir=options.spill)).resolve()
    try:
        packs = tuple(str(Path(p).resolve()) if Path(p).is_dir() else p for p in options.patterns)
        setting = Setting(str(folder), packs, options.profile, options.limits, decisions is not None)
        if decisions:
            setting.store.write(DECISIONS, 0, decisions.said)
        with engine:
            engine.check(str(folder))
            sizes = analyse_on(engine, releases, setting, on_release)
            rows = EngineRows(engine, setting, sizes, judgements, decisions)
            summary = write_rows(rows.records(), sink)
        summary.warnings += [(f"{j.file}, line {j.line}", idle_note(j)) for j in rows.idle]
        summary.warnings += decisions.idle() if decisions else []
        return summary
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class EngineRows:
    """The rows of all tables, once every shard was analysed; the counterpart of ``opledger.run.collection.Collection``.

    Args:
        engine: where to work.
        setting: what workers know.
        sizes: how many releases each shard has.
        judgements: what a user said about which releases are on one operation.
        decisions: those of a reviewer; what became of them is told to them.
    """

    def __init__(
        self,
        engine: Engine,
        setting: Setting,
        sizes: list[int],
        judgements: list[Judgement],
        decisions: Decisions | None = None,
    ) -> None:
        self._engine, self._setting, self._sizes = engine, setting, sizes
        self._whole = Reconciler(setting.patterns, judgements)
        self._decisions = decisions
        self._faulty: dict[str, str] = {}

    @property
    def idle(self) -> list[Judgement]:
        """The judgements that name nothing here."""
        return list(self._whole.links.idle)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every row: those of operations in their order, links, then those of releases in the order of reading."""
        copies = self._link()
        numbers = reconcile_on(self._engine, self._setting, len(self._sizes))
        files = [self._setting.store.read_many(ROWS, number) for number in numbers]
        done = heapq.merge(*files, key=attrgetter("operation_id"))
        for rows in in_order(done, self._faulty, self._setting):
            yield from rows_of_operation(rows)
        for link in self._whole.links.rows():
            yield "links", link
        for shard in range(len(self._sizes)):
            yield from self._of_shard(shard, copies)

    def _link(self) -> dict[str, str]:
        """Put all releases under operations and tell the workers; the original of each copy."""
        at: dict[str, tuple[int, int]] = {}
        prints: list[tuple[str, str]] = []
        for shard in range(len(self._sizes)):
            own = self._cards(shard)
            prints += own.prints
            self._faulty |= own.faulty
            if self._decisions and own.obeyed:
                self._decisions.take_over(own.obeyed)
            self._whole.count_agencies(own.agencies)
            for index, item in enumerate(own.dossiers):
                if item is not None:
                    at[item.release_id] = shard, index
                    self._whole.take(item)
        copies = originals(prints)
        comparer = partial(OnEngine, engine=self._engine, setting=self._setting, shards=self._sizes, at=at)
        self._whole.link(copies, comparer)
        self._setting.store.write("agencies", 0, self._whole.agencies)
        for shard in range(len(self._sizes)):
            write_ties(self._setting, shard, self._cards(shard), self._whole.links, self._whole.repeats)
        return copies

    def _cards(self, shard: int) -> Cards:
        cards: Cards = self._setting.store.read("cards", shard)
        return cards

    def _of_shard(self, shard: int, copies: dict[str, str]) -> Iterator[tuple[str, Record]]:
        found: Iterator[tuple[Found, Named | None]] = self._setting.store.read_many("found", shard)
        for item, named in found:
            fault = self._faulty.get(item.release.release_id)
            yield from rows_of_release(item, copies, fault, partial(self._operation_of, named=named))

    def _operation_of(self, figure: Figure, named: Named | None) -> str | None:
        if named is None:
            return None
        name = named.figures.get(figure.figure_id, named.main)
        return self._whole.links.operation[figure.release_id, name]
