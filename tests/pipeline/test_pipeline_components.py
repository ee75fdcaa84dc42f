"""The components as anyone's spaCy pipeline uses them: registry, config, disk, bytes, pickle, processes."""

from __future__ import annotations

import inspect
import pickle
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from opledger import pipeline
from opledger.docdata import data

TEXTS = [
    "Police arrested 16 people in Portugal and seized more than EUR 40,000 during Operation Quiet Harbour.",
    "MADRID, Spain – Between 4 and 6 March 2024 customs officers searched seven flats, INTERPOL said.",
    "",
    "In all, 212 phones, 35 laptops and nearly 1.2 tonnes of cocaine were found in France (22) and Italy (18).",
]


def found_in(doc: Doc) -> dict[str, Any]:
    """What the components left, as JSON would carry it."""
    found: dict[str, Any] = srsly.json_loads(srsly.json_dumps(data(doc)))
    return found


@pytest.fixture(scope="module")
def expected(nlp: Language) -> list[dict[str, Any]]:
    found = [found_in(nlp(text)) for text in TEXTS]
    assert found[0]["figures"]
    assert found[1]["mentions"]
    return found


def test_the_order_of_the_components(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == pipeline.COMPONENTS


def test_nothing_that_a_component_needs_is_missing(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert not any(problems.values()), problems


def test_figures_alone_are_a_problem_that_spacy_can_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("opledger_figures")
    assert nlp.analyze_pipes()["problems"]["opledger_figures"]


@pytest.mark.parametrize("component", pipeline.COMPONENTS)
def test_every_factory_is_registered_by_entry_point(component: str) -> None:
    found = {point.name: point.value for point in entry_points(group="spacy_factories")}
    module, _, name = found[component].partition(":")
    assert module == "opledger.pipeline"
    assert callable(getattr(pipeline, name))


@pytest.mark.parametrize("component", pipeline.COMPONENTS)
def test_default_config_and_signature_agree(component: str) -> None:
    meta = Language.get_factory_meta(component)
    make = getattr(pipeline, "make_" + component.removeprefix("opledger_"))
    assert set(meta.default_config) == set(inspect.signature(make).parameters) - {"nlp", "name"}
    assert meta.assigns


@pytest.mark.parametrize("component", pipeline.COMPONENTS)
def test_a_component_stands_in_any_pipeline(component: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(component)
    for text in TEXTS:
        found_in(nlp(text))


def test_disk(nlp: Language, expected: list[dict[str, Any]], tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert [found_in(again(text)) for text in TEXTS] == expected


def test_bytes(nlp: Language, expected: list[dict[str, Any]]) -> None:
    again = spacy.blank("en")
    for component in pipeline.COMPONENTS:
        again.add_pipe(component)
    again.from_bytes(nlp.to_bytes())
    assert [found_in(again(text)) for text in TEXTS] == expected


def test_a_pack_survives_the_disk(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    nlp = pipeline.load([str(pack)])
    nlp.to_disk(tmp_path / "pipeline")
    pack.rmdir()
    # The pack is gone, but what it held was saved; only making the components anew would need it.
    config = spacy.util.load_config(tmp_path / "pipeline" / "config.cfg")
    assert config["components"]["opledger_figures"]["packs"] == [str(pack)]


def test_pickle_of_each_component(nlp: Language, expected: list[dict[str, Any]]) -> None:
    again = {name: pickle.loads(pickle.dumps(nlp.get_pipe(name))) for name in nlp.pipe_names}
    doc = spacy.blank("en").make_doc(TEXTS[0])
    for component in again.values():
        doc = component(doc)
    assert found_in(doc) == expected[0]


def test_pickle_of_the_whole(nlp: Language, expected: list[dict[str, Any]]) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert [found_in(again(text)) for text in TEXTS] == expected


def test_two_processes(nlp: Language, expected: list[dict[str, Any]]) -> None:
    assert [found_in(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)] == expected


def test_a_doc_carries_its_findings_through_bytes(nlp: Language, expected: list[dict[str, Any]]) -> None:
    doc = Doc(nlp.vocab).from_bytes(nlp(TEXTS[0]).to_bytes())
    assert found_in(doc) == expected[0]
    assert doc._.opledger["figures"] == expected[0]["figures"]


def test_extensions_stand_under_one_name(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert doc._.opledger is data(doc)
    sentence = doc[:]
    assert sentence._.opledger["figures"] == doc._.opledger["figures"]
    first = doc._.opledger["figures"][0]
    span = doc.char_span(first["start"], first["end"], alignment_mode="expand")
    assert span is not None
    assert span._.opledger["figures"][0] == first


def test_a_text_alone_and_in_a_batch(nlp: Language, expected: list[dict[str, Any]]) -> None:
    assert [found_in(doc) for doc in nlp.pipe([*TEXTS, *reversed(TEXTS)])] == [*expected, *reversed(expected)]
