"""Round trips through the formats of annotation tools lose nothing that the format can hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.annotation.formats import FORMATS, exporter, importer
from opledger.annotation.formats.labelstudio import config
from opledger.annotation.spans import Annotated, Span, from_spans, to_spans

SEEDS = Path(__file__).parents[2] / "seeds"
WHOLE = ("labelstudio", "prodigy", "docbin")
OF_SPANS = ("id", "text", "figures")


def golds() -> list[dict[str, Any]]:
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SEEDS.rglob("*.gold.json"))]


@pytest.mark.parametrize("gold", golds(), ids=lambda gold: gold["id"])
def test_spans_hold_the_whole_of_a_gold_file(gold: dict[str, Any]) -> None:
    assert from_spans(to_spans(gold)) == gold


@pytest.mark.parametrize("name", FORMATS)
def test_round_trip_of_the_seeds(name: str, tmp_path: Path) -> None:
    out = tmp_path / "annotated"
    exporter(name)(map(to_spans, golds()), out)
    back = {gold["id"]: gold for gold in map(from_spans, importer(name)(out))}
    for gold in golds():
        if name in WHOLE:
            assert back[gold["id"]] == gold
            continue
        for key in OF_SPANS:
            assert back[gold["id"]][key] == gold[key]
        for key in ("operations", "agencies"):
            assert set(back[gold["id"]][key]) == {n for n in gold[key] if n in gold["text"]}


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=60)


@st.composite
def annotated(draw: st.DrawFn) -> Annotated:
    text = draw(TEXTS)
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(
            Span(start, end, draw(st.sampled_from(["arrests", "deaths"])), {"note": draw(TEXTS), "low": 3})
        )
    return Annotated("one", text, spans, {"title": draw(TEXTS)})


@settings(deadline=None)
@given(annotated(), st.sampled_from(("labelstudio", "prodigy", "docbin")))
def test_round_trip_of_any_text(
    tmp_path_factory: pytest.TempPathFactory, release: Annotated, name: str
) -> None:
    out = tmp_path_factory.mktemp("trip") / "file"
    exporter(name)([release], out)
    (back,) = importer(name)(out)
    assert (back.text, back.rest) == (release.text, release.rest)
    key = [(s.start, s.end, s.label, s.attributes) for s in release.spans]
    assert sorted(((s.start, s.end, s.label, s.attributes) for s in back.spans), key=str) == sorted(
        key, key=str
    )


def test_a_span_added_in_the_tool_becomes_a_figure(tmp_path: Path) -> None:
    out = tmp_path / "tasks.json"
    exporter("labelstudio")([Annotated("g", "Six men were held.", [], {"title": None})], out)
    tasks = json.loads(out.read_text(encoding="utf-8"))
    region = {"id": "new", "from_name": "label", "to_name": "text", "type": "labels"}
    tasks[0]["annotations"][0]["result"] = [
        {**region, "value": {"start": 0, "end": 7, "labels": ["arrests"]}}
    ]
    out.write_text(json.dumps(tasks), encoding="utf-8")
    (gold,) = map(from_spans, importer("labelstudio")(out))
    assert gold["figures"] == [{"quote": "Six men", "measure": "arrests", "number": "Six men"}]


def test_a_span_taken_out_in_spacy_is_gone(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    out = tmp_path / "gold.spacy"
    spans = [Span(0, 3, "arrests", {"low": 6}), Span(8, 12, "deaths", {})]
    exporter("docbin")([Annotated("g", "Six men were held.", spans, {})], out)
    nlp = spacy.blank("en")
    (doc,) = DocBin(store_user_data=True).from_disk(out).get_docs(nlp.vocab)
    doc.spans["gold"] = [span for span in doc.spans["gold"] if span.label_ == "arrests"]
    DocBin(docs=[doc], store_user_data=True).to_disk(out)
    (back,) = importer("docbin")(out)
    assert [(s.label, s.attributes) for s in back.spans] == [("arrests", {"low": 6})]


def test_rejected_tasks_are_left_out(tmp_path: Path) -> None:
    out = tmp_path / "tasks.jsonl"
    exporter("prodigy")([Annotated("a", "Six held.", [], {}), Annotated("b", "Two held.", [], {})], out)
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    out.write_text(
        json.dumps({**first, "answer": "reject"}) + "\n" + json.dumps({**second, "answer": "accept"}) + "\n"
    )
    assert [release.id for release in importer("prodigy")(out)] == ["b"]


def test_brat_files_are_stand_off(tmp_path: Path) -> None:
    spans = [Span(0, 9, "arrests", {"role": "total", "qualifier": "exact", "optional": True, "low": 6})]
    exporter("brat")([Annotated("g", "Six\nmen were held.", spans, {})], tmp_path / "brat")
    lines = (tmp_path / "brat" / "g.ann").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "T1\tarrests 0 3;4 9\tSix men w"
    assert lines[1:4] == ["A1\trole T1 total", "A2\tqualifier T1 exact", "A3\toptional T1"]
    assert "arrests" in (tmp_path / "brat" / "annotation.conf").read_text(encoding="utf-8")


def test_the_configuration_of_label_studio_names_the_measures() -> None:
    assert '<Label value="arrests"/>' in config(["arrests"])
