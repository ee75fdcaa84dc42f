"""brat stand-off: a folder with ``<id>.txt`` and ``<id>.ann`` for each release.

Spans are text-bound annotations, ``role``, ``qualifier`` and ``optional`` attributes, all else of a span a note. brat has no
place for what is said of a whole release, so outcomes and conflicts are lost on the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from opledger.annotation.spans import Annotated, Span

ATTRIBUTES = ("role", "qualifier")


def write(releases: Iterable[Annotated], path: Path) -> None:
    """Write a folder for brat, with an ``annotation.conf``."""
    path.mkdir(parents=True, exist_ok=True)
    labels: dict[str, None] = {}
    for release in releases:
        labels.update(dict.fromkeys(span.label for span in release.spans))
        (path / f"{release.id}.txt").write_text(release.text, encoding="utf-8", newline="")
        (path / f"{release.id}.ann").write_text("".join(_lines(release)), encoding="utf-8", newline="\n")
    (path / "annotation.conf").write_text(_conf(sorted(labels)), encoding="utf-8")


def _conf(labels: list[str]) -> str:
    return (
        "[entities]\n" + "\n".join(labels) + "\n[relations]\n[events]\n[attributes]\n"
        "role\tArg:<ENTITY>, Value:total|part|background\n"
        "qualifier\tArg:<ENTITY>, Value:exact|about|more_than|at_least|less_than|at_most|range|vague\n"
        "optional\tArg:<ENTITY>\n"
    )


def _lines(release: Annotated) -> Iterable[str]:
    attribute = 0
    for number, span in enumerate(release.spans, 1):
        # A line end inside of a span stands as two pieces in brat, and as a space in the text beside them.
        pieces, at = [], span.start
        for part in release.text[span.start : span.end].split("\n"):
            pieces.append(f"{at} {at + len(part)}")
            at += len(part) + 1
        words = release.text[span.start : span.end].replace("\n", " ")
        yield f"T{number}\t{span.label} {';'.join(pieces)}\t{words}\n"
        rest = dict(span.attributes)
        for name in ATTRIBUTES:
            if name in rest:
                attribute += 1
                yield f"A{attribute}\t{name} T{number} {rest.pop(name)}\n"
        if rest.get("optional"):
            attribute += 1
            yield f"A{attribute}\toptional T{number}\n"
        yield f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(rest, ensure_ascii=False)}\n"


def read(path: Path) -> list[Annotated]:
    """Read a folder of brat.

    Raises:
        ValueError: if a line is none of brat's.
    """
    return [_release(file) for file in sorted(path.glob("*.ann"))]


def _release(file: Path) -> Annotated:
    with file.with_suffix(".txt").open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    spans: dict[str, Span] = {}
    notes: dict[str, dict[str, object]] = {}
    marks: list[list[str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        if kind.startswith("T"):
            label, _, place = rest.partition("\t")[0].partition(" ")
            offsets = [int(n) for piece in place.split(";") for n in piece.split()]
            spans[kind] = Span(offsets[0], offsets[-1], label)
        elif kind.startswith("A"):
            marks.append(rest.split(" "))
        elif kind.startswith("#"):
            target, _, words = rest.partition("\t")
            notes[target.rpartition(" ")[2]] = json.loads(words)
    for own, span in spans.items():
        span.attributes = notes.get(own, {})
    for name, target, *value in marks:
        if target in spans:
            spans[target].attributes[name] = value[0] if value else True
    return Annotated(file.stem, text, list(spans.values()), {})
