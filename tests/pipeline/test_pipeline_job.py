"""The whole job: same rows alone, in a batch, in workers, in any order; flat in memory."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from spacy.language import Language

import opledger
from opledger.errors import UsageError
from opledger.patternfiles import load_patterns
from opledger.reading import read
from opledger.reconciliation.reconcile import reconcile
from opledger.records import TABLES, Release
from opledger.run import Options, run_job
from opledger.run.collection import Collection
from opledger.run.convert import to_figures, to_mentions
from opledger.run.spill import Spill
from opledger.run.work import BATCH_RELEASES, Found, analyse_all, batches
from opledger.tables import SCHEMA, TableWriter

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def run(inputs: list[str], out: Path, nlp: Language | None = None, jobs: int = 1) -> dict[str, bytes]:
    with TableWriter(out) as tables:
        run_job(inputs, tables, Options(jobs=jobs, nlp=nlp))
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


def rows(tables: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in tables[f"{table}.jsonl"].decode().split("\n") if line]


@pytest.fixture(scope="module")
def tables(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return run([str(SEEDS)], tmp_path_factory.mktemp("whole") / "out", nlp)


def test_workers_change_no_byte(tables: dict[str, bytes], tmp_path: Path) -> None:
    assert run([str(SEEDS)], tmp_path / "out", jobs=2) == tables


def test_the_order_of_the_inputs_changes_no_byte(
    nlp: Language, tables: dict[str, bytes], tmp_path: Path
) -> None:
    inputs = [str(p) for p in SEEDS.rglob("*") if p.is_file() and not p.name.endswith(".gold.json")]
    random.Random(3).shuffle(inputs)
    assert run(inputs, tmp_path / "out", nlp) == tables


def test_the_same_pipeline_used_again_changes_no_byte(
    nlp: Language, tables: dict[str, bytes], tmp_path: Path
) -> None:
    assert run([str(SEEDS)], tmp_path / "out", nlp) == tables


@pytest.mark.parametrize("number", [0, 20, 40])
def test_a_release_alone_gives_the_rows_of_the_batch(
    nlp: Language, tables: dict[str, bytes], tmp_path: Path, number: int
) -> None:
    release = [r for r in rows(tables, "releases") if Path(r["path"]).suffix == ".txt"][number]
    alone = run([release["path"]], tmp_path / "out", nlp)
    for table in ("releases", "mentions", "figures"):
        whole = [r for r in rows(tables, table) if r["release_id"] == release["release_id"]]
        single = rows(alone, table)
        for row in (*whole, *single):
            # What the batch knows and a single release can't: its copies, and the operation it shares with others.
            row.pop("duplicate_of", None)
            row.pop("operation_id", None)
        assert single == whole
    own = [o for o in rows(tables, "outcomes") if o["release_id"] == release["release_id"]]
    same = ("measure", "place", "object", "unit", "substance", "low", "high", "status", "supporting")
    assert [[o[k] for k in same] for o in rows(alone, "outcomes") if o["release_id"]] == [
        [o[k] for k in same] for o in own
    ]


def test_rows_stand_in_the_order_of_path_and_text(tables: dict[str, bytes]) -> None:
    order = {r["release_id"]: n for n, r in enumerate(rows(tables, "releases"))}
    for table in ("mentions", "figures"):
        places = [(order[r["release_id"]], r["start"]) for r in rows(tables, table)]
        assert places == sorted(places)


def test_every_span_is_its_text(tables: dict[str, bytes]) -> None:
    texts = {r["release_id"]: r["text"] for r in rows(tables, "releases")}
    for table in ("mentions", "figures"):
        for row in rows(tables, table):
            assert texts[row["release_id"]][row["start"] : row["end"]] == row["text"], row


def test_ids_are_unique(tables: dict[str, bytes]) -> None:
    for table, columns in SCHEMA.items():
        ids = [row[next(iter(columns))] for row in rows(tables, table)]
        assert len(set(ids)) == len(ids), table


def release(number: int, text: str = "x") -> Release:
    return Release(f"r{number}", f"{number}.txt", None, None, None, None, "", text)


def test_batches_are_bounded_and_lazy() -> None:
    taken = 0

    def source() -> Iterator[Release]:
        nonlocal taken
        for number in range(3 * BATCH_RELEASES):
            taken += 1
            yield release(number)

    stream = batches(source())
    assert [r.release_id for r in next(stream)] == [f"r{n}" for n in range(BATCH_RELEASES)]
    assert taken == BATCH_RELEASES
    long = [release(n, "x" * 300_000) for n in range(5)]
    assert [len(batch) for batch in batches(long)] == [2, 2, 1]
    assert list(batches([])) == []


def test_a_spill_gives_back_what_it_took_as_often_as_asked(tmp_path: Path) -> None:
    spill = Spill(tmp_path)
    kept = [Found(release(n), [], []) for n in range(5)]
    for found in kept:
        spill.add(found)
    assert list(spill) == kept
    assert list(spill) == kept
    spill.close()


def test_local_references_become_global_ids() -> None:
    figure = {
        "figure_id": "f0", "measure": "arrests", "start": 0, "end": 1, "qualifier": "exact", "unit": "person",
        "role": "total", "sentence": "xx", "implicit": False, "rule": "r", "extras": {"of": None},
    }  # fmt: skip
    part = {
        **figure,
        "figure_id": "f1",
        "part_of": "f0",
        "repeat_of": None,
        "extras": {"of": "f0", "kind": "man"},
    }
    twin = {**figure, "figure_id": "f2", "repeat_of": "f0"}
    first, second, third = to_figures(release(1, "xx"), {"figures": [figure, part, twin]})
    assert first.figure_id == "r1:arrests:0-1"
    assert (second.part_of, second.extras) == (first.figure_id, {"of": first.figure_id, "kind": "man"})
    assert third.repeat_of == first.figure_id
    assert len({first.figure_id, second.figure_id, third.figure_id}) == 3
    mention = {
        "label": "AGENCY",
        "start": 0,
        "end": 1,
        "name": "X",
        "id": "x",
        "roles": [],
        "repeat_of": None,
    }
    one, two = to_mentions(
        release(1, "xx"), {"mentions": [mention, {**mention, "start": 1, "end": 2, "repeat_of": 0}]}
    )
    assert (one.repeat_of, two.repeat_of) == (None, one.mention_id)


def test_a_collection_gives_the_rows_that_reconcile_gives(nlp: Language) -> None:
    patterns = load_patterns()
    everything = list(analyse_all(read([str(SEEDS)]), nlp))
    whole = reconcile(
        [found.release for found in everything],
        [mention for found in everything for mention in found.mentions],
        [figure for found in everything for figure in found.figures],
        patterns,
    )
    spill = Spill()
    collection = Collection(spill, patterns)
    for found in everything:
        collection.add(found)
    streamed: dict[str, list[Any]] = {table: [] for table in TABLES}
    for table, record in collection.records({}):
        streamed[table].append(record)
    spill.close()
    for table in ("operations", "outcomes", "conflicts", "links"):
        assert tuple(streamed[table]) == getattr(whole, table)
    assert {f.figure_id: f.operation_id for f in streamed["figures"]} == {
        f.figure_id: f.operation_id for f in whole.figures
    }


def test_the_day_of_a_byline_is_kept_where_the_file_gives_none(nlp: Language) -> None:
    text = "Nine held in harbour raids\nBy Our Staff | March 4, 2024\n\nPolice arrested nine men this week."
    (found,) = analyse_all([release(1, text)], nlp)
    assert (found.release.published, found.release.metadata["issued"]) == (None, "2024-03-04")
    (found,) = analyse_all([replace(release(1, text), published="2024-03-09")], nlp)
    assert "issued" not in found.release.metadata


def test_lone_surrogates_cost_nothing_but_themselves(nlp: Language) -> None:
    text = "Police \ud83d arrested 16 people."
    (found,) = analyse_all([release(1, text)], nlp)
    assert found.release.status == "ok"
    assert len(found.release.text) == len(text)
    assert [f.text for f in found.figures] == ["16 people"]


def test_data_frames_have_columns_and_nullable_types(batch: Path, tmp_path: Path) -> None:
    frames = opledger.extract(batch)
    assert list(frames) == list(TABLES)
    for table, frame in frames.items():
        assert list(frame.columns) == list(SCHEMA[table])
    figures = frames["figures"]
    assert str(figures["low"].dtype) == "Float64"
    assert str(figures["start"].dtype) == "Int64"
    assert str(figures["implicit"].dtype) == "boolean"
    assert all(isinstance(places, list) for places in figures["places"])
    high = figures.loc[figures["qualifier"] == "more_than", "high"]
    assert len(high)
    assert high.isna().all()
    assert frames["operations"]["name"].tolist()[0] is None or isinstance(
        frames["operations"]["name"][0], str
    )


def test_data_frames_of_nothing_have_columns(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    frames = opledger.extract([tmp_path / "empty.txt"])
    assert frames["releases"]["status"].tolist() == ["empty"]
    assert isinstance(frames["figures"], pd.DataFrame)
    assert list(frames["figures"].columns) == list(SCHEMA["figures"])


def test_a_wrong_input_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        opledger.extract(tmp_path / "nowhere")
