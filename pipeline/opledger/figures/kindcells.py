"""Cells: figures that count the same, so that one of them can be the whole of the others."""

from __future__ import annotations

from opledger.figures.lexicon import Lexicon
from opledger.figures.release import Figure
from opledger.figures.setting import Setting

MONEY_REACH = 45
WARRANT = "warrant"
WARRANTS = frozenset({WARRANT, "arrest_warrant"})

Cell = tuple[str, str, str, int | None, int | None]


class Cells:
    """Cells of the figures of a release: measure, unit, kind, operation and story of a round-up.

    Args:
        setting: what the release is about.
        lexicon: for the measures and the generic words of noun classes.
    """

    def __init__(self, setting: Setting, lexicon: Lexicon) -> None:
        self.setting, self.generic = setting, lexicon.generic
        self.measures = lexicon.measures.measures

    def of(self, figure: Figure, kind: str | None = None) -> Cell:
        """The cell of a figure, of its own kind if none is given."""
        kind = self.kind(figure) if kind is None else kind
        operation, story = figure["extras"]["operation"], self.setting.story(figure)
        return figure["measure"], figure["unit"], kind, operation, story

    def kind(self, figure: Figure) -> str:
        """What is counted, where kinds of a measure are counted apart: "rifles"; "" for the generic word of its class."""
        if figure["measure"] == "money_seized":
            return self.setting.kind_of_money(figure, MONEY_REACH)
        if not WARRANTS.isdisjoint(figure["extras"]["classes"]):
            return WARRANT  # who is wanted is not yet held
        kind = str(figure["extras"]["kind"] or "").lower()
        measure = self.measures[figure["measure"]]
        if not measure.kinds_apart or (kind in self.generic and measure.generic_total):
            return ""
        return str(figure["substance"] or kind).lower()

    def head(self, figure: Figure) -> str:
        """The kind without what it is of: of Captagon pills, pills."""
        return str(figure["extras"]["kind"] or "").lower() if figure["substance"] else ""
