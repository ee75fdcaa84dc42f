"""The spaCy component that finds figures: it runs the steps and writes ``doc._.opledger["figures"]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opledger.component import PatternComponent
from opledger.docdata import Data, data, text_of
from opledger.figures.lexicon import build
from opledger.figures.reader import ReleaseReader
from opledger.figures.scope import ScopeRules
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.figures import Scopes

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc


class FigureFinder(PatternComponent):
    """Decides what each quantity counts, its role, places and parts.

    Reads the layout, quantities and mentions of a Doc. Sections used: measures, nouns, events, frames, scopes.
    """

    def compile(self, patterns: Patterns) -> None:
        """Build the lexicon and the scope cues."""
        self.lexicon = build(patterns)
        self.scopes = ScopeRules.compile(list(patterns.get(Scopes).scopes))

    def find(self, doc: AnyDoc) -> list[dict[str, Any]]:
        """The figures of a Doc, by start."""
        found: Data = data(doc)
        if "quantities" not in found:
            return []
        return ReleaseReader(text_of(doc), found, self.lexicon, self.scopes).read()

    def set_annotations(self, doc: AnyDoc, found: list[dict[str, Any]]) -> None:
        """Write the figures."""
        data(doc)["figures"] = found
