"""The seeds: releases under ``seeds/`` and, beside each, its gold as ``<id>.gold.json``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from opledger.annotation.schema import FigureGold, ReleaseGold

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Family = Literal["retold", "dev", "own", "practice", "unseen", "fresh", "sealed"]


def gold_files(*families: Family) -> list[Path]:
    """Gold files of the families, all if none is named, by path."""
    return sorted(f for f in SEEDS.rglob("*.gold.json") if not families or f.parent.name in families)


def load_gold(file: Path) -> ReleaseGold:
    """A gold file, checked."""
    return ReleaseGold.model_validate_json(file.read_bytes())


def number_spans(gold: ReleaseGold, text: str | None = None) -> Iterator[tuple[FigureGold, int, int]]:
    """Each figure with the characters of its number; equal quotes are taken in the order of the text.

    Args:
        gold: the figures.
        text: where to look instead of in the gold's own text; spaces, line ends and bars between the
            cells of a table may differ there.

    Raises:
        ValueError: if a quote is not there.
    """
    found, at = text if text is not None else gold.text, 0
    for figure in gold.figures:
        match = _pattern(figure.quote).search(found, at)
        if match is None:
            raise ValueError(f"{gold.id}: {figure.quote!r} is not in the text after character {at}")
        number = _pattern(figure.number).search(found, match.start(), match.end())
        assert number is not None
        at = match.start() + 1
        yield figure, number.start(), number.end()


def as_read(gold: ReleaseGold, text: str) -> dict[str, Any]:
    """The gold with the text as opledger reads it, and each quote as it stands there; for evaluation.

    A web page or a table may come out of its file with other line ends than the gold has.
    """
    found, at = gold.model_dump(), 0
    for figure in found["figures"]:
        match = _pattern(figure["quote"]).search(text, at)
        assert match is not None, f"{gold.id}: {figure['quote']!r} was lost in reading"
        number = _pattern(figure["number"]).search(match[0])
        assert number is not None
        figure["quote"], figure["number"], at = match[0], number[0], match.start() + 1
    return {**found, "text": text}


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"[\s|]+".join(map(re.escape, re.split(r"[\s|]+", quote))))
