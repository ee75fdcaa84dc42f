"""What other patterns or another version made is stale, is told, and is redone; ids stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledgers import EARLY, Add, everything, tables, write
from spacy.language import Language
from sqlalchemy import select, update

from opledger.errors import PatternError, UsageError
from opledger.ledger import AddOptions, Report, Store, refresh, rows, status
from opledger.ledger.schema import OPERATION_WORKINGS, WORKINGS
from opledger.run.work import Found


@pytest.fixture
def redo(nlp: Language) -> Callable[..., Report]:
    """Refreshes with the pipeline that is loaded already."""

    def again(target: str, everything: bool = False) -> Report:
        return refresh(target, AddOptions(nlp=nlp), everything)

    return again


def age(target: str, *names: str) -> None:
    """Let the releases of some files, or all, look as if an older version had made them."""
    with Store(target, write=True) as store, store.writing() as base:
        for own in [row["release_id"] for row in rows(target, "releases")]:
            if not names or own.rpartition("-")[0].replace("-", "_") in names:
                base.execute(update(WORKINGS).where(WORKINGS.c.release_id == own).values(version="0.0.1"))
        if not names:
            base.execute(update(OPERATION_WORKINGS).values(version="0.0.1"))


def test_what_an_older_version_made_is_stale_until_it_is_redone(
    target: str, put: Add, folder: Path, redo: Callable[..., Report]
) -> None:
    put(target, folder)
    before = everything(target)
    age(target)
    found = status(target)
    assert (found.stale, found.stale_operations) == (4, 2)
    assert put(target, folder).stale == 4  # add tells, and leaves it
    report = redo(target)
    assert (report.redone, report.stale, report.changes) == (4, 0, [])
    assert (status(target).stale, status(target).stale_operations) == (0, 0)
    assert everything(target) == before


def test_only_the_stale_ones_are_redone(
    target: str, put: Add, folder: Path, redo: Callable[..., Report]
) -> None:
    put(target, folder)
    age(target, "a_early", "d_other")
    assert redo(target).redone == 2
    assert redo(target).redone == 0
    assert redo(target, everything=True).redone == 4


def test_other_results_take_the_place_of_the_old_ones(
    target: str, put: Add, folder: Path, redo: Callable[..., Report], tmp_path: Path
) -> None:
    put(str(tmp_path / "right.db"), folder)

    def half_blind(found: Found) -> Found:
        return replace(found, figures=[]) if "more arrests" in found.release.text else found

    put(target, folder, revise=half_blind)
    ids = {tuple(row["release_ids"]): row["operation_id"] for row in rows(target, "operations")}
    age(target)
    report = redo(target)
    assert {change.kind for change in report.changes} >= {
        "release_redone",
        "operation_updated",
        "value_changed",
    }
    after = tables(target)
    assert (
        ids.items() <= {tuple(row["release_ids"]): row["operation_id"] for row in after["operations"]}.items()
    )
    right = tables(str(tmp_path / "right.db"))
    for table in ("releases", "mentions", "links"):
        assert len(after[table]) == len(right[table])
    columns = ("figure_id", "measure", "low", "high", "part_of", "extras")
    assert [[f.get(c) for c in columns] for f in after["figures"]] == [
        [f.get(c) for c in columns] for f in right["figures"]
    ]
    assert sorted(str((o["measure"], o["low"], o["status"])) for o in after["outcomes"]) == sorted(
        str((o["measure"], o["low"], o["status"])) for o in right["outcomes"]
    )


def test_other_patterns_mark_rows_stale_and_are_told(put: Add, folder: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "ops.db")
    put(target, folder / "a_early.txt")
    report = put(target, folder, profile="acled")
    assert report.notes == [
        "the ledger was made with the patterns core; from now on it is worked with the patterns core and the profile acled"
    ]
    assert report.stale == 1
    # From then on the ledger remembers them.
    again = put(target, folder)
    assert (again.notes, again.stale, status(target).profile) == ([], 1, "acled")
    with Store(target) as store, store.reading() as base:
        made = set(base.execute(select(WORKINGS.c.patterns)).scalars())
    assert len(made) == 2


def test_packs_are_remembered_by_their_full_path(
    put: Add, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "agencies.yaml").write_text("agencies: []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    target = str(tmp_path / "ops.db")
    put(target, folder, patterns=("mine",))
    monkeypatch.chdir(folder)
    assert put(target, folder).known == 4
    assert status(target).packs == (str(pack),)
    (pack / "agencies.yaml").unlink()
    pack.rmdir()
    with pytest.raises(PatternError, match="mine: no such pattern pack"):
        put(target, folder)
    assert "can't be loaded" in status(target).notes[0]
    assert put(target, folder, patterns=("core",)).notes


def test_a_release_that_failed_is_tried_again(
    target: str,
    put: Add,
    folder: Path,
    redo: Callable[..., Report],
    nlp: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    component = nlp.get_pipe("opledger_figures")
    right = type(component).find

    def trip(self: Any, doc: Any) -> object:
        if "Border check" in doc.text:
            raise RuntimeError("tripped")
        return right(self, doc)

    monkeypatch.setattr(type(component), "find", trip)
    assert [c.after for c in put(target, folder).of("release_rejected")] == [
        "the pipeline failed: RuntimeError: tripped"
    ]
    monkeypatch.undo()
    assert redo(target).redone == 0  # it is not stale
    report = redo(target, everything=True)
    assert [c.kind for c in report.changes if c.release_id] == ["release_redone"]
    assert status(target).releases == {"ok": 4}


def test_the_day_found_in_a_text_is_found_anew(
    target: str, put: Add, tmp_path: Path, redo: Callable[..., Report]
) -> None:
    put(target, write(tmp_path / "in", dated=f"12 March 2024\n\n{EARLY}"))
    before = tables(target)
    assert before["releases"][0]["metadata"]["issued"] == "2024-03-12"
    redo(target, everything=True)
    assert tables(target) == before


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such ledger; make one with: opledger add"):
        refresh(tmp_path / "ops.db")
    assert not list(tmp_path.iterdir())
