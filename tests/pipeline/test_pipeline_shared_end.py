"""The end of the job shared among workers: the tables are those of one process, whatever happens to the workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from opledger.forking import Packs
from opledger.patternfiles import load_patterns
from opledger.reading import fingerprint, originals
from opledger.reconciliation.reconcile import Reconciler
from opledger.records import Release
from opledger.run import collection as collecting
from opledger.run import worker
from opledger.run.collection import Collection
from opledger.run.finishing import Bunch, Desk, Finished, Setting
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.rows import Summary, write_rows
from opledger.run.sharing import write_shared
from opledger.run.spill import Spill
from opledger.run.work import Found, analyse_all
from opledger.run.workers import Crew
from opledger.tables import FORMATS, TableWriter

TEXTS = [
    "Operation Copper Finch: police arrested 16 people in Portugal on 4 March 2024 and seized 212 phones.",
    "Operation Copper Finch update. Police said 19 people were arrested in Portugal, not 16.",
    "Customs checked 1,200 lorries in Austria in May 2023 and found 31 forged passports.",
    "Two rings were broken. Operation Copper Finch led to 19 arrests. Operation Winter Sluice led to 7 arrests and 40 searches.",
    "Operation Winter Sluice: 7 people were detained in Norway and 40 homes searched.",
    "   ",
    "Customs checked 1,200 lorries in Austria in May 2023 and found 31 forged passports.",
    "A harbour master spoke of nothing in particular.",
]
ROUND_UP = "r3"


@pytest.fixture(scope="module")
def everything(nlp: Language) -> list[Found]:
    releases = [
        Release(
            f"r{n}",
            f"r{n}.txt",
            None,
            f"2024-03-{n + 5:02}",
            f"Paper {n % 3}",
            "en",
            str(n),
            text,
            status="ok" if text.strip() else "empty",
        )
        for n, text in enumerate(TEXTS)
    ]
    return list(analyse_all(releases, nlp))


@dataclass
class InlineCrew:
    """Stands for a crew: bunches are done here, but for those that a worker is said to have died of."""

    dies: Callable[[int], bool] = lambda number: False

    def tell(self, setting: Setting) -> None:
        self.desk = Desk(setting)

    def finish(self, bunches: Iterable[Bunch]) -> Iterator[tuple[Bunch, Finished | None]]:
        # All are made before one is taken, as where many are under way.
        for number, bunch in enumerate(list(bunches)):
            yield bunch, None if self.dies(number) else self.desk.finish(bunch)


def collected(everything: Sequence[Found]) -> tuple[Collection, dict[str, str]]:
    collection = Collection(Spill(), load_patterns())
    for found in everything:
        collection.add(found)
    prints = [
        (f.release.release_id, fingerprint(f.release.text)) for f in everything if f.release.status == "ok"
    ]
    return collection, originals(prints)


def alone(everything: Sequence[Found], out: Path, formats: Sequence[str] = ("jsonl",)) -> Summary:
    collection, copies = collected(everything)
    with TableWriter(out, formats) as tables:
        return write_rows(collection.records(copies), tables)


def shared(everything: Sequence[Found], out: Path, crew: Any, formats: Sequence[str] = ("jsonl",)) -> Summary:
    collection, copies = collected(everything)
    with TableWriter(out, formats) as tables:
        return write_shared(collection, copies, tables, crew, (), None, UNLIMITED)


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("bunch_bytes", [1, 4_000, 10**9])
@pytest.mark.parametrize("dies", [lambda n: False, lambda n: n % 2 == 1, lambda n: True])
def test_rows_are_those_of_one_process_in_every_format(
    everything: list[Found],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bunch_bytes: int,
    dies: Callable[[int], bool],
) -> None:
    monkeypatch.setattr(collecting, "BUNCH_BYTES", bunch_bytes)
    formats = [f for f in FORMATS if f != "duckdb"] if bunch_bytes == 1 else ["jsonl", "csv"]
    wanted = alone(everything, tmp_path / "alone", formats)
    assert shared(everything, tmp_path / "shared", InlineCrew(dies), formats) == wanted
    assert files(tmp_path / "shared") == files(tmp_path / "alone")
    assert wanted.rows["links"] > 0
    assert wanted.statuses["empty"] == 1


@pytest.mark.parametrize("bunch_bytes", [1, 10**9])
def test_a_release_found_faulty_in_one_operation_is_left_out_of_those_after_it(
    everything: list[Found], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bunch_bytes: int
) -> None:
    monkeypatch.setattr(collecting, "BUNCH_BYTES", bunch_bytes)
    rows = Reconciler.rows

    def faulty(self: Any, task: Any, records: Any) -> Any:
        if any(r.release.release_id == ROUND_UP for r in records):
            raise ValueError("too round")
        return rows(self, task, records)

    monkeypatch.setattr(Reconciler, "rows", faulty)
    wanted = alone(everything, tmp_path / "alone")
    assert shared(everything, tmp_path / "shared", InlineCrew()) == wanted
    assert files(tmp_path / "shared") == files(tmp_path / "alone")
    assert wanted.rejected == [
        (f"{ROUND_UP}.txt", "reconciliation failed: ValueError: too round"),
    ]


class Falls:
    """A desk at which a worker dies, at which nothing works, or at which all is well, as the first release has it."""

    def __init__(self, setting: Setting) -> None:
        self._desk = Desk(setting)
        self._done = 0

    def finish(self, bunch: Bunch) -> Finished:
        self._done += 1
        if self._done == 2:
            os._exit(3)
        if self._done == 1:
            raise ValueError("no pen")
        return self._desk.finish(bunch)


def falls(tasks: Any, answers: Any, packs: Packs, limits: Limits) -> None:
    worker.Desk = Falls  # type: ignore[misc,assignment]
    worker.work(tasks, answers, packs, limits)


def test_workers_that_die_at_the_end_cost_nothing(
    everything: list[Found],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(collecting, "BUNCH_BYTES", 1)
    wanted = alone(everything, tmp_path / "alone")
    with Crew(2, ((), None), UNLIMITED, falls) as crew:
        assert shared(everything, tmp_path / "shared", crew) == wanted
    assert files(tmp_path / "shared") == files(tmp_path / "alone")
    assert capfd.readouterr().err == ""
