"""The tables as others find them: keys, search, views; and the steps from an older version to this one."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlite_utils
from datasette.app import Datasette
from ledgers import Add, tables
from sqlalchemy import inspect, text

from opledger.errors import UsageError
from opledger.ledger import Store, migrations, rows
from opledger.ledger.migrations import STEPS, migrate
from opledger.ledger.schema import CONTRACT, META, RELATIONS, SEEN
from opledger.ledger.views import VIEWS
from opledger.tables import SCHEMA


@pytest.fixture
def made(put: Add, folder: Path, tmp_path: Path) -> str:
    """A SQLite ledger of four releases."""
    target = str(tmp_path / "ops.db")
    put(target, folder)
    return target


def test_the_contracts_tables_have_its_columns_and_no_other(target: str) -> None:
    with Store(target, write=True) as store, store.reading() as base:
        looks = inspect(base)
        for table, columns in SCHEMA.items():
            assert [c["name"] for c in looks.get_columns(table)] == list(columns)
            assert looks.get_pk_constraint(table)["constrained_columns"] == [next(iter(columns))]


def test_every_id_that_refers_to_a_row_is_a_key(target: str) -> None:
    with Store(target, write=True) as store, store.reading() as base:
        looks = inspect(base)
        keys = {
            (table, key["constrained_columns"][0]): (key["referred_table"], key["referred_columns"][0])
            for table in (*CONTRACT, *RELATIONS)
            for key in looks.get_foreign_keys(table)
        }
    assert keys["figures", "operation_id"] == ("operations", "operation_id")
    assert keys["figures", "part_of"] == ("figures", "figure_id")
    assert keys["outcome_figures", "figure_id"] == ("figures", "figure_id")
    assert keys["releases", "duplicate_of"] == ("releases", "release_id")
    wanted = {
        (table.name, column.name)
        for table in META.tables.values()
        for column in table.c
        if column.name in ("release_id", "operation_id", "figure_id", "outcome_id", "conflict_id")
        and not column.primary_key
        and table.name in CONTRACT
    }
    assert wanted <= keys.keys()


def test_datasette_and_sqlite_utils_find_keys_and_search(made: str) -> None:
    base = sqlite_utils.Database(made)
    assert base["releases"].detect_fts() == "releases_fts"
    assert base["figures"].detect_fts() == "figures_fts"
    assert [row["title"] for row in base["releases"].search("forgers AND moon")] == [None]
    assert {key.other_table for key in base["outcome_figures"].foreign_keys} == {"figures", "outcomes"}
    base.close()

    async def ask(path: str) -> dict[str, object]:
        answer = await Datasette([made]).client.get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found

    async def all_of_it() -> None:
        found = await ask("/ops/figures.json?_search=lorries&_shape=objects&_labels=on")
        (figure, *_) = found["rows"]  # type: ignore[misc]
        assert figure["release_id"]["value"].startswith("d-other")
        listed = {table["name"]: table for table in (await ask("/ops.json"))["tables"]}  # type: ignore[attr-defined]
        assert listed["releases"]["fts_table"] == "releases_fts"
        outgoing = {
            key["column"]: key["other_table"] for key in listed["figures"]["foreign_keys"]["outgoing"]
        }
        assert outgoing["operation_id"] == "operations"
        totals = await ask("/ops/operation_totals.json?_shape=objects&measure=arrests")
        assert [row["low"] for row in totals["rows"]] == [23]  # type: ignore[attr-defined]

    asyncio.run(all_of_it())


def test_search_follows_what_is_added_and_redone(target: str, put: Add, folder: Path) -> None:
    put(target, folder / "a_early.txt")
    put(target, folder)
    sqlite = "SELECT count(*) FROM releases_fts WHERE releases_fts MATCH 'passports'"
    words = "to_tsvector('english', left(coalesce(title, '') || ' ' || coalesce(text, ''), 100000))"
    postgres = f"SELECT count(*) FROM releases WHERE {words} @@ to_tsquery('english', 'passport')"
    with Store(target) as store, store.reading() as base:
        assert base.execute(text(postgres if store.is_postgres else sqlite)).scalar_one() == 3
        if not store.is_postgres:
            base.execute(text("SELECT 1"))
            return
        base.execute(text("SET LOCAL enable_seqscan = off"))
        plan = " ".join(base.execute(text(f"EXPLAIN {postgres}")).scalars())
        assert "releases_search" in plan


def test_views_answer_common_questions(target: str, put: Add, folder: Path) -> None:
    put(target, folder)
    (folder / "bad.json").write_text("{", encoding="utf-8")
    put(target, folder)
    with Store(target) as store, store.reading() as base:
        found = {view: base.execute(text(f"SELECT * FROM {view}")).mappings().all() for view in VIEWS}
    totals = {(row["operation"], row["measure"]): row["low"] for row in found["operation_totals"]}
    assert totals["Operation Paper Moon", "arrests"] == 23
    assert {row["country"] for row in found["country_totals"]} <= {"FRA", "ESP", "AUT"}
    assert {row["release_id"].split("-")[0] for row in found["publisher_values"]} == {"a", "b", "c", "d"}
    texts = {row["text"] for row in found["conflict_texts"] if row["measure"] == "arrests"}
    assert {"17 people", "23 arrests"} <= texts
    assert [Path(row["path"]).name for row in found["rejected_releases"]] == ["bad.json"]


def test_an_older_ledger_is_brought_up_to_this_version(
    put: Add, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = str(tmp_path / "old.db"), str(tmp_path / "new.db")
    put(new, folder)
    monkeypatch.setattr(migrations, "STEPS", STEPS[:1])
    Store(old, write=True).close()
    base = sqlite3.connect(old)
    assert base.execute("SELECT name FROM ledger_migrations").fetchall() == [("tables",)]
    assert not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'outcome_figures'").fetchall()
    base.execute("ATTACH ? AS new", (new,))
    later = {*RELATIONS, SEEN.name}
    names = [table.name for table in META.sorted_tables if table.name not in later]
    for name in names:
        if not name.startswith("ledger_"):
            base.execute(f"INSERT INTO main.{name} SELECT * FROM new.{name}")
    base.execute("INSERT INTO main.ledger_info SELECT * FROM new.ledger_info")
    base.commit()
    base.close()
    monkeypatch.undo()
    assert tables(old) == tables(new)  # reading alone brings it up
    one, other = sqlite_utils.Database(old), sqlite_utils.Database(new)
    assert [row["name"] for row in one["ledger_migrations"].rows] == [name for name, _ in STEPS]
    for name in RELATIONS:
        assert set(map(repr, one[name].rows)) == set(map(repr, other[name].rows))
    assert one["figures"].count_where("1") == sum(
        1 for _ in one["figures"].search("officers OR lorries OR arrests")
    )
    assert one.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert one["seen_files"].count == 0
    assert put(old, folder).known == 4
    assert set(map(repr, one["seen_files"].rows)) == set(map(repr, other["seen_files"].rows))


def test_a_column_that_the_contract_gains_is_added(made: str) -> None:
    base = sqlite3.connect(made)
    for view in VIEWS:
        base.execute(f"DROP VIEW {view}")
    base.execute("ALTER TABLE operations DROP COLUMN agencies")
    base.execute("ALTER TABLE releases DROP COLUMN language")
    base.close()
    assert {tuple(row["agencies"]) for row in rows(made, "operations")} == {()}
    assert {row["language"] for row in rows(made, "releases")} == {None}


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    target: str, monkeypatch: pytest.MonkeyPatch, databases: Callable[[], str] | None = None
) -> None:
    Store(target, write=True).close()

    def fail(base: object) -> None:
        base.exec_driver_sql("CREATE TABLE half (x INTEGER)")  # type: ignore[attr-defined]
        raise UsageError("the step failed")

    monkeypatch.setattr(migrations, "STEPS", (*STEPS, ("failing", fail)))
    with pytest.raises(UsageError, match="the step failed"):
        Store(target, write=True)
    monkeypatch.undo()
    with Store(target) as store, store.reading() as base:
        assert not inspect(base).has_table("half")


def test_a_ledger_of_a_newer_version_is_refused(target: str, put: Add, folder: Path) -> None:
    put(target, folder / "a_early.txt")
    with Store(target, write=True) as store, store.writing() as base:
        base.execute(
            text(f"INSERT INTO ledger_migrations VALUES ({len(STEPS) + 1}, 'later', 'now', '9.9.0')")
        )
    for write in (True, False):
        with pytest.raises(
            UsageError, match=r"was made by a newer opledger \(9\.9\.0, .*; upgrade with: pip"
        ):
            Store(target, write=write)


def test_migrating_twice_changes_nothing(target: str) -> None:
    with Store(target, write=True) as store, store.writing() as base:
        before = base.execute(text("SELECT * FROM ledger_migrations")).all()
        migrate(base, target)
        assert base.execute(text("SELECT * FROM ledger_migrations")).all() == before


def test_a_database_without_tables_becomes_a_ledger(databases: Callable[..., str], tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    for target in (str(empty), databases()):
        with pytest.raises(UsageError, match="is no ledger yet; make one with: opledger add"):
            Store(target)
        Store(target, write=True).close()
        Store(target).close()


def test_lists_are_json_that_the_databases_understand(target: str, put: Add, folder: Path) -> None:
    put(target, folder)
    with Store(target) as store, store.reading() as base:
        if store.is_postgres:
            query = "SELECT count(*) FROM operations WHERE countries ? 'FRA'"
        else:
            query = "SELECT count(*) FROM operations, json_each(countries) WHERE json_each.value = 'FRA'"
        found = base.exec_driver_sql(query).scalar_one()
    assert found == sum("FRA" in row["countries"] for row in rows(target, "operations")) > 0
    assert json.dumps(list(rows(target, "releases")))
