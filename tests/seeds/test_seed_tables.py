"""The tables over all seeds hold together: spans, references, closed sets, bounds."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any

import pycountry
import pytest
from seed_gold import SEEDS

import opledger
from opledger import vocabulary
from opledger.records import TABLES

Row = dict[str, Any]
CODES = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
KEYS = {
    "releases": "release_id",
    "mentions": "mention_id",
    "figures": "figure_id",
    "outcomes": "outcome_id",
    "operations": "operation_id",
    "conflicts": "conflict_id",
}


@cache
def tables() -> dict[str, list[Row]]:
    """Rows of every table over all seeds, nulls as ``None``."""
    frames = opledger.extract(str(SEEDS))
    return {name: json.loads(f.to_json(orient="records", force_ascii=False)) for name, f in frames.items()}


@cache
def by_key(table: str) -> dict[str, Row]:
    return {row[KEYS[table]]: row for row in tables()[table]}


def test_nothing_is_rejected() -> None:
    assert [(r["path"], r["error"]) for r in tables()["releases"] if r["status"] != "ok"] == []


@pytest.mark.parametrize("table", KEYS)
def test_rows_are_there_and_keys_unique(table: str) -> None:
    rows = tables()[table]
    assert rows
    assert len(by_key(table)) == len(rows)
    assert [c for c in TABLES[table].columns() if c != "metadata" and c not in rows[0]] == []


@pytest.mark.parametrize("table", ["mentions", "figures"])
def test_a_span_is_the_text_letter_for_letter(table: str) -> None:
    for row in tables()[table]:
        text = by_key("releases")[row["release_id"]]["text"]
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["text"].strip() == row["text"] != ""


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("mentions", "release_id", "releases"),
        ("mentions", "repeat_of", "mentions"),
        ("figures", "release_id", "releases"),
        ("figures", "operation_id", "operations"),
        ("figures", "part_of", "figures"),
        ("figures", "repeat_of", "figures"),
        ("outcomes", "operation_id", "operations"),
        ("outcomes", "release_id", "releases"),
        ("outcomes", "supporting", "figures"),
        ("outcomes", "conflicting", "figures"),
        ("outcomes", "release_ids", "releases"),
        ("operations", "release_ids", "releases"),
        ("conflicts", "operation_id", "operations"),
        ("conflicts", "release_id", "releases"),
        ("conflicts", "figures", "figures"),
        ("releases", "duplicate_of", "releases"),
    ],
)
def test_references_lead_to_rows(table: str, column: str, target: str) -> None:
    for row in tables()[table]:
        value = row[column]
        for reference in value if isinstance(value, list) else [value]:
            assert reference is None or reference in by_key(target), row


def test_a_repeat_says_the_same_earlier() -> None:
    for table, same in (("mentions", ("label", "id")), ("figures", ("measure", "low", "high", "unit"))):
        for row in tables()[table]:
            if row["repeat_of"] is not None:
                first = by_key(table)[row["repeat_of"]]
                assert first["release_id"] == row["release_id"]
                assert first["start"] < row["start"]
                assert [first[key] for key in same] == [row[key] for key in same]


def test_a_part_and_its_whole_are_of_one_release() -> None:
    for row in tables()["figures"]:
        if row["part_of"] is not None:
            assert by_key("figures")[row["part_of"]]["release_id"] == row["release_id"]
            assert row["part_of"] != row["figure_id"]


@pytest.mark.parametrize("table", ["figures", "outcomes"])
def test_bounds_fit_the_qualifier(table: str) -> None:
    for row in tables()[table]:
        value, low, high = row["value"], row["low"], row["high"]
        assert row["qualifier"] in vocabulary.QUALIFIERS
        fits = {
            "exact": low == high == value and value is not None,
            "about": low == high == value and value is not None,
            "more_than": low == value and high is None and value is not None,
            "at_least": low == value and high is None and value is not None,
            "less_than": low is None and high == value and value is not None,
            "at_most": low is None and high == value and value is not None,
            "range": value is None and low is not None and high is not None and low <= high,
            "vague": value is None and low is not None and high is None,
        }
        assert fits[row["qualifier"]], row


def test_closed_sets() -> None:
    found = tables()
    assert {m["label"] for m in found["mentions"]} <= set(vocabulary.LABELS)
    assert {role for m in found["mentions"] for role in m["roles"]} <= set(vocabulary.COUNTRY_ROLES)
    assert {f["role"] for f in found["figures"]} == set(vocabulary.FIGURE_ROLES)
    assert {o["status"] for o in found["outcomes"]} <= set(vocabulary.STATUSES)
    assert {c["kind"] for c in found["conflicts"]} <= set(vocabulary.CONFLICT_KINDS)


def test_country_codes() -> None:
    found = tables()
    used = {m["id"] for m in found["mentions"] if m["label"] == "COUNTRY"}
    used |= {code for f in found["figures"] for code in f["places"]}
    used |= {o["place"] for o in found["outcomes"] if o["place"]}
    used |= {code for o in found["operations"] for code in o["countries"]}
    assert used <= CODES


def test_dates_are_days_or_intervals() -> None:
    for mention in tables()["mentions"]:
        if mention["label"] == "DATE":
            for day in re.split("/", mention["id"]):
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d|\.\.", day), mention["id"]
    for operation in tables()["operations"]:
        days = [operation[key] for key in ("start", "end", "first_published", "last_published")]
        assert [date.fromisoformat(day).isoformat() for day in days if day] == [day for day in days if day]
        assert not (days[0] and days[1]) or days[0] <= days[1]


def test_every_outcome_explains_itself() -> None:
    for outcome in tables()["outcomes"]:
        assert outcome["explanation"].strip()
        assert outcome["supporting"], outcome
        figures = [by_key("figures")[f] for f in outcome["supporting"]]
        assert {f["role"] for f in figures} != {"background"}, outcome
        if outcome["release_id"] is not None:
            assert {f["release_id"] for f in figures} == {outcome["release_id"]}


def test_both_kinds_of_outcomes_are_written() -> None:
    drawn = {outcome["release_id"] is None for outcome in tables()["outcomes"]}
    assert drawn == {True, False}
