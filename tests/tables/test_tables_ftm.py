"""FollowTheMoney entities are those of its model."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from opledger.tables import About
from opledger.tables.export import export
from opledger.tables.read import read_table

# Properties of FollowTheMoney's model (4.11) that are used here, with their types; an entity property names the schema it points to.
MODEL = {
    "Article": {
        "title": "string", "fileName": "string", "publishedAt": "date", "publisher": "string", "language": "language",
        "sourceUrl": "url", "bodyText": "text", "processingStatus": "string", "processingError": "string",
    },
    "Event": {
        "name": "name", "alias": "name", "startDate": "date", "endDate": "date", "country": "country",
        "involved": "PublicBody", "summary": "text", "recordId": "string", "proof": "Article",
    },
    "PublicBody": {"name": "name"},
    "Documentation": {
        "document": "Article", "entity": "Event PublicBody", "role": "string", "date": "date", "publisher": "string",
        "sourceUrl": "url",
    },
    "Note": {
        "name": "name", "description": "text", "entity": "Event", "country": "country", "keywords": "string",
        "proof": "Article",
    },
}  # fmt: skip
REQUIRED = {"Event": ["name"], "PublicBody": ["name"], "Documentation": ["document", "entity"]}


@pytest.fixture(scope="module")
def entities(seeds: Path, about: About, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("ftm")
    export(lambda table: read_table(seeds, table), folder, ["ftm"], about)
    lines = (folder / "entities.ftm.json").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def test_every_property_is_one_of_the_model(entities: list[dict[str, Any]]) -> None:
    schema = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schema) == len(entities)
    for entity in entities:
        known = MODEL[entity["schema"]]
        assert set(REQUIRED.get(entity["schema"], [])) <= set(entity["properties"]) <= set(known)
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if known[name][0].isupper():
                assert all(schema[value] in known[name].split() for value in values), (entity, name)


def test_every_row_has_its_entity(seeds: Path, entities: list[dict[str, Any]]) -> None:
    count = Counter(entity["schema"] for entity in entities)
    operations = list(read_table(seeds, "operations"))
    outcomes = [o for o in read_table(seeds, "outcomes") if o["release_id"] is None]
    assert count["Article"] == len(list(read_table(seeds, "releases")))
    assert (count["Event"], count["Note"]) == (len(operations), len(outcomes))
    agencies = {m["id"] for m in read_table(seeds, "mentions") if m["label"] == "AGENCY"}
    assert count["PublicBody"] >= len(agencies)
    reports = [e for e in entities if e["properties"].get("role") == ["reports on"]]
    assert len(reports) == sum(len(o["release_ids"]) for o in operations)


def test_followthemoney_accepts_every_entity(entities: list[dict[str, Any]]) -> None:
    pytest.importorskip("followthemoney", reason="the followthemoney library is not installed")
    from followthemoney import model

    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate({"properties": entity["properties"]})
        cleaned = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            # Spaces are tidied in long texts; nothing is dropped.
            assert len(cleaned.get(name)) == len(values), (entity["schema"], name, values)


def test_the_facts_above_are_those_of_the_library() -> None:
    pytest.importorskip("followthemoney", reason="the followthemoney library is not installed")
    from followthemoney import model

    for name, known in MODEL.items():
        schema = model.get(name)
        assert schema is not None
        for key, kind in known.items():
            prop = schema.get(key)
            assert prop is not None, key
            assert prop.type.name == ("entity" if kind[0].isupper() else kind), key
            for target in kind.split() if kind[0].isupper() else ():
                assert model.get(target).is_a(prop.range), key  # type: ignore[union-attr]


def test_ids_do_not_change_from_export_to_export(
    seeds: Path, about: About, tmp_path: Path, entities: list[dict[str, Any]]
) -> None:
    export(lambda table: read_table(seeds, table), tmp_path, ["ftm"], about)
    again = (tmp_path / "entities.ftm.json").read_text(encoding="utf-8")
    assert [json.loads(line)["id"] for line in again.split("\n") if line] == [
        entity["id"] for entity in entities
    ]
