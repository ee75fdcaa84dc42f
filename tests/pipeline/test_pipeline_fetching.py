"""Files read by workers: the tables are those of one process, and a file that a worker dies of is rejected alone."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from opledger.forking import Packs
from opledger.reading import Meter, ReadOptions
from opledger.reading.reader import releases_of, sources_of
from opledger.run import Options, Summary, run_job, worker
from opledger.run.fetching import Reading
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.workers import Crew
from opledger.tables import TableWriter

PAGE = (
    "<html><head><title>Raids on the quay {n}</title></head><body><article><h1>Raids on the quay {n}</h1>"
    "<p>Police arrested {n} people in Portugal on 4 March 2024 during Operation Copper Finch, and seized 212 phones "
    "in a warehouse near the harbour, the force said on Tuesday.</p></article></body></html>"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages, among them two alike, with other files before, between and behind."""
    made = tmp_path / "in"
    made.mkdir()
    for n in range(2, 32):
        (made / f"{n:02}.html").write_text(PAGE.format(n=n), encoding="utf-8")
    (made / "03").mkdir()
    (made / "03" / "02.html").write_text(PAGE.format(n=2), encoding="utf-8")
    lines = (json.dumps({"id": f"line {n}", "text": f"Nine held, {n} searched."}) for n in range(15))
    (made / "10b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (made / "20b.txt").write_text("Customs checked 1,200 lorries.", encoding="utf-8")
    (made / "21b.pdf").write_bytes(b"%PDF-1.7 and no more")
    (made / "22b.eml").write_text(
        "From: press@example.org\nSubject: Six held\n\nSix were held.", encoding="utf-8"
    )
    return made


def tables(folder: Path, out: Path, jobs: int) -> tuple[Summary, dict[str, bytes], Meter]:
    meter = Meter()
    with TableWriter(out) as writer:
        summary = run_job([folder], writer, Options(jobs=jobs, reading=ReadOptions(meter=meter)))
    return summary, {file.name: file.read_bytes() for file in sorted(out.iterdir())}, meter


def test_workers_read_what_one_process_reads(folder: Path, tmp_path: Path) -> None:
    alone, wanted, watched = tables(folder, tmp_path / "alone", 1)
    summary, found, meter = tables(folder, tmp_path / "shared", 2)
    assert (summary, found) == (alone, wanted)
    assert (meter.read, meter.total, meter.releases) == (watched.read, watched.total, watched.releases)
    assert summary.statuses == {"ok": 48, "rejected": 1}


def kills(tasks: Any, answers: Any, packs: Packs, limits: Limits) -> None:
    """A worker that some pages kill."""
    read = Reading.drafts

    def drafts(self: Reading) -> Any:
        if self.source.stem in ("05", "31"):
            os._exit(3)
        return read(self)

    Reading.drafts = drafts  # type: ignore[method-assign]
    worker.work(tasks, answers, packs, limits)


def test_a_file_that_workers_die_of_is_rejected_alone(folder: Path) -> None:
    options = ReadOptions()
    with Crew(2, ((), None), UNLIMITED, kills) as crew:
        releases = releases_of(sources_of([str(folder)], options), options, crew.fetch)
        found = [found.release for found in crew.analyse(releases)]
    assert len(found) == 49
    died = [release for release in found if "2 worker processes died of it" in (release.error or "")]
    assert [Path(release.path).name for release in died] == ["05.html", "31.html"]
    assert [release.status for release in found].count("ok") == 46
