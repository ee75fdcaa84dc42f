"""Shards give the rows of one process, whatever order the work is done in; on an engine without workers."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline import InlineEngine, make

from opledger.engine import engine_names, open_engine, register
from opledger.engine.analysing import Setting, keep
from opledger.engine.base import EngineOptions
from opledger.engine.comparing import KEYS, pair_up
from opledger.engine.job import EngineRows, run_on_engine
from opledger.engine.shards import LEAST, MOST, shards_of
from opledger.engine.stopping import Stopping
from opledger.engine.store import Store
from opledger.errors import UsageError
from opledger.patternfiles import load_patterns
from opledger.reading import fingerprint, originals
from opledger.reconciliation.blocking import candidates
from opledger.reconciliation.judgements import Judgement
from opledger.records import Figure, Record, Release
from opledger.run import Options, run_job
from opledger.run.collection import Collection
from opledger.run.limits import Limits
from opledger.run.spill import Spill
from opledger.run.work import Found
from opledger.tables import TableWriter

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parents[1] / "decisions"))

from made_up import made_up
from reviewing import file_of, found_in, on, written


def releases(number: int) -> list[Found]:
    """Made-up releases; one in nine repeats the text of the one before it."""
    found = []
    text = ""
    for at, (_, item) in enumerate(made_up(number)):
        text = text if at % 9 == 8 else f"text {at}"
        found.append(replace(item, release=replace(item.release, text=text)))
    return found


def in_one_process(found: Sequence[Found], judgements: Sequence[Judgement] = ()) -> list[tuple[str, Record]]:
    spill = Spill()
    collection = Collection(spill, load_patterns(), judgements)
    prints = []
    for item in found:
        collection.add(item)
        if item.release.status == "ok":
            prints.append((item.release.release_id, fingerprint(item.release.text)))
    return list(collection.records(originals(prints)))


def in_shards(
    found: Sequence[Found], size: int, folder: Path, judgements: Sequence[Judgement] = ()
) -> list[tuple[str, Record]]:
    setting = Setting(str(folder))
    sizes = [
        keep(shard, found[start : start + size], setting)
        for shard, start in enumerate(range(0, len(found), size))
    ]
    return list(EngineRows(InlineEngine(), setting, sizes, list(judgements)).records())


def test_rows_are_those_of_one_process(tmp_path: Path) -> None:
    found = releases(900)
    rows = in_one_process(found)
    tables = Counter(table for table, _ in rows)
    assert tables["links"] > 200 and tables["conflicts"] > 50  # there is something to link
    assert in_shards(found, 70, tmp_path) == rows


def test_judgements_hold(tmp_path: Path) -> None:
    found = releases(120)
    ids = [item.release.release_id for item in found]
    judgements = [Judgement(True, ids[0], ids[5]), Judgement(False, ids[1], ids[2])]
    rows = in_one_process(found, judgements)
    assert rows != in_one_process(found)
    assert in_shards(found, 11, tmp_path, judgements) == rows


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 12), max_size=4, unique=True), max_size=40), st.integers(1, 6), st.data()
)
def test_pairs_by_key_are_those_of_one_process(keys: list[list[int]], window: int, data: Any) -> None:
    """A window counts neighbours under a key in the order of all releases, however rows are spread over workers."""
    import pandas as pd

    rows = [(key, rank, rank % 3, rank) for rank, own in enumerate(keys) for key in own]
    rows = data.draw(st.permutations(rows))
    table = pd.DataFrame(rows, columns=list(KEYS.columns)).astype(KEYS.dtypes.to_dict())
    pairs = {
        pair
        for rest in range(3)
        for pair in pair_up(table[table["key"].to_numpy() % 3 == rest], window)[["a", "b"]].itertuples(
            index=False, name=None
        )
    }
    assert pairs == set(candidates(keys, window))


def test_a_pair_leads_to_both_dossiers() -> None:
    table = KEYS.copy()
    for column, values in {"key": [7, 7], "rank": [4, 2], "shard": [0, 1], "place": [30, 90]}.items():
        table[column] = np.array(values, KEYS[column].dtype)
    assert pair_up(table, 3).to_dict("records") == [
        {"a": 2, "b": 4, "home": 1, "place": 90, "other": 0, "beyond": 30}
    ]


def faulty(item: Found, **columns: Any) -> Found:
    figures: list[Figure] = [replace(f, **columns) for f in item.figures]
    return replace(item, figures=figures)


def test_releases_that_reconciliation_cannot_take_are_rejected_alike(tmp_path: Path) -> None:
    found = releases(150)
    found[20] = faulty(found[20], value="many")  # linking fails
    found[61] = faulty(found[61], low="many", value=None)  # reconciling fails
    rows = in_one_process(found)
    rejected = [r.release_id for _, r in rows if isinstance(r, Release) and r.status == "rejected"]
    assert rejected == [found[20].release.release_id, found[61].release.release_id]
    assert in_shards(found, 13, tmp_path) == rows


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def tables(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


def test_a_release_that_kills_its_worker_is_rejected(
    batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its shard is cut in halves until it stands alone; the rows of all others are as if it had been unreadable."""
    texts = {f"{n:02}": f"Police arrested {n + 3} people in Portugal on 4 March 2024." for n in range(9)}
    inputs = write(tmp_path / "in", texts | {"04": "a poisonous one"})

    def deadly(work: Any, shard: int) -> bool:
        read: list[Release] = work.keywords["setting"].store.read("releases", shard)
        return any("poisonous" in release.text for release in read)

    out = tmp_path / "out"
    with TableWriter(out) as sink:
        summary = run_on_engine([inputs], sink, InlineEngine(deadly), Options(spill=tmp_path))
    assert [(Path(path).name, reason) for path, reason in summary.rejected] == [
        ("04.txt", "the pipeline failed: worker processes died of it")
    ]
    assert summary.statuses == {"ok": 8, "rejected": 1}
    (inputs / "04.txt").unlink()
    with TableWriter(tmp_path / "rest") as sink:
        run_job([inputs], sink)
    assert tables(out)["outcomes.jsonl"] == tables(tmp_path / "rest")["outcomes.jsonl"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out", "rest"]  # nothing is left aside


def test_decisions_are_obeyed_and_told_as_in_one_process(nlp: Any, tmp_path: Path) -> None:
    """Some hold, one has no release, one names a release whose text has changed, one finds nothing, one release killed its workers."""
    texts = {f"{n:03}": f"Police arrested {n + 3} people in Portugal on 4 March 2024." for n in range(120)}
    folder = written(tmp_path / "in", texts)
    found = found_in(folder, nlp)
    figures = {name: item.figures[0] for name, item in found.items()}
    name_of = {name: on(found[name], figure.text)[1] for name, figure in figures.items()}
    changed = {**name_of["050"], "release": "050-00000000"}
    file = file_of(
        tmp_path / "d.jsonl",
        [
            {"right": name_of["001"], "who": "AB"},
            {"correct": name_of["070"], "as": {"value": 4}, "who": "AB"},
            {"wrong": name_of["119"]},
            {"wrong": {**name_of["118"], "measure": "searches"}},
            {"right": changed},
            {"right": {**name_of["002"], "release": "nowhere-00000000"}},
            {"same": [name_of["007"]["release"], name_of["090"]["release"]], "why": "told"},
            {"same": ["nothing", name_of["090"]["release"]], "why": "told"},
        ],
    )
    options = Options(spill=tmp_path, decisions=file)
    with TableWriter(tmp_path / "one") as sink:
        local = run_job([folder], sink, options)

    def deadly(work: Any, shard: int) -> bool:  # the first shard, but no part of it
        setting = getattr(work, "keywords", {}).get("setting")
        return shard == 0 and setting is not None and setting.decided

    for engine in (InlineEngine(), InlineEngine(deadly)):
        with TableWriter(tmp_path / "two") as sink:
            summary = run_on_engine([folder], sink, engine, options)
        assert tables(tmp_path / "one") == tables(tmp_path / "two")
        assert summary == local
    assert [where.rpartition(" ")[2] for where, _ in local.warnings] == ["8", "4", "5", "6"]


def test_limits_hold_for_each_release(tmp_path: Path) -> None:
    texts = {"short": "Police arrested 16 people.", "long": "Police arrested 16 people in Lisbon. " * 2_000}
    folder = written(tmp_path / "in", texts)
    options = Options(spill=tmp_path, limits=Limits(seconds=0.05, megabytes=None))
    with TableWriter(tmp_path / "out") as sink:
        summary = run_on_engine([folder], sink, InlineEngine(), options)
    assert [(Path(path).name, reason) for path, reason in summary.rejected] == [
        ("long.txt", "took more than 0.05 seconds; raise --max-seconds if it is worth it")
    ]


def test_judgements_and_decisions_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    one = file_of(tmp_path / "d.jsonl", [{"same": ["a", "b"], "why": ""}])
    other = file_of(tmp_path / "j.jsonl", [{"different": ["a", "b"], "why": ""}])
    with pytest.raises(UsageError, match="are judged"):
        run_on_engine([], None, InlineEngine(), Options(decisions=one, judgements=other))  # type: ignore[arg-type]


def test_few_releases_make_small_shards_and_many_make_no_more_than_needed() -> None:
    release = Release("a", "a", None, None, None, None, "", "")
    sizes = [len(shard) for shard in shards_of(release for _ in range(200_000))]
    assert sum(sizes) == 200_000
    assert (sizes[0], max(sizes)) == (LEAST, MOST)
    assert len(sizes) < 400
    long = replace(release, text="x" * 9_000_000)
    assert [len(shard) for shard in shards_of([long] * 5)] == [2, 2, 1]


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    store = Store(str(tmp_path))

    def broken() -> Any:
        yield "one"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store.write_many("found", 3, broken())
    assert list((tmp_path / "found").iterdir()) == []
    places = store.write_many("found", 3, ["one", {"two": 2}])
    assert [store.read_at("found", 3, place) for place in places] == ["one", {"two": 2}]
    assert list(store.read_placed("found", 3)) == list(zip(places, ["one", {"two": 2}], strict=True))


def test_another_engine_can_be_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opledger.engine.registry._MAKERS", {})
    assert engine_names() == ["local", "dask"]
    register("inline", make)
    assert engine_names() == ["local", "dask", "inline"]
    assert isinstance(open_engine("inline", EngineOptions()), InlineEngine)
    with pytest.raises(UsageError, match="spork: no such engine; engines: local, dask, inline"):
        open_engine("spork", EngineOptions())


def test_the_command_line_takes_any_registered_engine(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opledger.engine.registry._MAKERS", {"inline": partial(make)})
    assert opledger("extract", batch, "--out", tmp_path / "one").status == 0
    assert opledger("extract", batch, "--out", tmp_path / "two", "--engine", "inline").status == 0
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_ctrl_c_is_remembered_where_python_drops_it() -> None:
    with Stopping() as stopping:
        stopping.check()
        with contextlib.suppress(KeyboardInterrupt):  # as a callback of the garbage collector does
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            stopping.check()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
