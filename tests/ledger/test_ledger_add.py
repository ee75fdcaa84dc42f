"""A ledger grows: what is new is read, what is touched is reconciled, ids stay, and what changed is told."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledgers import EARLY, LATER, OTHER, Add, everything, extracted, tables, without_ids, write
from spacy.language import Language
from sqlalchemy import select

from opledger.errors import UsageError
from opledger.ledger import Store, changes_of, rows, snapshot, status
from opledger.ledger.schema import FORMER, PATHS, RELATIONS
from opledger.reconciliation.reconcile import Reconciler
from opledger.run.work import Found
from opledger.tables import SCHEMA, to_row

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def release_ids(target: str) -> dict[str, str]:
    """Name of each file and the id of its release."""
    return {Path(row["path"]).stem: row["release_id"] for row in rows(target, "releases")}


def operation_of(target: str, name: str) -> str:
    own = release_ids(target)[name]
    return next(row["operation_id"] for row in rows(target, "operations") if own in row["release_ids"])


def test_all_at_once_is_what_extract_gives_in_its_order(target: str, put: Add, nlp: Language) -> None:
    inputs = [SEEDS / "retold", *sorted((SEEDS / "dev").glob("b[12]-*.txt"))]
    put(target, *inputs)
    whole = extracted(nlp, *inputs)
    found = tables(target)
    assert sum(map(len, whole.values())) > 300
    for table in SCHEMA:
        assert json.dumps(found[table]) == json.dumps(whole[table]), table


def test_piece_by_piece_is_the_same_but_for_ids(target: str, put: Add, folder: Path, nlp: Language) -> None:
    own = sorted((SEEDS / "own").glob("*.txt"))[:12]
    files = [*own, *sorted(folder.iterdir(), reverse=True)]
    for at in range(0, len(files), 5):
        put(target, *files[at : at + 5])
    assert without_ids(tables(target)) == without_ids(extracted(nlp, *files))
    assert status(target).settled


def test_what_is_known_is_not_read_again(
    target: str, put: Add, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert put(target, folder).new == 4
    before = everything(target)
    monkeypatch.setattr("opledger.ledger.adding.analyse", None)  # it must not be called
    again = put(target, folder)
    assert (again.new, again.known, again.changes) == (0, 4, [])
    assert everything(target) == before


def test_the_same_content_under_another_path_is_noted(
    target: str, put: Add, folder: Path, tmp_path: Path
) -> None:
    put(target, folder)
    moved = write(tmp_path / "moved", other_name=EARLY)
    report = put(target, moved)
    assert (report.new, report.known) == (0, 1)
    with Store(target) as store, store.reading() as base:
        found = base.execute(select(PATHS.c.release_id, PATHS.c.path)).all()
    own = release_ids(target)["a_early"]
    assert sorted(Path(path).stem for rid, path in found if rid == own) == ["a_early", "other_name"]


def test_the_same_content_twice_in_one_run_is_one_release(target: str, put: Add, tmp_path: Path) -> None:
    report = put(target, write(tmp_path / "in", one=EARLY, two=EARLY))
    assert (report.new, report.known, len(list(rows(target, "releases")))) == (1, 1, 1)


def test_a_changed_file_is_a_new_release(target: str, put: Add, folder: Path) -> None:
    put(target, folder)
    file = folder / "c_later.txt"
    file.write_text(LATER.replace("23 arrests", "29 arrests"), encoding="utf-8")
    report = put(target, folder)
    assert (report.new, report.known) == (1, 3)
    assert len([row for row in rows(target, "releases") if row["path"] == str(file)]) == 2
    lines = [change.as_line() for change in report.of("value_changed")]
    assert lines == ["Operation Paper Moon, arrests: 23 -> 29 (conflict)"]


def test_a_word_for_word_copy_of_another_publisher_is_marked(target: str, put: Add, tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    lines = [{"id": own, "text": EARLY, "publisher": own} for own in ("gazette", "courier")]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines[:1]), encoding="utf-8")
    put(target, file)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert (put(target, file).new, status(target).rows["releases"]) == (1, 2)
    first, second = rows(target, "releases")
    # The original is the first by id, as in one run over both.
    assert (first["duplicate_of"], second["duplicate_of"]) == (second["release_id"], None)


def test_releases_of_one_name_and_text_get_ids_of_their_own(target: str, put: Add, tmp_path: Path) -> None:
    for day in ("2024-05-03", "2024-05-04"):
        file = tmp_path / "news.json"
        file.write_text(json.dumps({"id": "raid", "text": EARLY, "published": day}), encoding="utf-8")
        assert put(target, file).new == 1
    found = tables(target)
    assert len({row["release_id"] for row in found["releases"]}) == 2
    assert {f["figure_id"].partition(":")[0] for f in found["figures"]} == {
        row["release_id"] for row in found["releases"]
    }


def test_an_operation_keeps_its_id_when_it_gets_a_name(target: str, put: Add, folder: Path) -> None:
    put(target, folder / "a_early.txt")
    before = operation_of(target, "a_early")
    report = put(target, folder / "b_named.txt")
    assert operation_of(target, "b_named") == before
    assert before.startswith("op-") and "paper" not in before
    (operation,) = rows(target, "operations")
    assert operation["name"] == "Operation Paper Moon"
    assert [c.kind for c in report.changes] == ["release_new", "operation_updated"]


def test_an_operation_keeps_its_id_when_an_earlier_release_comes(
    target: str, put: Add, folder: Path, nlp: Language, tmp_path: Path
) -> None:
    put(target, folder / "a_early.txt")
    before = operation_of(target, "a_early")
    first = write(tmp_path / "first", earlier=EARLY.replace("On 3 May 2024 officers", "2 May 2024. Officers"))
    put(target, first)
    (operation,) = rows(target, "operations")
    assert len(operation["release_ids"]) == 2
    assert operation["operation_id"] == before
    (alone,) = extracted(nlp, folder / "a_early.txt", first)["operations"]
    assert alone["operation_id"] != before  # so the ledger did have to keep it


def test_operations_that_turn_out_to_be_one_are_merged(
    target: str, put: Add, folder: Path, tmp_path: Path
) -> None:
    put(target, folder)
    old, gone = operation_of(target, "a_early"), operation_of(target, "d_other")
    judged = tmp_path / "judgements.jsonl"
    pair = ["Operation Paper Moon", release_ids(target)["d_other"]]
    judged.write_text(json.dumps({"same": pair, "why": "one case"}) + "\n", encoding="utf-8")
    report = put(target, folder, judgements=judged)
    assert [(c.operation_id, c.into) for c in report.of("operation_merged")] == [(gone, old)]
    with Store(target) as store, store.reading() as base:
        assert base.execute(select(FORMER.c.operation_id, FORMER.c.merged_into)).all() == [(gone, old)]
    assert len(list(rows(target, "operations"))) == 1
    assert {figure["operation_id"] for figure in rows(target, "figures")} == {old}
    # The ledger remembers what was judged.
    more = write(tmp_path / "more", more=LATER.replace("23", "27"))
    assert not put(target, more).of("operation_new")
    assert operation_of(target, "d_other") == old
    # And an operation that is parted again has the id that it had.
    judged.write_text("", encoding="utf-8")
    put(target, folder, judgements=judged)
    assert (operation_of(target, "a_early"), operation_of(target, "d_other")) == (old, gone)
    with Store(target) as store, store.reading() as base:
        assert base.execute(select(FORMER)).all() == []


def test_only_what_is_touched_is_reconciled(
    target: str, put: Add, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(target, folder / "a_early.txt", folder / "d_other.txt")
    done: list[str] = []
    rows_of = Reconciler.rows

    def noting(self: Reconciler, task: Any, records: Any) -> Any:
        done.append(task.operation_id)
        return rows_of(self, task, records)

    monkeypatch.setattr(Reconciler, "rows", noting)
    put(target, folder / "c_later.txt", folder / "b_named.txt")
    assert done == [operation_of(target, "a_early")]


def test_changes_are_told_and_kept(target: str, put: Add, folder: Path) -> None:
    put(target, folder / "a_early.txt")
    report = put(target, folder / "c_later.txt", folder / "b_named.txt", folder / "d_other.txt")
    lines = [change.as_line() for change in report.changes if not change.kind.startswith("release")]
    assert "Operation Paper Moon, arrests: 17 -> 23 (conflict)" in lines
    assert report.counts()["operations_new"] == 1
    assert changes_of(target, report.run_id) == report.changes
    last, first = status(target).runs
    assert (last["releases_new"], last["operations_updated"], first["releases_new"]) == (3, 1, 1)
    with pytest.raises(UsageError, match="there is no run 99"):
        changes_of(target, 99)


def test_what_cannot_be_read_is_kept_until_it_can(target: str, put: Add, folder: Path) -> None:
    bad = folder / "e_bad.json"
    bad.write_text("{", encoding="utf-8")
    report = put(target, folder)
    assert [c.name for c in report.of("release_rejected")] == [str(bad)]
    assert status(target).releases == {"ok": 4, "rejected": 1}
    assert put(target, folder).changes == []
    bad.write_text(json.dumps({"text": OTHER.replace("31", "32")}), encoding="utf-8")
    assert put(target, folder).new == 1
    assert status(target).releases == {"ok": 5}


def test_a_release_that_reconciliation_cannot_take_is_rejected_alone(
    target: str, put: Add, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Reconciler.rows

    def trip(self: Reconciler, task: Any, records: Any) -> Any:
        if any("Border check" in r.release.text for r in records):
            raise RuntimeError("tripped")
        return whole(self, task, records)

    monkeypatch.setattr(Reconciler, "rows", trip)
    report = put(target, folder)
    assert [c.after for c in report.of("release_rejected")] == [
        "reconciliation failed: RuntimeError: tripped"
    ]
    assert status(target).releases == {"ok": 3, "rejected": 1}
    assert [row["name"] for row in rows(target, "operations")] == ["Operation Paper Moon"]


def test_a_release_that_the_database_cannot_hold_is_rejected_alone(
    target: str, put: Add, folder: Path
) -> None:
    def spoil(found: Found) -> Found:
        if "Border" not in found.release.text:
            return found
        twice = [found.mentions[0], found.mentions[0]]
        return Found(found.release, twice, found.figures)

    report = put(target, folder, revise=spoil)
    (rejected,) = report.of("release_rejected")
    assert rejected.after is not None and "the ledger can't hold it" in rejected.after
    assert status(target).releases == {"ok": 3, "rejected": 1}


def test_characters_that_databases_dislike(target: str, put: Add, tmp_path: Path) -> None:
    line = {
        "id": "x\ud800",
        "text": "Police arrested 12\u0000 people\ud800.\u202e Nine\u200b were held.",
        "odd": "a\u0000",
    }
    file = tmp_path / "odd.json"
    file.write_text(json.dumps(line), encoding="utf-8")
    assert put(target, file).new == 1
    (release,) = rows(target, "releases")
    assert len(release["text"]) == len(line["text"])
    for figure in rows(target, "figures"):
        assert release["text"][figure["start"] : figure["end"]] == figure["text"]
    assert put(target, file).known == 1


def test_numbers_come_back_as_they_were(target: str, put: Add, tmp_path: Path) -> None:
    text = "Police seized 0.1 kg, 1.23456789012345678 kg, 12345678901234567890 pills and EUR 2.5 billion. They arrested 3."
    file = write(tmp_path / "in", numbers=text)
    kept: list[Found] = []

    def keep(found: Found) -> Found:
        kept.append(found)
        return found

    put(target, file, revise=keep)
    wanted = [{**to_row(f), "operation_id": None} for f in kept[0].figures]
    assert len(wanted) >= 3
    assert [{**row, "operation_id": None} for row in rows(target, "figures")] == wanted


def test_lists_are_followed_by_relations(target: str, put: Add, folder: Path) -> None:
    put(target, folder)
    found = tables(target)
    with Store(target) as store, store.reading() as base:
        pairs = {name: set(map(tuple, base.execute(select(table)))) for name, table in RELATIONS.items()}
    assert pairs["outcome_figures"] == {
        (row["outcome_id"], figure, side)
        for row in found["outcomes"]
        for side in ("supporting", "conflicting")
        for figure in row[side]
    }
    assert pairs["conflict_figures"] == {
        (r["conflict_id"], f) for r in found["conflicts"] for f in r["figures"]
    }
    for name, column in (("releases", "release_ids"), ("countries", "countries"), ("aliases", "aliases")):
        wanted = {(row["operation_id"], item) for row in found["operations"] for item in row[column]}
        assert pairs[f"operation_{name}"] == wanted


def test_a_snapshot_does_not_see_what_comes_later(target: str, put: Add, folder: Path) -> None:
    put(target, folder / "a_early.txt")
    with snapshot(target) as read:
        assert len(list(read("releases"))) == 1
        put(target, folder)
        assert len(list(read("releases"))) == 1
    assert len(list(rows(target, "releases"))) == 4


def test_the_ledger_lies_in_the_folder_that_is_read(put: Add, folder: Path) -> None:
    target = str(folder / "ops.db")
    put(target, folder)
    assert (put(target, folder).new, status(target).releases) == (0, {"ok": 4})


def test_found_records_can_be_revised_before_they_are_stored(target: str, put: Add, folder: Path) -> None:
    def revise(found: Found) -> Found:
        return Found(found.release, found.mentions, [replace(f, rule="by hand") for f in found.figures])

    put(target, folder, revise=revise)
    assert {figure["rule"] for figure in rows(target, "figures")} == {"by hand"}


def test_an_unknown_table_is_refused(put: Add, folder: Path, tmp_path: Path) -> None:
    put(str(tmp_path / "ops.db"), folder / "d_other.txt")
    with pytest.raises(UsageError, match="figuers: no such table; tables: releases"):
        list(rows(tmp_path / "ops.db", "figuers"))


def test_the_order_is_that_of_reading(target: str, put: Add, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": f"Police arrested {n} people."}) for n in range(20, 32)]
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a-b.txt").write_text("Police arrested 5 people.", encoding="utf-8")
    put(target, tmp_path / "in" / "a-b.txt")
    (tmp_path / "in" / "a" / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    put(target, tmp_path / "in")
    found = [os.path.relpath(row["path"], tmp_path) for row in rows(target, "releases")]
    assert found == [*(f"in/a/news.jsonl:{n}" for n in range(1, 13)), "in/a-b.txt"]


def test_nothing_to_add_makes_an_empty_ledger(target: str, put: Add, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = put(target, tmp_path / "empty")
    assert (report.new, report.known, tables(target)) == (0, 0, {table: [] for table in SCHEMA})
