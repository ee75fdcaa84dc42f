"""Operations reconciled by workers: the records of each operation go to one worker, its rows come back in a file."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from opledger.engine.analysing import Cards, Setting
from opledger.engine.base import Engine, Step
from opledger.reconciliation.blocking import key_of
from opledger.reconciliation.links import Links
from opledger.reconciliation.naming import Named
from opledger.reconciliation.reconcile import Reconciler, Records, Rows, Task, tasks_of
from opledger.run.rows import records_of, rows_without_faulty

ROWS = "rows"
# Where a tie lies: a shard, and the place in its file.
TIES = pd.DataFrame(
    {"key": np.array([], np.uint64), "shard": np.array([], np.int32), "place": np.array([], np.int64)}
)
DONE = pd.DataFrame({"number": pd.Series(dtype="int64")})


@dataclass(frozen=True, slots=True)
class Tie:
    """How a release is tied to others.

    Args:
        release_id: the release.
        nodes: its names (None for: none) and the operations that they stand for.
        source: who vouches for it.
        repeats: whether it repeats another release.
        shard: the shard that it is in.
        place: where in the shard's file that what was found in it begins.
    """

    release_id: str
    nodes: dict[str | None, str]
    source: str
    repeats: bool
    shard: int
    place: int


@dataclass(frozen=True, slots=True)
class Done:
    """An operation as a worker reconciled it.

    Args:
        operation_id: the operation.
        rows: its rows, None where all of its releases are faulty.
        faulty: releases that reconciliation can't take, with the reason.
        ties: its releases, by id.
    """

    operation_id: str
    rows: Rows | None
    faulty: dict[str, str]
    ties: tuple[Tie, ...]


def reconcile_on(engine: Engine, setting: Setting, shards: int) -> list[int]:
    """Reconcile all operations; the numbers of the files that hold them, in each of which they stand in order."""
    step = Step("key", partial(reconcile_bunch, setting=setting), DONE)
    emit = partial(emit_ties, setting=setting)
    tables = engine.grouped(range(shards), emit, TIES, [step])
    return sorted(int(number) for table in tables for number in table["number"])


def emit_ties(shard: int, setting: Setting) -> pd.DataFrame:
    """Every operation of each release of a shard, a row each."""
    found = [
        (key_of(operation), place)
        for place, tie in setting.store.read_placed("ties", shard)
        if tie is not None
        for operation in dict.fromkeys(tie.nodes.values())
    ]
    return pd.DataFrame(
        {
            "key": np.array([key for key, _ in found], np.uint64),
            "shard": np.full(len(found), shard, np.int32),
            "place": np.array([place for _, place in found], np.int64),
        }
    )


def reconcile_bunch(rows: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Reconcile the operations of a bunch, one by one, into a file."""
    if rows.empty:
        return DONE
    keys = frozenset(rows["key"].tolist())
    places = rows[["shard", "place"]].drop_duplicates().sort_values(["shard", "place"])
    found = (
        setting.store.read_at("ties", int(at), int(place)) for at, place in places.itertuples(index=False)
    )
    ties: dict[str, Tie] = {tie.release_id: tie for tie in found}
    operation = {
        (tie.release_id, name): own
        for tie in ties.values()
        for name, own in tie.nodes.items()
        if key_of(own) in keys
    }
    # Which operations are together is a matter of their keys alone, so the least of these names the file.
    number = min(keys) >> 1
    done = (
        reconcile_one(task, [ties[rid] for rid in task.release_ids], setting) for task in tasks_of(operation)
    )
    setting.store.write_many(ROWS, number, done)
    return pd.DataFrame({"number": np.array([number], np.int64)})


def reconcile_one(task: Task, ties: Sequence[Tie], setting: Setting, left_out: Collection[str] = ()) -> Done:
    """The rows of one operation.

    Args:
        task: the operation.
        ties: its releases, in the order of the task.
        setting: what workers know.
        left_out: releases known to be faulty.
    """
    whole = _reconciler(setting)
    named: dict[str, Named] = {}
    records: list[Records] = []
    for tie in ties:
        if tie.release_id not in left_out:
            found, named[tie.release_id] = setting.store.read_at("found", tie.shard, tie.place)
            records.append(records_of(found))
    operation = {(tie.release_id, name): own for tie in ties for name, own in tie.nodes.items()}
    whole.follow(
        Links(operation, {tie.release_id: tie.source for tie in ties}),
        named,
        {tie.release_id for tie in ties if tie.repeats},
    )
    rows, faulty = rows_without_faulty(whole, task, records, setting.patterns, setting.limits)
    return Done(task.operation_id, rows, faulty, tuple(ties))


def in_order(done: Iterator[Done], faulty: dict[str, str], setting: Setting) -> Iterator[Rows]:
    """The rows of operations that come in their order, those that a release found faulty before takes part in made anew.

    Args:
        done: the operations.
        faulty: releases that reconciliation can't take, with the reason; grows.
        setting: what workers know.
    """
    for item in done:
        if any(tie.release_id in faulty for tie in item.ties):
            operation = {
                (tie.release_id, name): own
                for tie in item.ties
                for name, own in tie.nodes.items()
                if own == item.operation_id
            }
            (task,) = tasks_of(operation)
            item = reconcile_one(task, item.ties, setting, faulty.keys())
        faulty |= item.faulty
        if item.rows is not None:
            yield item.rows


def write_ties(setting: Setting, shard: int, cards: Cards, links: Links, repeats: Container[str]) -> None:
    """Tell the workers what linking came to for the releases of a shard."""
    ties = (
        item
        and Tie(
            item.release_id,
            {name: links.operation[item.release_id, name] for name in item.named.all},
            links.source[item.release_id],
            item.release_id in repeats,
            shard,
            place,
        )
        for item, place in zip(cards.dossiers, cards.places, strict=True)
    )
    setting.store.write_many("ties", shard, ties)


@lru_cache(maxsize=1)
def _reconciler(setting: Setting) -> Reconciler:
    whole = Reconciler(setting.patterns)
    whole.know(setting.store.read("agencies", 0))
    return whole
