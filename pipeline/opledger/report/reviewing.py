"""What the page needs of figures and of the vocabulary, so that a reviewer can decide on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.figures import Measures
from opledger.report.safe import visible
from opledger.tables.rows import Row
from opledger.vocabulary import FIGURE_ROLES, QUALIFIERS


def for_decision(figure: Row, release: Row) -> dict[str, Any]:
    """How a file of decisions names a figure, in code points of the text as it is, and the columns that a reviewer can correct."""
    own = {name: figure[name] for name in ("start", "end", "text", "value", "object", "substance")}
    return {"sha256": release["sha256"], **own}


def for_marking(release: Row, texts: bool) -> dict[str, Any]:
    """What naming a span of a release takes: the checksum, and the text as it is where the page shows another."""
    text = release["text"]
    return {"sha256": release["sha256"], "raw": text if texts and visible(text) != text else None}


def vocabulary(figures: Iterable[Row]) -> dict[str, Any]:
    """What a reviewer can choose from: measures with their units, those that a pack brought with the units met; qualifiers, roles.

    Example:
        >>> vocabulary([])["measures"]["searches"]
        ['search']
    """
    measures = {name: list(m.units) for name, m in load_patterns().get(Measures).measures.items()}
    for figure in figures:
        if figure["measure"] not in measures:
            measures[figure["measure"]] = [figure["unit"]]
    return {"measures": measures, "qualifiers": list(QUALIFIERS), "roles": list(FIGURE_ROLES)}
