"""Pairs of releases found and weighed by workers.

Every release gives its keys; rows are grouped by key, and under each key neighbours in the order of releases become
pairs, as in one process; pairs are grouped by the shard of their first release, so that a worker weighs those whose
dossiers it has at hand. Only pairs for which something speaks come back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opledger.engine.analysing import Setting
from opledger.engine.base import Engine, Step
from opledger.reconciliation.blocking import key_of, neighbours
from opledger.reconciliation.comparing import Pair, without_names
from opledger.reconciliation.dossiers import Dossier
from opledger.reconciliation.evidence import Evidence, near_copies, weigh
from opledger.reconciliation.keys import copy_keys, evidence_keys
from opledger.reconciliation.linking import COPY
from opledger.reconciliation.ordered import Ordered

if TYPE_CHECKING:
    from opledger.patternfiles.schemas.reconciliation import Linking

COPIES, EVIDENCE = "copies", "evidence"
# How many dossiers a worker keeps in memory while it weighs: those of neighbours in the order, mostly.
KEPT = 20_000


def _like(**kinds: str) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


# Where a dossier lies: a shard, and the place in its file.
KEYS = _like(key="uint64", rank="int64", shard="int32", place="int64")
PAIRS = _like(a="int64", b="int64", home="int32", place="int64", other="int32", beyond="int64")
WEIGHED = _like(a="int64", b="int64", confidence="float64", basis="object", reasons="object")
NAMES = _like(key="uint64", rank="int64", name="object")
COUNTS = _like(name="object")


class OnEngine:
    """Compares on an engine; see ``opledger.reconciliation.comparing.Comparing``.

    Args:
        engine: where to work.
        setting: what workers know.
        shards: how many releases each shard has.
        ordered: the releases, in their order.
        limits: thresholds.
        at: shard and place in it of each release.
    """

    def __init__(
        self,
        ordered: Ordered,
        limits: Linking,
        *,
        engine: Engine,
        setting: Setting,
        shards: Sequence[int],
        at: dict[str, tuple[int, int]],
    ) -> None:
        self._engine, self._setting, self._limits = engine, setting, limits
        self._shards = range(len(shards))
        self._why: dict[tuple[int, int], Evidence] = {}
        ranks = [np.full(size, -1, np.int64) for size in shards]
        copied = [np.zeros(size, bool) for size in shards]
        for rank in range(len(ordered)):
            shard, index = at[ordered.id(rank)]
            ranks[shard][index] = rank
            copied[shard][index] = ordered.copied[rank]
        for shard in self._shards:
            setting.store.write("ranks", shard, (ranks[shard], copied[shard]))

    def copies(self, known: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
        """The pairs that are near copies, each once."""
        for a, b, _ in self._weighed(COPIES):
            yield a, b

    def pairs(self) -> Iterator[Pair]:
        """The pairs for which figures or clues speak, each once."""
        self._setting.store.write("common", 0, self._common_names())
        for a, b, evidence in self._weighed(EVIDENCE):
            self._why[a, b] = evidence
            yield evidence.confidence, a, b

    def why(self, one: int, other: int) -> Evidence | None:
        """What speaks for one of the ``pairs``."""
        return self._why.get((min(one, other), max(one, other)))

    def _weighed(self, kind: str) -> Iterator[tuple[int, int, Evidence]]:
        steps = [
            Step("key", partial(pair_up, window=self._limits.window), PAIRS),
            Step(
                "home", partial(weigh_pairs, kind=kind, setting=self._setting, limits=self._limits), WEIGHED
            ),
        ]
        emit = partial(emit_keys, kind=kind, setting=self._setting, limits=self._limits)
        for table in self._engine.grouped(self._shards, emit, KEYS, steps):
            for a, b, confidence, basis, reasons in table.itertuples(index=False):
                yield int(a), int(b), Evidence(basis, float(confidence), tuple(json.loads(reasons)))

    def _common_names(self) -> frozenset[str]:
        """Names that many releases have in their leads: counted by workers, grouped by name."""
        count = Step("key", partial(count_names, most=self._limits.most_releases), COUNTS)
        tables = self._engine.grouped(
            self._shards, partial(emit_names, setting=self._setting), NAMES, [count]
        )
        return frozenset(str(name) for table in tables for name in table["name"])


def emit_keys(shard: int, kind: str, setting: Setting, limits: Linking) -> pd.DataFrame:
    """The keys of the releases of a shard, a row each."""
    keys: list[int] = []
    owners: list[tuple[int, int]] = []
    common = setting.store.read("common", 0) if kind == EVIDENCE else frozenset()
    for rank, place, item, _ in _ranked(shard, setting):
        own = copy_keys(item) if kind == COPIES else evidence_keys(without_names(item, common), limits)
        once = sorted(set(own))
        keys += once
        owners += [(rank, place)] * len(once)
    return pd.DataFrame(
        {
            "key": np.array(keys, np.uint64),
            "rank": np.array([rank for rank, _ in owners], np.int64),
            "shard": np.full(len(keys), shard, np.int32),
            "place": np.array([place for _, place in owners], np.int64),
        }
    )


def pair_up(rows: pd.DataFrame, window: int) -> pd.DataFrame:
    """Under each key, each release with the next few in the order of releases; every pair once."""
    rows = rows.drop_duplicates(["key", "rank"])
    packed = neighbours(rows["rank"].to_numpy(np.uint32), rows["key"].to_numpy(np.uint64), window)
    a, b = (packed >> np.uint64(32)).astype(np.int64), (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    known = rows.drop_duplicates("rank").set_index("rank")
    one, other = known.loc[a], known.loc[b]
    return pd.DataFrame(
        {
            "a": a,
            "b": b,
            "home": one["shard"].to_numpy(np.int32),
            "place": one["place"].to_numpy(np.int64),
            "other": other["shard"].to_numpy(np.int32),
            "beyond": other["place"].to_numpy(np.int64),
        }
    )


def weigh_pairs(rows: pd.DataFrame, kind: str, setting: Setting, limits: Linking) -> pd.DataFrame:
    """The pairs for which something speaks, with what; a pair found under several keys is weighed once."""
    found: list[tuple[Any, ...]] = []
    common = setting.store.read("common", 0) if kind == EVIDENCE else frozenset()

    @lru_cache(maxsize=KEPT)
    def dossier(shard: int, place: int) -> Dossier:
        item: Dossier = setting.store.read_at("dossiers", shard, place)
        return without_names(item, common)

    rows = rows.drop_duplicates(["a", "b"]).sort_values(["a", "b"])
    for a, b, home, place, other, beyond in rows.itertuples(index=False):
        one, two = dossier(int(home), int(place)), dossier(int(other), int(beyond))
        if kind == EVIDENCE:
            evidence = weigh(one, two, limits)
        else:
            evidence = Evidence("copy", COPY, ()) if near_copies(one, two, limits) else None
        if evidence is not None:
            found.append((a, b, evidence.confidence, evidence.basis, json.dumps(evidence.reasons)))
    return pd.DataFrame(found, columns=list(WEIGHED.columns)).astype(WEIGHED.dtypes.to_dict())


def emit_names(shard: int, setting: Setting) -> pd.DataFrame:
    """The names in the leads of a shard's releases that repeat no other release, a row for each."""
    held = [
        (rank, name)
        for rank, _, item, copied in _ranked(shard, setting)
        if not copied
        for name in item.clues.names
    ]
    return pd.DataFrame(
        {
            "key": np.array([key_of("name", name) for _, name in held], np.uint64),
            "rank": np.array([rank for rank, _ in held], np.int64),
            "name": pd.Series([name for _, name in held], dtype="object"),
        }
    )


def count_names(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The names that more than ``most`` releases have."""
    counts = rows.drop_duplicates(["rank", "name"])["name"].value_counts()
    return pd.DataFrame({"name": pd.Series(sorted(counts[counts > most].index), dtype="object")})


def _ranked(shard: int, setting: Setting) -> Iterator[tuple[int, int, Dossier, bool]]:
    """The releases of a shard that take part: place in the order of all, place in the file, dossier, whether copied."""
    ranks, copied = setting.store.read("ranks", shard)
    for index, (place, item) in enumerate(setting.store.read_placed("dossiers", shard)):
        if item is not None:
            yield int(ranks[index]), place, item, bool(copied[index])
