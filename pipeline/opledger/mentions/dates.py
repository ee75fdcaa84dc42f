"""Dates and intervals named in a text."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from opledger.component import PatternComponent
from opledger.docdata import data
from opledger.patternfiles import Patterns

Mention = dict[str, Any]


class DateFinder(PatternComponent):
    """Finds DATE mentions and appends them to ``data(doc)["mentions"]``."""

    def compile(self, patterns: Patterns) -> None:
        """Build the expressions."""

    def find(self, doc: Doc) -> list[Mention]:
        """The mentions, in text order."""
        return []

    def set_annotations(self, doc: Doc, found: list[Mention]) -> None:
        """Append the mentions to the Doc's."""
        data(doc).setdefault("mentions", []).extend(found)
