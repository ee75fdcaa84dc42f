"""A reviewer's decisions in a ledger: obeyed, remembered, taken back; its tables are those of ``extract`` with the same file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ledgers import Add, extracted, tables, without_ids
from spacy.language import Language

from opledger.errors import UsageError
from opledger.ledger import AddOptions, Report, Store, add, refresh, rows, status
from opledger.ledger.adding import find
from opledger.run.limits import Limits

sys.path.insert(0, str(Path(__file__).parents[1] / "decisions"))

from reviewing import file_of, found_in, on, spot, written

TANK = "\nThird release\n\nPolice in Vienna arrested 7 people on 5 May 2023 and seized 12 vehicles.\n"
Decided = Callable[..., dict[str, list[str]]]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = written(tmp_path / "texts")
    (folder / "vienna.txt").write_text(TANK, encoding="utf-8")
    return folder


@pytest.fixture
def decided(texts: Path, nlp: Language, tmp_path: Path) -> list[dict[str, Any]]:
    """One line of each verb, on two of three releases, and a judgement on the third."""
    found = found_in(texts, nlp)
    raid, update = found["raid"], found["update"]
    return [
        {"right": on(update, "19 arrests")[1], "who": "AB"},
        {"wrong": on(raid, "more than EUR 40,000")[1], "why": "not cash", "who": "AB"},
        {"correct": on(raid, "212 phones")[1], "as": {"value": 221}, "why": "misprint", "who": "CD"},
        {"missing": spot(raid, "the suspects", "charges"), "as": {"value": 3}, "who": "AB"},
        {"same": [raid.release.release_id, found["vienna"].release.release_id], "why": "told", "who": "AB"},
    ]


@pytest.fixture
def extract(texts: Path, nlp: Language) -> Decided:
    """The rows that ``extract`` gives, with decisions or without."""
    return lambda decisions=None: without_ids(extracted(nlp, texts, decisions=decisions))


def test_a_ledger_obeys_decisions_as_extract_does(
    target: str, put: Add, texts: Path, tmp_path: Path, decided: list[dict[str, Any]], extract: Decided
) -> None:
    file = file_of(tmp_path / "d.jsonl", decided)
    report = put(target, texts, decisions=file)
    assert (report.new, report.redone, report.notes) == (3, 0, [])
    assert without_ids(tables(target)) == extract(file) != extract()


def test_decisions_on_what_is_there_are_worked_from_the_stored_texts_and_can_be_taken_back(
    target: str, put: Add, texts: Path, tmp_path: Path, decided: list[dict[str, Any]], extract: Decided
) -> None:
    put(target, texts)
    plain = tables(target)
    file = file_of(tmp_path / "d.jsonl", decided)
    report = put(target, texts, decisions=file)
    assert (report.new, report.known, report.redone, report.notes) == (0, 3, 2, [])
    kinds = {change.kind for change in report.changes}
    assert kinds >= {"release_redone", "operation_merged", "value_changed"}
    with_all = extract(file)
    assert without_ids(tables(target)) == with_all
    # It remembers them: nothing is told or done again.
    assert put(target, texts).counts() == put(target, texts, decisions=file).counts()
    assert without_ids(tables(target)) == with_all
    # One is taken back: its release alone is worked anew.
    decided[0]["withdrawn"] = True
    assert put(target, texts, decisions=file_of(file, decided)).redone == 1
    assert without_ids(tables(target)) == extract(file)
    file.write_text("", encoding="utf-8")
    assert put(target, texts, decisions=file).redone == 1
    assert without_ids(tables(target)) == without_ids(plain)


def test_refresh_takes_decisions_and_keeps_those_that_stand(
    target: str,
    put: Add,
    texts: Path,
    tmp_path: Path,
    decided: list[dict[str, Any]],
    extract: Decided,
    nlp: Language,
) -> None:
    put(target, texts)
    file = file_of(tmp_path / "d.jsonl", decided)
    assert refresh(target, AddOptions(nlp=nlp, decisions=file)).redone == 2
    assert without_ids(tables(target)) == extract(file)
    assert refresh(target, AddOptions(nlp=nlp)).redone == 0
    assert refresh(target, AddOptions(nlp=nlp), everything=True).redone == 3
    assert without_ids(tables(target)) == extract(file)


def test_decisions_wait_for_their_releases(
    target: str, put: Add, texts: Path, tmp_path: Path, decided: list[dict[str, Any]], extract: Decided
) -> None:
    """A decision on a release that is not there is told once; one on a release that was not worked is not told."""
    gone = {**decided[0], "right": {**decided[0]["right"], "release": "nowhere-0123abcd"}}
    file = file_of(tmp_path / "d.jsonl", [*decided[:4], gone])
    report = put(target, texts / "update.txt", decisions=file)
    update = f"{file}, line "
    assert [note.partition(": ")[0] for note in report.notes] == [f"{update}{n}" for n in (2, 3, 4, 5)]
    assert report.notes[-1] == f"{file}, line 5: 'nowhere-0123abcd' is no release of this ledger"
    report = put(target, texts)
    assert (report.new, report.redone, report.notes) == (2, 0, [])
    assert without_ids(tables(target)) == extract(file)
    assert put(target, texts, decisions=file).notes == []


def test_a_decision_that_no_longer_fits_is_told_where_it_is_worked(
    put: Add, texts: Path, tmp_path: Path, decided: list[dict[str, Any]]
) -> None:
    target = str(tmp_path / "ops.db")
    put(target, texts)
    decided[1]["wrong"]["measure"] = "arrests"
    report = put(target, texts, decisions=file_of(tmp_path / "d.jsonl", decided))
    assert [note.partition(": ")[2] for note in report.notes] == [
        f"no figure of arrests is found at {decided[1]['wrong']['start']}-{decided[1]['wrong']['end']} any more"
    ]


def test_a_run_that_is_stopped_leaves_them_to_the_next(
    put: Add,
    texts: Path,
    tmp_path: Path,
    decided: list[dict[str, Any]],
    extract: Decided,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = str(tmp_path / "ops.db")
    put(target, texts)
    file = file_of(tmp_path / "d.jsonl", decided)

    def stopped(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("opledger.ledger.adding.find", stopped)
    with pytest.raises(KeyboardInterrupt):
        put(target, texts, decisions=file)
    assert not status(target).settled
    monkeypatch.setattr("opledger.ledger.adding.find", find)
    assert put(target, texts).redone == 2
    assert without_ids(tables(target)) == extract(file)


def test_another_process_that_brings_other_decisions_meanwhile_has_them_worked_by_the_next(
    put: Add, texts: Path, tmp_path: Path, decided: list[dict[str, Any]], extract: Decided
) -> None:
    target = str(tmp_path / "ops.db")
    put(target, texts / "update.txt")
    file = file_of(tmp_path / "d.jsonl", decided)
    met: list[str] = []

    def meanwhile(found: Any) -> Any:
        if not met:
            met.append(found.release.release_id)
            put(target, texts / "update.txt", decisions=file)
        return found

    put(target, texts, revise=meanwhile)  # stores two releases as the decisions of before say
    assert put(target, texts).redone == 2
    assert without_ids(tables(target)) == extract(file)


def test_a_faulty_file_changes_nothing(
    put: Add, texts: Path, tmp_path: Path, decided: list[dict[str, Any]]
) -> None:
    target = str(tmp_path / "ops.db")
    put(target, texts, decisions=file_of(tmp_path / "d.jsonl", decided))
    before = tables(target)
    apart = {"different": decided[4]["same"], "why": "no"}
    with pytest.raises(UsageError, match=r"judged different, but line 5 of .*d\.jsonl makes them the same"):
        put(
            target,
            texts,
            decisions=tmp_path / "d.jsonl",
            judgements=file_of(tmp_path / "j.jsonl", [apart]),
        )
    with pytest.raises(UsageError, match="judged different, but line 5 of decisions of the ledger"):
        put(target, texts, judgements=tmp_path / "j.jsonl")
    assert put(target, texts).changes == []
    assert tables(target) == before


def test_the_command_line_takes_decisions_and_limits(
    opledger: Any, texts: Path, tmp_path: Path, decided: list[dict[str, Any]]
) -> None:
    target, file = tmp_path / "ops.db", file_of(tmp_path / "d.jsonl", decided)
    rows_of = tmp_path / "rows.csv"
    rows_of.write_text('body,day\n"Police arrested 5 people in Graz.",2024-05-06\n', encoding="utf-8")
    ended = opledger("add", rows_of, "--ledger", target, "--column", "text=body", "--column", "published=day")
    assert ended.status == 0 and next(rows(target, "releases"))["published"] == "2024-05-06"
    assert opledger("add", texts, "--ledger", target, "--jobs", 2).status == 0
    ended = opledger("refresh", "--ledger", target, "--decisions", file, "--max-memory", 0)
    assert ended.status == 0 and "2 redone" in ended.out
    assert "corrected:CD" in json.dumps(list(rows(target, "figures")))
    (texts / "long.txt").write_text("Police arrested 16 people in Lisbon. " * 2_000, encoding="utf-8")
    ended = opledger("add", texts, "--ledger", target, "--max-seconds", 0.05)
    assert ended.status == 1
    assert "long.txt: took more than 0.05 seconds; raise --max-seconds" in ended.err
    assert "1 new, 3 known, 1 rejected" in ended.out


def test_a_release_that_takes_too_long_to_reconcile_is_rejected_alone(
    texts: Path, tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opledger.reconciliation.reconcile import Reconciler

    right = Reconciler.rows

    def slow(self: Reconciler, task: Any, records: Any) -> Any:
        while any("Vienna" in item.release.text for item in records):
            pass
        return right(self, task, records)

    monkeypatch.setattr(Reconciler, "rows", slow)
    report: Report = add(
        str(tmp_path / "ops.db"), [texts], AddOptions(nlp=nlp, limits=Limits(seconds=0.3, megabytes=None))
    )
    assert [c.after for c in report.of("release_rejected")] == [
        "reconciliation took more than 0.3 seconds; raise --max-seconds if it is worth it"
    ]
    assert status(tmp_path / "ops.db").releases == {"ok": 2, "rejected": 1}
    with Store(tmp_path / "ops.db") as store:
        assert store.size() > 0
