"""Files whose bytes the ledger has seen are not taken apart again, and nothing else changes by that."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from fpdf import FPDF
from ledgers import EARLY, LATER, NAMED, OTHER, Add, everything, tables, write
from spacy.language import Language
from sqlalchemy import delete, select, text

from opledger.errors import RejectedError
from opledger.ledger import AddOptions, Report, Store, changes_of, status, watch
from opledger.ledger.schema import CONTRACT, PATHS, SEEN
from opledger.reading import ReadOptions
from opledger.reading import way as ways
from opledger.reading.formats import reader_for

Read = list[str]


@pytest.fixture
def taken_apart(monkeypatch: pytest.MonkeyPatch) -> Read:
    """The formats of the files that are taken apart from now on."""
    done: Read = []

    def noted(name: str) -> Any:
        done.append(name)
        return reader_for(name)

    monkeypatch.setattr("opledger.reading.opening.reader_for", noted)
    return done


def page(body: str) -> str:
    return f"<html><head><title>Raid</title></head><body><article><p>{body}</p></article></body></html>"


def a_file_of_each_kind(folder: Path) -> Path:
    """Releases in many formats, one that holds nothing, and some that can't be read."""
    folder.mkdir()
    (folder / "plain.txt").write_text(EARLY, encoding="utf-8")
    (folder / "page.html").write_text(page(NAMED), encoding="utf-8")
    (folder / "page.html.gz").write_bytes(gzip.compress(page(LATER).encode(), mtime=0))
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.multi_cell(0, 8, OTHER.replace("–", "-"))
    pdf.output(str(folder / "paper.pdf"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    lines = [json.dumps({"id": f"n{n}", "text": f"Police arrested {n} people."}) for n in range(7, 10)]
    (folder / "news.jsonl").write_text("\n".join([*lines, "{"]), encoding="utf-8")
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    mail = "From: Desk <desk@example.org>\nSubject: Nine held\nDate: Fri, 3 May 2024 10:00:00 +0200\n\nPolice held nine.\n"
    (folder / "box.mbox").write_text(f"From desk Fri May  3 10:00:00 2024\n{mail}\n", encoding="utf-8")
    return folder


def told(report: Report) -> tuple[int, int, dict[str, int]]:
    return report.new, report.known, report.counts()


def test_a_folder_is_not_taken_apart_again(target: str, put: Add, tmp_path: Path, taken_apart: Read) -> None:
    folder = a_file_of_each_kind(tmp_path / "in")
    first = put(target, folder)
    assert (first.new, first.known, len(first.of("release_rejected"))) == (11, 0, 2)
    before = everything(target)
    assert len(before["seen_files"]) == 8 and len(taken_apart) == 8
    taken_apart.clear()
    again = put(target, folder)
    assert (again.new, again.known, again.changes, again.notes) == (0, 11, [], [])
    assert taken_apart == []
    assert everything(target) == before
    assert status(target).runs[0]["releases_known"] == 11
    assert changes_of(target, again.run_id) == []


def test_another_folder_with_the_same_files(target: str, put: Add, tmp_path: Path, taken_apart: Read) -> None:
    folder = a_file_of_each_kind(tmp_path / "in")
    put(target, folder)
    moved = Path(shutil.copytree(folder, tmp_path / "moved"))
    taken_apart.clear()
    report = put(target, moved)
    # What can't be read is known by its path, so the three files that hold such are read, and told, once more.
    assert sorted(taken_apart) == ["jsonl", "pdf", "text"]
    assert (report.new, report.known) == (3, 8)
    assert [Path(c.name or "").name for c in report.of("release_rejected")] == ["broken.pdf", "news.jsonl:4"]
    with Store(target) as store, store.reading() as base:
        paths = [Path(path) for path in base.execute(select(PATHS.c.path)).scalars()]
    assert sorted(p.name for p in paths if p.parent == moved) == sorted(
        p.name for p in paths if p.parent == folder
    )


def test_a_renamed_file_is_read_for_its_name_may_say_how(
    target: str, put: Add, folder: Path, taken_apart: Read
) -> None:
    put(target, folder)
    (folder / "a_early.txt").rename(folder / "a_early.md")
    taken_apart.clear()
    assert told(put(target, folder))[:2] == (0, 4)
    assert taken_apart == ["text"]


def test_new_files_among_seen_ones_get_the_ids_that_they_would_have_got(
    put: Add, tmp_path: Path, taken_apart: Read
) -> None:
    first, second = ({"id": "raid", "text": EARLY, "published": f"2024-05-0{day}"} for day in (3, 4))
    folder = write(tmp_path / "in")
    (folder / "a.json").write_text(json.dumps(first), encoding="utf-8")
    step, once = str(tmp_path / "step.db"), str(tmp_path / "once.db")
    put(step, folder)
    (folder / "b.json").write_text(json.dumps(second), encoding="utf-8")
    taken_apart.clear()
    put(step, folder)
    assert taken_apart == ["json"]
    put(once, folder)
    assert [r["release_id"] for r in tables(step)["releases"]] == [
        r["release_id"] for r in tables(once)["releases"]
    ]


def test_other_options_read_otherwise(target: str, put: Add, tmp_path: Path, taken_apart: Read) -> None:
    file = tmp_path / "news.csv"
    file.write_text("text,body\nPolice held nine men.,Police arrested 12 men.\n", encoding="utf-8")
    assert put(target, file).new == 1
    other = ReadOptions(columns=(("text", "body"),))
    assert put(target, file, reading=other).new == 1
    assert put(target, file, reading=other).known == 1
    assert put(target, file, reading=ReadOptions(max_bytes=10)).changes[0].kind == "release_rejected"
    assert taken_apart == ["csv"] * 3


def test_what_a_missing_library_left_is_read_once_it_is_there(
    target: str, put: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_file_of_each_kind(tmp_path / "in")

    def missing(module: str, extra: str, what: str) -> Any:
        raise RejectedError(f"{what} can't be read without {module}")

    with monkeypatch.context() as without:
        without.setattr("opledger.reading.formats.pdf.needed", missing)
        without.setattr(ways, "_version", lambda library: f"no {library}")
        ways._libraries.cache_clear()
        put(target, folder)
    ways._libraries.cache_clear()
    report = put(target, folder)
    # One can be read now; the other is still broken, and makes way for the new reason.
    assert [c.kind for c in report.changes if c.kind.startswith("release")] == [
        "release_gone",
        "release_gone",
        "release_rejected",
        "release_new",
    ]


def test_bytes_that_could_not_be_read_come_back(target: str, put: Add, tmp_path: Path) -> None:
    file = tmp_path / "news.json"
    for content, kinds in (
        ("{", ["release_rejected"]),
        (json.dumps({"text": OTHER}), ["release_gone", "release_new"]),
        ("{", ["release_rejected"]),
        ("{", []),
    ):
        file.write_text(content, encoding="utf-8")
        report = put(target, file)
        assert [c.kind for c in report.changes if c.kind.startswith("release")] == kinds


def test_a_release_that_has_gone_is_read_again(
    target: str, put: Add, folder: Path, taken_apart: Read
) -> None:
    put(target, folder)
    releases = CONTRACT["releases"]
    with Store(target, write=True) as store, store.writing() as base:
        own = base.execute(
            select(releases.c.release_id).where(releases.c.path.like("%d_other.txt"))
        ).scalar_one()
        operation = text("DELETE FROM operations WHERE operation_id IN "
                         "(SELECT operation_id FROM operation_releases WHERE release_id = :own)")  # fmt: skip
        for table in ("figures", "mentions", "outcomes", "conflicts", "links"):
            base.execute(delete(CONTRACT[table]).where(CONTRACT[table].c.release_id == own))
        base.execute(text("DELETE FROM outcomes WHERE operation_id IN "
                          "(SELECT operation_id FROM operation_releases WHERE release_id = :own)"), {"own": own})  # fmt: skip
        base.execute(operation, {"own": own})
        base.execute(delete(releases).where(releases.c.release_id == own))
    taken_apart.clear()
    assert told(put(target, folder))[:2] == (1, 3)
    assert taken_apart == ["text"]


def lines_of(count: int) -> str:
    return "\n".join(
        json.dumps({"id": f"n{n}", "text": f"Police arrested {n + 3} men."}) for n in range(count)
    )


def test_a_long_file_is_kept_in_parts(
    target: str, put: Add, tmp_path: Path, taken_apart: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opledger.ledger.seen.PART", 4)
    file = tmp_path / "news.jsonl"
    file.write_text(lines_of(10), encoding="utf-8")
    put(target, file)
    before = everything(target)
    assert len(before["seen_files"]) == 3
    assert told(put(target, file))[:2] == (0, 10)
    assert len(taken_apart) == 1
    assert everything(target) == before
    for damage in (SEEN.c.part == 1, SEEN.c.part == 2):
        with Store(target, write=True) as store, store.writing() as base:
            base.execute(delete(SEEN).where(damage))
        taken_apart.clear()
        assert told(put(target, file))[:2] == (0, 10)
        assert len(taken_apart) == 1
        assert everything(target) == before


def test_a_file_of_which_half_is_stored_is_read_again(
    target: str, put: Add, tmp_path: Path, taken_apart: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opledger.ledger.intake.BUNCH_RELEASES", 3)
    monkeypatch.setattr("opledger.ledger.seenrows.ROWS", 1)
    file = tmp_path / "news.jsonl"
    file.write_text(lines_of(10), encoding="utf-8")
    stored: list[object] = []

    def stops(found: Any) -> Any:
        stored.append(found)
        if len(stored) == 7:
            raise KeyboardInterrupt
        return found

    with pytest.raises(KeyboardInterrupt):
        put(target, file, revise=stops)
    assert told(put(target, file))[:2] == (4, 6)
    assert len(taken_apart) == 2
    assert told(put(target, file))[:2] == (0, 10)
    assert len(taken_apart) == 2


def test_a_file_that_changes_while_it_is_read_is_read_again(
    target: str, put: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "news.txt"
    file.write_text(OTHER, encoding="utf-8")
    once = iter([True])

    def meanwhile(name: str) -> Any:
        read = reader_for(name)

        def changing(stream: Any, *rest: Any) -> Iterator[Any]:
            if next(once, False):
                file.write_text(EARLY, encoding="utf-8")
            return read(stream, *rest)

        return changing

    monkeypatch.setattr("opledger.reading.opening.reader_for", meanwhile)
    put(target, file)
    file.write_text(OTHER, encoding="utf-8")
    put(target, file)
    file.write_text(EARLY, encoding="utf-8")
    put(target, file)
    assert {row["text"] for row in tables(target)["releases"]} >= {OTHER, EARLY}
    assert told(put(target, file))[:2] == (0, 1)


def test_a_fault_of_the_disk_is_not_kept(
    target: str, put: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text(lines_of(3), encoding="utf-8")

    def failing(name: str) -> Any:
        def read(stream: Any, *rest: Any) -> Iterator[Any]:
            yield from ()
            raise OSError(5, "Input/output error")

        return read

    with monkeypatch.context() as faulty:
        faulty.setattr("opledger.reading.opening.reader_for", failing)
        assert put(target, file).of("release_rejected")[0].after == "can't be read: input/output error"
    assert put(target, file).new == 3


def test_a_file_that_goes_while_it_is_read(
    target: str, put: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text(lines_of(3), encoding="utf-8")

    def going(name: str) -> Any:
        def read(*args: Any) -> Iterator[Any]:
            yield from reader_for(name)(*args)
            file.unlink()

        return read

    monkeypatch.setattr("opledger.reading.opening.reader_for", going)
    report = put(target, file)
    assert (report.new, report.of("release_rejected")) == (3, [])
    assert everything(target)["seen_files"] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_and_standard_input_are_read_as_they_come(
    target: str, put: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for known in (0, 1):
        writer = Thread(target=pipe.write_text, args=(OTHER,), daemon=True)
        writer.start()
        assert told(put(target, pipe))[:2] == (1 - known, known)
        writer.join()
    for known in (0, 1):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LATER.encode())))
        assert told(put(target, "-"))[:2] == (1 - known, known)
    assert sorted(row["text"] for row in tables(target)["releases"]) == sorted([OTHER, LATER])
    assert everything(target)["seen_files"] == []


def test_watch_passes_over_what_it_has_seen(
    put: Add, tmp_path: Path, taken_apart: Read, nlp: Language
) -> None:
    folder, target = a_file_of_each_kind(tmp_path / "in"), str(tmp_path / "ops.db")
    reports: list[Report] = []

    def watching(until: Callable[[], bool]) -> None:
        stop = Event()

        def heard(report: Report) -> None:
            reports.append(report)
            if until():
                stop.set()

        watch(target, folder, AddOptions(nlp=nlp), settle=0.0, on_report=heard, stop=stop)

    watching(lambda: sum(r.new + r.known for r in reports) >= 11)
    assert len(taken_apart) == 8
    reports.clear()
    watching(lambda: sum(r.new + r.known for r in reports) >= 11)
    assert len(taken_apart) == 8
    assert sum(r.known for r in reports) == 11
    assert put(target, folder).known == 11
    assert len(taken_apart) == 8
