"""Mentions settled: overlaps, order, repeats, roles."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from opledger.component import PatternComponent
from opledger.docdata import data
from opledger.mentions.roles import RoleReader
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.countries import Roles

Mention = dict[str, Any]


class MentionResolver(PatternComponent):
    """Sorts the mentions of the other components, settles overlaps, marks repeats and gives roles."""

    def compile(self, patterns: Patterns) -> None:
        """Build the cues of roles."""
        self._roles = RoleReader(patterns.get(Roles))

    def find(self, doc: Doc) -> list[Mention]:
        """The settled mentions, in text order."""
        kept = data(doc)
        mentions = sorted(kept.get("mentions", []), key=lambda m: (m["start"], -m["end"]))
        mentions = [{**m, "roles": []} for m in mentions]
        self._roles.read(doc.text, mentions, kept.get("layout"))
        return mentions

    def set_annotations(self, doc: Doc, found: list[Mention]) -> None:
        """Put the settled mentions in the place of the found ones."""
        data(doc)["mentions"] = found
