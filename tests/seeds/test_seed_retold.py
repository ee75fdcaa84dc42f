"""Golden test: the five retold releases give what their gold says, item by item.

What is known to fail stands in ``known_failures.json``, item to reason. Those tests are strict: one that passes
after all fails the run until its entry is taken out; ``OPLEDGER_KNOWN=prune`` takes out all such entries.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from seed_gold import SEEDS, gold_files, load_gold, number_spans

import opledger
from opledger.annotation.schema import FigureGold, OutcomeGold, ReleaseGold

KNOWN = Path(__file__).with_name("known_failures.json")
KNOWN_FAILURES: dict[str, str] = json.loads(KNOWN.read_text(encoding="utf-8"))
Row = dict[str, Any]


@cache
def tables() -> dict[str, list[Row]]:
    """Rows of every table for the retold releases, nulls as ``None``."""
    frames = opledger.extract(str(SEEDS / "retold"))
    return {
        name: json.loads(frame.to_json(orient="records", force_ascii=False)) for name, frame in frames.items()
    }


def rows(table: str, gold: ReleaseGold, **wanted: Any) -> list[Row]:
    """The rows of a table for one release with these values."""
    own = next(r["release_id"] for r in tables()["releases"] if Path(r["path"]).stem == gold.id)
    return [
        row
        for row in tables()[table]
        if row["release_id"] == own and all(row[key] == value for key, value in wanted.items())
    ]


@dataclass(frozen=True)
class Case:
    """One expectation: its name, and the check that raises if it does not hold."""

    name: str
    check: Callable[[], None]


def check_figure(gold: ReleaseGold, figure: FigureGold, start: int, end: int) -> None:
    near = [f for f in rows("figures", gold) if f["start"] < end and start < f["end"]]
    found = [f for f in near if f["measure"] in (figure.measure, *figure.alternatives)]
    columns = ("low", "high", "unit", "qualifier", "role", "places")
    wanted = tuple(getattr(figure, column) for column in columns)
    assert [tuple(f[column] for column in columns) for f in found] == [wanted], near


def check_no_other_figures(gold: ReleaseGold) -> None:
    spans = [(start, end) for _, start, end in number_spans(gold)]
    others = [
        f["text"]
        for f in rows("figures", gold)
        if not f["implicit"] and not any(f["start"] < end and start < f["end"] for start, end in spans)
    ]
    assert others == []


def check_outcome(gold: ReleaseGold, outcome: OutcomeGold) -> None:
    found = rows("outcomes", gold, measure=outcome.measure, place=outcome.place)
    wanted = (outcome.low, outcome.high, outcome.status)
    assert wanted in [(o["low"], o["high"], o["status"]) for o in found], found


def check_no_other_outcomes(gold: ReleaseGold) -> None:
    known = {(o.measure, o.place, o.low, o.high) for o in gold.outcomes + gold.outcomes_optional}
    for figure in gold.figures:
        if figure.optional:
            places = figure.places or [None]
            known |= {(figure.measure, place, figure.low, figure.high) for place in places}
    others = [
        (o["measure"], o["place"], o["low"], o["high"])
        for o in rows("outcomes", gold)
        if not o["implicit"] and o["status"] != "summed"
    ]
    assert [o for o in others if o not in known] == []


def check_conflicts(gold: ReleaseGold) -> None:
    found = {(c["kind"], c["measure"]) for c in rows("conflicts", gold)}
    assert found == {(c.kind, c.measure) for c in gold.conflicts}


def plain(name: str) -> str:
    """A name without possessives, brackets and case."""
    return " ".join(name.lower().replace("’", "'").replace("'s", "").replace("'", "").split())


def check_names(gold: ReleaseGold, label: str, wanted: list[str], free: list[str]) -> None:
    forms: dict[str, set[str]] = {}
    for mention in rows("mentions", gold, label=label):
        forms.setdefault(mention["id"], set()).update({plain(mention["text"]), plain(mention["name"])})
    need, either = {plain(name) for name in wanted}, {plain(name) for name in free}
    hit = set().union(*(names & need for names in forms.values())) if forms else set()
    extra = [sorted(names) for names in forms.values() if not names & (need | either)]
    assert (sorted(need - hit), extra) == ([], [])


def check_countries(gold: ReleaseGold) -> None:
    assert sorted({m["id"] for m in rows("mentions", gold, label="COUNTRY")}) == sorted(gold.countries)


def check_country_role(gold: ReleaseGold, *asked: str) -> None:
    found = {m["id"] for m in rows("mentions", gold, label="COUNTRY") if set(asked) & set(m["roles"])}
    assert found == {code for code, roles in gold.countries.items() if set(asked) & set(roles)}


def cases_of(gold: ReleaseGold) -> Iterator[Case]:
    """Every expectation of one gold file; optional items are none."""
    for figure, start, end in number_spans(gold):
        if not figure.optional:
            name = f"figure at {start}: {figure.quote} ({figure.measure})"
            yield Case(name, partial(check_figure, gold, figure, start, end))
    yield Case("no other figures", partial(check_no_other_figures, gold))
    for outcome in gold.outcomes:
        name = f"outcome: {outcome.measure} {outcome.place or 'whole'} {outcome.low}..{outcome.high}"
        yield Case(name, partial(check_outcome, gold, outcome))
    yield Case("no other outcomes", partial(check_no_other_outcomes, gold))
    yield Case("conflicts", partial(check_conflicts, gold))
    operations, free = gold.operations, gold.operations_optional
    yield Case("operations", partial(check_names, gold, "OPERATION", operations, free))
    yield Case("agencies", partial(check_names, gold, "AGENCY", gold.agencies, gold.agencies_optional))
    yield Case("countries", partial(check_countries, gold))
    yield Case("participants", partial(check_country_role, gold, "participant", "lead"))
    yield Case("leads", partial(check_country_role, gold, "lead"))
    yield Case("datelines", partial(check_country_role, gold, "dateline"))


CASES = {
    f"{gold.id}: {case.name}": case
    for gold in map(load_gold, gold_files("retold"))
    for case in cases_of(gold)
}


def fails(case: Case) -> bool:
    """Whether the check raises."""
    try:
        case.check()
    except AssertionError:
        return True
    return False


if os.environ.get("OPLEDGER_KNOWN") == "prune":
    KNOWN_FAILURES = {
        name: why for name, why in KNOWN_FAILURES.items() if name in CASES and fails(CASES[name])
    }
    KNOWN.write_text(json.dumps(KNOWN_FAILURES, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=name,
            marks=pytest.mark.xfail(reason=KNOWN_FAILURES[name], strict=True)
            if name in KNOWN_FAILURES
            else (),
        )
        for name, case in CASES.items()
    ],
)
def test_retold(case: Case) -> None:
    case.check()


def test_known_failures_are_cases() -> None:
    assert sorted(set(KNOWN_FAILURES) - set(CASES)) == []


def test_there_is_something_to_test() -> None:
    assert len(CASES) > 80
