"""Short ways to write what a reviewer decides."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opledger.patternfiles import load_patterns
from opledger.reading import ReadOptions, read
from opledger.records import Figure, Release
from opledger.run.decisions import Decisions, read_decisions
from opledger.run.job import Options, analyse
from opledger.run.work import Found

PATTERNS = load_patterns()

RAID = """Sixteen held in raids on phone thieves 😀

Police arrested 16 people in Lisbon on 4 March 2024 during Operation Quiet Harbour. Nine of the suspects were held in Porto.
They seized 212 phones and more than EUR 40,000. Officers searched seven flats.
"""
UPDATE = """Operation Quiet Harbour: update

Operation Quiet Harbour has led to 19 arrests, Europol said. Officers seized around 200 phones.
"""
TEXTS = {"raid": RAID, "update": UPDATE}


def written(folder: Path, texts: dict[str, str] = TEXTS) -> Path:
    """The texts as files of a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def found_in(folder: Path, nlp: Any) -> dict[str, Found]:
    """What the pipeline finds in each file of a folder, by its stem."""
    releases = read([str(folder)], ReadOptions())
    return {Path(f.release.path).stem: f for f in analyse(releases, Options(nlp=nlp))}


def named(release: Release, start: int, end: int, measure: str, **other: Any) -> dict[str, Any]:
    """How a line names a figure."""
    text = release.text[start:end]
    own = {"release": release.release_id, "sha256": release.sha256}
    return {**own, "start": start, "end": end, "measure": measure, "text": text, **other}


def on(found: Found, text: str, measure: str | None = None) -> tuple[Figure, dict[str, Any]]:
    """The only figure whose text is ``text``, and how a line names it."""
    mine = [f for f in found.figures if f.text == text and measure in (None, f.measure)]
    assert len(mine) == 1, [(f.text, f.measure) for f in found.figures]
    return mine[0], named(found.release, mine[0].start, mine[0].end, mine[0].measure)


def spot(found: Found, words: str, measure: str) -> dict[str, Any]:
    """How a line names the first place of words, whether a figure stands there or not."""
    start = found.release.text.index(words)
    return named(found.release, start, start + len(words), measure)


def file_of(file: Path, rows: Iterable[dict[str, Any] | str]) -> Path:
    """A file of decisions."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def decisions(file: Path, rows: Iterable[dict[str, Any] | str]) -> Decisions:
    """Decisions ready to be obeyed."""
    return read_decisions(file_of(file, rows), PATTERNS)
