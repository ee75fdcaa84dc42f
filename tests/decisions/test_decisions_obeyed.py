"""Decisions obeyed: what each kind does to figures and to the outcomes that rest on them, and what finds nothing to decide on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from reviewing import PATTERNS, RAID, decisions, file_of, found_in, named, on, spot, written
from spacy.language import Language

from opledger.errors import UsageError
from opledger.reconciliation import Reconciled, reconcile
from opledger.records import Figure, Outcome
from opledger.run.job import Options, run_job
from opledger.run.rows import Summary
from opledger.run.work import Found

Decide = Callable[..., Found]


@pytest.fixture(scope="module")
def found(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    return found_in(written(tmp_path_factory.mktemp("decided") / "texts"), nlp)


@pytest.fixture
def raid(found: dict[str, Found]) -> Found:
    return found["raid"]


@pytest.fixture
def decide(tmp_path: Path) -> Decide:
    """``decide(found, row, ...)``: what was found, as the rows say; every row must be obeyed."""

    def run(found: Found, *rows: dict[str, Any]) -> Found:
        own = decisions(tmp_path / "d.jsonl", rows)
        after = own.apply(found)
        assert own.idle() == []
        return after

    return run


def one(found: Found, text: str) -> Figure:
    return on(found, text)[0]


def settled(*found: Found) -> Reconciled:
    mentions = [m for f in found for m in f.mentions]
    figures = [x for f in found for x in f.figures]
    return reconcile([f.release for f in found], mentions, figures, PATTERNS)


def whole(found: Found, measure: str) -> Outcome | None:
    """The outcome of a measure in a release."""
    rows = [o for o in settled(found).outcomes if o.measure == measure and o.release_id and not o.place]
    return rows[0] if rows else None


def test_a_right_figure_stays_and_says_that_it_was_confirmed(raid: Found, decide: Decide) -> None:
    before, name = on(raid, "16 people")
    after = one(decide(raid, {"right": name, "who": "AB", "why": "checked with the\ncourt"}), "16 people")
    assert after.rule == f"{before.rule}+confirmed:AB"
    assert replace(after, rule=before.rule, extras=before.extras) == before
    row = whole(decide(raid, {"right": on(raid, "212 phones")[1]}), "devices_seized")
    assert row and row.explanation == "212, stated once, in the text. Confirmed by a reviewer."


def test_a_wrong_figure_is_out_of_tables_and_outcomes(raid: Found, decide: Decide) -> None:
    before = whole(raid, "devices_seized")
    after = decide(raid, {"wrong": on(raid, "212 phones")[1]})
    assert before and before.value == 212 and whole(after, "devices_seized") is None
    assert len(after.figures) == len(raid.figures) - 1
    assert after.mentions == raid.mentions and after.release is raid.release


def test_a_corrected_value_is_taken_and_the_explanation_says_what_was_found(
    raid: Found, decide: Decide
) -> None:
    row = {"correct": on(raid, "212 phones")[1], "as": {"value": 221}, "who": "AB", "why": "misprint"}
    after = whole(decide(raid, row), "devices_seized")
    assert after and (after.value, after.low, after.high, after.qualifier) == (221, 221, 221, "exact")
    assert after.explanation.endswith("Corrected by AB, from 212: “misprint”.")


def test_another_measure_makes_another_row_and_another_id(raid: Found, decide: Decide) -> None:
    before, name = on(raid, "Nine of the suspects")
    after = decide(raid, {"correct": name, "as": {"measure": "charges", "role": "total"}})
    figure = one(after, "Nine of the suspects")
    assert (figure.measure, figure.role, figure.part_of, figure.alternatives) == (
        "charges",
        "total",
        None,
        (),
    )
    assert figure.figure_id == before.figure_id.replace(":arrests:", ":charges:")
    assert "of" not in figure.extras and "partitive" not in figure.extras
    row = whole(after, "charges")
    assert row and row.value == 9 and row.explanation.endswith("from 9 (arrests).")


@pytest.mark.parametrize(
    ("columns", "numbers"),
    [
        ({"qualifier": "at_least"}, (16, 16, None)),
        ({"qualifier": "at_most", "value": 20}, (20, None, 20)),
        ({"qualifier": "about"}, (16, 16, 16)),
        ({"qualifier": "range", "low": 10, "high": 16}, (None, 10, 16)),
        ({"qualifier": "vague", "low": 24}, (None, 24, None)),
        ({"value": 16}, (16, 16, 16)),
        ({"value": 2.5}, (2.5, 2.5, 2.5)),
    ],
)
def test_bounds_follow_from_qualifier_and_value(
    raid: Found, decide: Decide, columns: dict[str, Any], numbers: tuple[float | None, ...]
) -> None:
    after = one(decide(raid, {"correct": on(raid, "16 people")[1], "as": columns}), "16 people")
    assert (after.value, after.low, after.high) == numbers
    assert after.qualifier == columns.get("qualifier", "exact")


def test_a_number_for_a_vague_word_is_exact(found: dict[str, Found], decide: Decide) -> None:
    phones, name = on(found["update"], "around 200 phones")
    vague = decide(found["update"], {"correct": name, "as": {"qualifier": "vague", "low": 200}})
    after = one(decide(vague, {"correct": name, "as": {"value": 199}}), "around 200 phones")
    assert phones.qualifier == "about" and (after.value, after.high, after.qualifier) == (199, 199, "exact")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"role": "background"}, {"role": "background"}),
        ({"places": ["PRT", "ESP"]}, {"places": ("PRT", "ESP")}),
        ({"object": "burglars"}, {"object": "burglars"}),
        ({"object": None}, {"object": None}),
        ({"alternatives": ["charges"]}, {"alternatives": ("charges",)}),
        ({"measure": "devices_seized"}, {"measure": "devices_seized", "unit": "item"}),
        ({"measure": "money_seized", "unit": "EUR"}, {"measure": "money_seized", "unit": "EUR"}),
    ],
)
def test_other_columns(
    raid: Found, decide: Decide, columns: dict[str, Any], expected: dict[str, Any]
) -> None:
    after = one(decide(raid, {"correct": on(raid, "16 people")[1], "as": columns}), "16 people")
    assert {key: getattr(after, key) for key in expected} == expected


def test_a_missing_figure_is_added_where_its_characters_stand(raid: Found, decide: Decide) -> None:
    gone = decide(raid, {"wrong": on(raid, "seven flats")[1]})
    assert whole(gone, "searches") is None
    # The emoji before it counts as one character.
    name = named(raid.release, RAID.index("seven"), RAID.index("seven flats") + 11, "searches")
    after = decide(gone, {"missing": name, "as": {"value": 7}, "who": "AB"})
    figure = one(after, "seven flats")
    assert figure.sentence == one(raid, "seven flats").sentence == "Officers searched seven flats."
    assert (figure.value, figure.unit, figure.role, figure.rule) == (7, "search", "total", "added:AB")
    assert figure.figure_id == one(raid, "seven flats").figure_id
    row = whole(after, "searches")
    assert row and row.value == 7 and row.explanation.endswith("Added by AB.")
    assert [f.start for f in after.figures] == sorted(f.start for f in after.figures)


def test_what_the_rules_find_by_now_is_not_added_twice(raid: Found, decide: Decide) -> None:
    name = on(raid, "seven flats")[1]
    after = decide(raid, {"missing": name, "as": {"value": 8}})
    assert len(after.figures) == len(raid.figures) and one(after, "seven flats").value == 8


def test_decisions_outlive_changes_of_rules(raid: Found, decide: Decide) -> None:
    """A figure that has another measure by now is the one at that place; one that was corrected may be found right."""
    before, name = on(raid, "212 phones")
    row = {"correct": {**name, "measure": "goods_seized"}, "as": {"measure": "devices_seized", "value": 3}}
    assert one(decide(raid, row), "212 phones").value == 3
    assert (
        one(decide(raid, {"right": {**name, "measure": "goods_seized"}}), "212 phones").measure
        == "goods_seized"
    )
    changed = [replace(f, value=1, low=1, high=1, role="part") if f is before else f for f in raid.figures]
    kept = {"right": name, "as": {"value": 212, "qualifier": "exact", "role": "total"}}
    after = one(decide(replace(raid, figures=changed), kept), "212 phones")
    assert (after.value, after.low, after.role) == (212, 212, "total")


def test_parts_and_repeats_of_a_wrong_figure(raid: Found, decide: Decide) -> None:
    """What pointed to it points on; of what repeats it, the first takes its place."""
    held, nine, phones, flats = (
        on(raid, text) for text in ("Sixteen", "Nine of the suspects", "212 phones", "seven flats")
    )
    assert nine[0].part_of == held[0].figure_id
    a, b, c = held[0].figure_id, phones[0].figure_id, flats[0].figure_id
    chain = {nine[0].figure_id: {"repeat_of": a}, b: {"repeat_of": a, "part_of": c}, c: {"part_of": a}}
    linked = replace(raid, figures=[replace(f, **chain.get(f.figure_id, {})) for f in raid.figures])
    after = {f.text: f for f in decide(linked, {"wrong": held[1]}).figures}
    assert after["Nine of the suspects"].part_of is None and after["Nine of the suspects"].repeat_of is None
    assert after["212 phones"].repeat_of == nine[0].figure_id
    assert after["seven flats"].part_of is None and after["212 phones"].part_of == c


def test_a_part_stays_under_a_whole_of_its_measure_alone(raid: Found, decide: Decide) -> None:
    held, nine = on(raid, "Sixteen"), on(raid, "Nine of the suspects")
    after = decide(raid, {"correct": held[1], "as": {"measure": "charges"}})
    assert one(after, "Nine of the suspects").part_of is None
    both = decide(
        raid,
        {"correct": held[1], "as": {"measure": "charges"}},
        {"correct": nine[1], "as": {"measure": "charges"}},
    )
    assert one(both, "Nine of the suspects").part_of == one(both, "Sixteen").figure_id


def test_a_whole_is_named_by_its_place(raid: Found, decide: Decide, tmp_path: Path) -> None:
    phones, held = on(raid, "212 phones"), on(raid, "16 people")
    place = {key: held[1][key] for key in ("start", "end", "measure")}
    row = {"correct": phones[1], "as": {"role": "part", "part_of": place}}
    assert one(decide(raid, row), "212 phones").part_of == held[0].figure_id
    none = {"correct": on(raid, "Nine of the suspects")[1], "as": {"part_of": None}}
    assert one(decide(raid, none), "Nine of the suspects").part_of is None
    row["as"] = {"part_of": {**place, "measure": "deaths"}}
    assert one(decide(raid, row), "212 phones").part_of == held[0].figure_id
    row["as"] = {"role": "part", "part_of": {**place, "start": 1, "measure": "deaths"}}
    own = decisions(tmp_path / "part.jsonl", [row])
    assert one(own.apply(raid), "212 phones").role == "part"
    assert "obeyed, but for 'part_of': no figure of deaths is found at" in own.idle()[0][1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sha256": "0" * 64}, "the text of the release is another one"),
        ({"text": "17 people"}, "'16 people' stands there, not '17 people'"),
        ({"measure": "charges"}, "no figure of charges is found at"),
        ({"release": "raid-00000000"}, "has its name, but another text"),
        ({"release": "elsewhere-00000000"}, "'elsewhere-00000000' is no release of this run"),
    ],
)
def test_a_decision_that_finds_nothing_is_idle_and_says_so(
    raid: Found, tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    own = decisions(tmp_path / "d.jsonl", ["# none", {"wrong": {**on(raid, "16 people")[1], **change}}])
    assert own.apply(raid) == raid
    ((where, said),) = own.idle()
    assert where == f"{tmp_path / 'd.jsonl'}, line 2" and reason in said


def test_a_rejected_release_is_left_alone(raid: Found, tmp_path: Path) -> None:
    own = decisions(tmp_path / "d.jsonl", [{"right": on(raid, "16 people")[1]}])
    rejected = replace(raid, release=replace(raid.release, status="rejected"), figures=[])
    assert own.apply(rejected) is rejected
    assert own.idle()[0][1] == "the release is rejected"


def operations(folder: Path, nlp: Language, **options: Any) -> tuple[list[Any], list[Any], Summary]:
    """The operations and releases of a run over a folder."""
    rows: dict[str, list[Any]] = defaultdict(list)
    sink = SimpleNamespace(add=lambda table, record: rows[table].append(record))
    summary = run_job([folder], sink, Options(nlp=nlp, **options))
    return rows["operations"], [r.release_id for r in rows["releases"]], summary


def test_operations_are_merged_and_split(nlp: Language, tmp_path: Path) -> None:
    apart = written(
        tmp_path / "apart", {"a": "Six men were arrested in Rome.", "b": "Ten cars were seized in Oslo."}
    )
    before, ids, _ = operations(apart, nlp)
    file = file_of(tmp_path / "d.jsonl", [{"same": ids, "why": "the prosecutor said so"}])
    assert (len(before), len(operations(apart, nlp, decisions=file)[0])) == (2, 1)
    alike = written(
        tmp_path / "alike", {k: f"Operation Low Fence: {n} held." for k, n in (("a", 6), ("b", 7))}
    )
    before, ids, _ = operations(alike, nlp)
    file = file_of(file, [{"different": ids}])
    assert (len(before), len(operations(alike, nlp, decisions=file)[0])) == (1, 2)


def test_decisions_beside_judgements(nlp: Language, tmp_path: Path) -> None:
    folder = written(tmp_path / "texts", {"a": "Six men were arrested in Rome."})
    mine = file_of(tmp_path / "mine.jsonl", [{"same": ["a", "b"]}])
    theirs = file_of(tmp_path / "theirs.jsonl", [{"different": ["c", "d"]}])
    notes = operations(folder, nlp, judgements=mine, decisions=theirs)[2].warnings
    assert [where for where, _ in notes] == [f"{mine}, line 1", f"{theirs}, line 1"]
    file_of(theirs, ["", {"different": ["b", "a"]}])
    with pytest.raises(
        UsageError, match=f"theirs.jsonl, line 2: .*but line 1 of {re.escape(str(mine))} makes"
    ):
        operations(folder, nlp, judgements=mine, decisions=theirs)


def test_a_figure_without_neighbours_gets_its_own_sentence(
    nlp: Language, tmp_path: Path, decide: Decide
) -> None:
    texts = {"a": "Nothing here. The haul: three crowns, they said. No more."}
    bare = found_in(written(tmp_path / "texts", texts), nlp)["a"]
    after = decide(
        replace(bare, figures=[]), {"missing": spot(bare, "three crowns", "goods_seized"), "as": {"value": 3}}
    )
    (figure,) = after.figures
    assert figure.sentence == "The haul: three crowns, they said." and figure.extras["number"] == [
        figure.start,
        figure.end,
    ]
