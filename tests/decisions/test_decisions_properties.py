"""What holds of any decisions: none changes nothing, order does not matter, twice is once, other releases are left alone, and every
line is either obeyed or reported."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing import decisions, found_in, named, written
from spacy.language import Language

from opledger.records import Figure
from opledger.run.decisions import Decisions
from opledger.run.work import Found

MEASURES = ("arrests", "charges", "devices_seized", "searches", "deaths")


@pytest.fixture(scope="module")
def found(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    return found_in(written(tmp_path_factory.mktemp("decided") / "texts"), nlp)


def columns() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"value": st.one_of(st.integers(0, 10**6), st.floats(0, 1e9))},
        optional={
            "measure": st.sampled_from(MEASURES),
            "qualifier": st.sampled_from(["exact", "about", "more_than", "at_most"]),
            "role": st.sampled_from(["total", "part", "background"]),
            "places": st.lists(st.sampled_from(["PRT", "ESP"]), unique=True),
            "object": st.one_of(st.none(), st.text(max_size=5)),
            "part_of": st.one_of(st.none(), st.just({"start": 0, "end": 7, "measure": "arrests"})),
        },
    )


@st.composite
def rows(draw: st.DrawFn, found: dict[str, Found]) -> list[dict[str, Any]]:
    """Decisions on some figures, on characters where none stands, and on releases that are not there; no two on one place."""
    lines = []
    for own in found.values():
        for figure in own.figures:
            verb = draw(st.sampled_from(["right", "wrong", "correct", "missing", None, "gone"]))
            if verb is not None:
                lines.append(draw(_line(own, figure, verb)))
        start = draw(st.integers(0, len(own.release.text) - 10))
        if all(start != f.start for f in own.figures) and draw(st.booleans()):
            name = named(own.release, start, start + 5, draw(st.sampled_from(MEASURES)))
            lines.append({"missing": name, "as": draw(columns())})
    return lines


@st.composite
def _line(draw: st.DrawFn, own: Found, figure: Figure, verb: str) -> dict[str, Any]:
    name = named(own.release, figure.start, figure.end, figure.measure)
    if verb == "gone":
        name |= draw(st.sampled_from([{"sha256": "0" * 64}, {"release": "no-00000000"}]))
        verb = "wrong"
    elif verb != "wrong" and draw(st.booleans()):
        name["measure"] = draw(st.sampled_from(MEASURES))
    more = {"as": draw(columns())} if verb in ("correct", "missing") else {}
    if verb == "missing" and name["measure"] == "money_seized":
        more["as"]["unit"] = "EUR"
    return {verb: name, **more, "who": draw(st.sampled_from(["", "AB", "C+D"]))}


def ready(lines: list[dict[str, Any]]) -> Decisions:
    with tempfile.TemporaryDirectory() as folder:
        return decisions(Path(folder) / "d.jsonl", lines)


def test_no_decision_changes_nothing(found: dict[str, Found]) -> None:
    own = ready([])
    assert all(own.apply(f) is f for f in found.values())


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_decisions(found: dict[str, Found], data: st.DataObject) -> None:
    lines = data.draw(rows(found))
    own = ready(lines)
    once = {name: own.apply(f) for name, f in found.items()}
    idle = own.idle()
    # In any order.
    other = ready(data.draw(st.permutations(lines)))
    assert {name: other.apply(f) for name, f in found.items()} == once
    # Twice is once, and what was obeyed is not reported afterwards.
    assert {name: own.apply(f) for name, f in once.items()} == once
    assert own.idle() == idle
    # Ids stay apart, references lead somewhere, and the bounds hold the value.
    for after in once.values():
        ids = [f.figure_id for f in after.figures]
        assert len(set(ids)) == len(ids)
        assert all(
            f.part_of is None or (f.part_of in ids and f.part_of != f.figure_id) for f in after.figures
        )
        assert all(f.text == after.release.text[f.start : f.end] for f in after.figures)
    # Every line was obeyed or is reported.
    told = {int(where.rpartition(" ")[2]) for where, reason in idle if not reason.startswith("obeyed")}
    for number, line in enumerate(lines, 1):
        verb = next(v for v in line if v in ("right", "wrong", "correct", "missing"))
        assert (number in told) != _obeyed(line[verb], verb, once), json.dumps(line)


def _obeyed(name: dict[str, Any], verb: str, found: dict[str, Found]) -> bool:
    for after in found.values():
        if (after.release.release_id, after.release.sha256) == (name["release"], name["sha256"]):
            here = [f for f in after.figures if (f.start, f.end) == (name["start"], name["end"])]
            if verb == "wrong":
                return all(f.measure != name["measure"] for f in here)
            return any("decision" in f.extras for f in here)
    return False


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_decisions_touch_their_own_release_alone(found: dict[str, Found], data: st.DataObject) -> None:
    lines = data.draw(rows({"raid": found["raid"]}))
    own = ready(lines)
    assert own.apply(found["update"]) is found["update"]
