"""What the tests of ledgers share: releases, and ways to look into a ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from sqlalchemy import select

from opledger.ledger import Report, Store, rows
from opledger.ledger.schema import META
from opledger.records import Record
from opledger.run import Options, run_job
from opledger.tables import SCHEMA, to_row

Add = Callable[..., Report]

# Ids of operations, and what is made of them, may differ from those of one run over everything.
OWN_IDS = {"operation_id", "outcome_id", "conflict_id", "link_id"}

# An operation without a name, on the day before its name is told.
EARLY = """Raid on forgers

LYON, France – On 3 May 2024 officers arrested 17 people and seized 4,318 forged passports in Lyon.
"""
NAMED = """Operation Paper Moon: forgers held

LYON, France – In Operation Paper Moon, officers arrested 17 people and seized 4,318 forged passports on 3 May 2024.
"""
LATER = """Operation Paper Moon: more arrests

10 May 2024

Operation Paper Moon has now led to 23 arrests in France and Spain.
"""
OTHER = """Border check

VIENNA, Austria – Customs checked 1,200 lorries between 2 and 6 May 2023 and found 31 forged passports.
"""


def write(folder: Path, **texts: str) -> Path:
    """Files of a folder, by name; the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def tables(target: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of the contract's tables."""
    return {table: list(rows(target, table)) for table in SCHEMA}


def everything(target: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but what tells of runs, in one order."""
    found = {}
    with Store(target) as store, store.reading() as base:
        for table in META.sorted_tables:
            if table.name in ("runs", "changes", "ledger_migrations"):
                continue
            columns = [c for c in table.c if c.name not in ("run_id", "path_id")]
            found[table.name] = sorted(map(repr, base.execute(select(*columns))))
    return found  # type: ignore[return-value]


class Rows:
    """A sink that keeps rows in memory."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMA}

    def add(self, table: str, record: Record) -> None:
        self.tables[table].append(to_row(record))


def extracted(nlp: Language, *inputs: object, **options: Any) -> dict[str, list[dict[str, Any]]]:
    """The tables that one run over everything gives."""
    sink = Rows()
    run_job([str(item) for item in inputs], sink, Options(nlp=nlp, **options))
    return sink.tables


def without_ids(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Rows with the releases of their operation in the place of the operation's id."""
    under = {row["operation_id"]: row["release_ids"] for row in found["operations"]}
    return {
        table: sorted(
            json.dumps(
                {
                    **{name: value for name, value in row.items() if name not in OWN_IDS},
                    "under": under.get(row.get("operation_id")),
                }
            )
            for row in rows
        )
        for table, rows in found.items()
    }
