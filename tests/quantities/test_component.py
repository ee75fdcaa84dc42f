"""The component: what it writes, and that it can be saved, pickled and extended by a pack."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import spacy

from opledger.docdata import data
from opledger.quantities.component import QuantityFinder

TEXT = "Police seized nearly 1.2 tonnes of cocaine on 3 May and held 14 men."


def test_what_stands_on_the_doc() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("opledger_quantities")
    found = data(nlp(TEXT))
    assert found["quantities"][0] == {
        "start": 14, "end": 31, "number_start": 21, "number_end": 24, "value": 1200, "low": 1200, "high": 1200,
        "qualifier": "about", "unit": "kilogram", "dimension": "mass", "words": "tonnes", "rule": "decimal+before+unit:tonne",
    }  # fmt: skip
    assert [q["value"] for q in found["quantities"]] == [1200, 14]
    assert found["lookalikes"] == [{"start": 46, "end": 51, "kind": "date"}]
    assert json.loads(json.dumps(found)) == found


def test_round_trips() -> None:
    finder = QuantityFinder(spacy.blank("en").vocab, "q")
    expected = finder.find_in(TEXT)
    assert pickle.loads(pickle.dumps(finder)).find_in(TEXT) == expected
    other = QuantityFinder(finder.vocab, "other")
    other.from_bytes(finder.to_bytes())
    assert other.find_in(TEXT) == expected


def test_a_pack_changes_a_floor_and_adds_a_unit(tmp_path: Path) -> None:
    (tmp_path / "quantities.yaml").write_text(
        "vague:\n  - {id: dozens, words: [dozens], low: 12}\n"
        "units:\n  - {id: maund, unit: kilogram, dimension: mass, factor: '37.3242', words: [maund, maunds]}\n",
        encoding="utf-8",
    )
    finder = QuantityFinder(spacy.blank("en").vocab, "q", [str(tmp_path)])
    first, second = finder.find_in("Dozens fled; 2 maunds stayed")["quantities"]
    assert (first["low"], second["low"], second["unit"]) == (12, 74.6484, "kilogram")
