"""Label Studio: a JSON list of tasks, each with one annotation.

A figure is a region of type ``labels``; what is said of it is a region of type ``textarea`` with the same id, as JSON, so that
an annotator can see and mend it. ``CONFIG`` is the labelling configuration to go with it. What is said of the whole release
is kept in the task's ``data``, which Label Studio gives back untouched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opledger.annotation.spans import Annotated, Span

LABELS, NOTES = "label", "attributes"


def config(measures: Iterable[str]) -> str:
    """The labelling configuration for a project.

    Args:
        measures: the measures to offer beside the labels of names.
    """
    labels = "".join(f'\n    <Label value="{name}"/>' for name in ("OPERATION", "AGENCY", *measures))
    return (
        f'<View>\n  <Labels name="{LABELS}" toName="text">{labels}\n  </Labels>\n'
        f'  <Text name="text" value="$text"/>\n'
        f'  <TextArea name="{NOTES}" toName="text" perRegion="true" editable="true"/>\n</View>\n'
    )


def write(releases: Iterable[Annotated], path: Path) -> None:
    """Write one JSON file for Label Studio's import."""
    path.write_text(
        json.dumps([_task(release) for release in releases], ensure_ascii=False, indent=1), encoding="utf-8"
    )


def _task(release: Annotated) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for number, span in enumerate(release.spans):
        place = {"start": span.start, "end": span.end, "text": release.text[span.start : span.end]}
        region = {"id": f"s{number}", "to_name": "text"}
        result.append(
            {**region, "from_name": LABELS, "type": "labels", "value": {**place, "labels": [span.label]}}
        )
        words = json.dumps(span.attributes, ensure_ascii=False)
        result.append({**region, "from_name": NOTES, "type": "textarea", "value": {**place, "text": [words]}})
    data = {"id": release.id, "text": release.text, "rest": release.rest}
    return {"data": data, "annotations": [{"result": result}]}


def read(path: Path) -> list[Annotated]:
    """Read an export of Label Studio (JSON, not JSON-MIN); of several annotations of a task the last is taken.

    Raises:
        ValueError: if it is none.
    """
    tasks = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(tasks, list):
        raise ValueError("a Label Studio export is a JSON list")
    return [_release(task) for task in tasks]


def _release(task: dict[str, Any]) -> Annotated:
    data = task["data"]
    kept = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
    spans: dict[str, Span] = {}
    notes: dict[str, Any] = {}
    for item in kept[-1]["result"] if kept else ():
        value = item["value"]
        if item["type"] == "labels":
            spans[item["id"]] = Span(value["start"], value["end"], value["labels"][0])
        elif item["type"] == "textarea" and item.get("from_name") == NOTES and value["text"]:
            notes[item["id"]] = json.loads(value["text"][0])
    for own, span in spans.items():
        span.attributes = notes.get(own, {})
    return Annotated(str(data["id"]), data["text"], list(spans.values()), data.get("rest", {}))
