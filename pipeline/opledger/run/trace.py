"""From an outcome, or a conflict, back to the characters that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("side", "figure_id", "release_id", "path", "start", "end", "text", "sentence"),
    *("measure", "low", "high", "qualifier", "unit", "role", "places", "rule"),
)


def trace(tables: Mapping[str, pd.DataFrame], row_id: str) -> pd.DataFrame:
    """The figures behind one row of ``outcomes`` or ``conflicts``, each with the characters that state it.

    Args:
        tables: the tables, as ``opledger.extract`` gives them.
        row_id: an ``outcome_id`` or a ``conflict_id``.

    Returns:
        One row a figure, by release and place in the text. ``side`` is ``supporting`` or ``conflicting`` for an
        outcome, and ``conflict`` for a conflict; ``releases.text[start:end]`` of the release is ``text``.

    Raises:
        KeyError: if no outcome or conflict has that id.
    """
    import pandas as pd

    sides = _sides(tables, row_id)
    figures = tables["figures"].set_index("figure_id", drop=False)
    paths = dict(zip(tables["releases"]["release_id"], tables["releases"]["path"], strict=True))
    rows: list[dict[str, Any]] = []
    for figure_id, side in sides.items():
        figure = figures.loc[figure_id]
        rows.append({name: figure.get(name) for name in COLUMNS})
        rows[-1] |= {"side": side, "path": paths[figure["release_id"]]}
    rows.sort(key=lambda row: (row["release_id"], row["start"], row["figure_id"]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _sides(tables: Mapping[str, pd.DataFrame], row_id: str) -> dict[str, str]:
    outcomes, conflicts = tables["outcomes"], tables["conflicts"]
    for row in outcomes[outcomes["outcome_id"] == row_id].to_dict("records"):
        found = dict.fromkeys(row["supporting"], "supporting")
        return found | dict.fromkeys(row["conflicting"], "conflicting")
    for row in conflicts[conflicts["conflict_id"] == row_id].to_dict("records"):
        return dict.fromkeys(row["figures"], "conflict")
    raise KeyError(f"no outcome or conflict has the id {row_id!r}")
