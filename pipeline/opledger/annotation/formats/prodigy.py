"""Prodigy: JSON Lines, one task a line. Spans keep keys of their own; ``meta`` keeps what is said of the whole release."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opledger.annotation.spans import Annotated, Span


def write(releases: Iterable[Annotated], path: Path) -> None:
    """Write one JSON Lines file for Prodigy's ``spans.manual`` or ``ner.manual``."""
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for release in releases:
            spans = [
                {"start": s.start, "end": s.end, "label": s.label, "attributes": s.attributes}
                for s in release.spans
            ]
            task = {"text": release.text, "spans": spans, "meta": {"id": release.id}, "rest": release.rest}
            lines.write(json.dumps(task, ensure_ascii=False) + "\n")


def read(path: Path) -> list[Annotated]:
    """Read what ``prodigy db-out`` gives; tasks that were rejected or ignored are left out."""
    releases = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                task = json.loads(line)
                if task.get("answer", "accept") == "accept":
                    releases.append(_release(task))
    return releases


def _release(task: dict[str, Any]) -> Annotated:
    spans = [Span(s["start"], s["end"], s["label"], s.get("attributes", {})) for s in task.get("spans", ())]
    return Annotated(str(task["meta"]["id"]), task["text"], spans, task.get("rest", {}))
