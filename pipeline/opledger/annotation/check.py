"""Whether gold files are what they should be: schema, quotes, words of the data model, and outcomes that rest on figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from opledger.annotation.schema import FigureGold, ReleaseGold
from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.figures import Measures


def check(file: Path, patterns: Sequence[str] = ()) -> Iterator[str]:
    """The faults of one gold file, in words, each with the place it stands.

    Args:
        file: a gold file.
        patterns: pattern packs whose measures are known beside those of ``core``.

    Example:
        >>> list(check(Path("seeds/own/own-01.gold.json")))
        []
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as err:
        yield f"can't be read ({err.strerror})"
        return
    except ValueError as err:
        yield f"is not JSON ({err})"
        return
    try:
        gold = ReleaseGold.model_validate(content)
    except ValidationError as err:
        for fault in err.errors():
            yield f"{_place(fault['loc'], content)}: {fault['msg'].removeprefix('Value error, ')}"
        return
    yield from _quotes(gold)
    yield from _measures(gold, patterns)
    yield from _outcomes(gold)
    for figure in gold.figures:
        for doubt in figure.uncertain:
            yield f"figure {figure.quote!r}: still to be settled: {doubt}"


def _place(loc: tuple[int | str, ...], content: Any) -> str:
    """Where a fault stands, with the quote of a figure, as numbers in a list are hard to find."""
    words = ".".join(map(str, loc)) or "the file"
    if len(loc) > 1 and loc[0] == "figures" and isinstance(loc[1], int) and isinstance(content, dict):
        try:
            return f"{words} ({content['figures'][loc[1]]['quote']!r})"
        except (KeyError, IndexError, TypeError):
            return words
    return words


def _quotes(gold: ReleaseGold) -> Iterator[str]:
    at = 0
    for number, figure in enumerate(gold.figures, 1):
        start = gold.text.find(figure.quote, at)
        if start >= 0:
            at = start + 1
        elif figure.quote in gold.text:
            yield f"figure {number} {figure.quote!r}: stands before the figure above it; figures go in the order of the text"
        else:
            yield f"figure {number} {figure.quote!r}: is not in the text, letter for letter"


def _measures(gold: ReleaseGold, patterns: Sequence[str]) -> Iterator[str]:
    known = load_patterns(patterns).get(Measures).measures
    for figure in gold.figures:
        for name in (figure.measure, *figure.alternatives):
            if name not in known:
                yield f"figure {figure.quote!r}: {name!r} is no measure"
        yield from _unit(figure, known)
    for outcome in (*gold.outcomes, *gold.outcomes_optional):
        if outcome.measure not in known:
            yield f"outcome {outcome.measure!r}: is no measure"


def _unit(figure: FigureGold, known: Any) -> Iterator[str]:
    measure = known.get(figure.measure)
    if measure is None:
        return
    money = "currency" in measure.units and figure.unit.isupper()
    if not money and figure.unit not in measure.units and not figure.optional:
        yield f"figure {figure.quote!r}: {figure.measure} is kept in {' or '.join(measure.units)}, not in {figure.unit}"


def _outcomes(gold: ReleaseGold) -> Iterator[str]:
    """An outcome has a figure with its bounds, unless it is a sum or says of which operation it is."""
    for outcome in gold.outcomes:
        measures = [f for f in gold.figures if outcome.measure in (f.measure, *f.alternatives)]
        if not measures:
            yield f"outcome {outcome.measure} {outcome.low}..{outcome.high}: no figure has this measure"
        elif not any((f.low, f.high) == (outcome.low, outcome.high) for f in measures):
            yield f"outcome {outcome.measure} {outcome.low}..{outcome.high}: no figure has these bounds"
