"""Countries, territories and places named in a text."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from opledger.component import PatternComponent
from opledger.docdata import data
from opledger.mentions.country_context import CountryContext
from opledger.mentions.country_gazetteer import Gazetteer, Hit
from opledger.mentions.country_names import LONGER, all_forms, country_names
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.countries import Countries

Mention = dict[str, Any]


class CountryFinder(PatternComponent):
    """Finds COUNTRY and PLACE mentions and appends them to ``data(doc)["mentions"]``."""

    def compile(self, patterns: Patterns) -> None:
        """Build the table of names."""
        section = patterns.get(Countries)
        self._canonical = country_names(section)
        self._table = Gazetteer(all_forms(section))
        self._context = CountryContext(section)
        self._neighbours = {form: code for code, forms in section.needs_neighbours.items() for form in forms}

    def find(self, doc: Doc) -> list[Mention]:
        """The mentions, in text order."""
        text = doc.text
        hits = [
            hit
            for hit in self._table.find(text)
            if hit.name.id != LONGER and self._context.names_a_country(text, hit)
        ]
        return [self._mention(hit) for hit in hits]

    def _mention(self, hit: Hit) -> Mention:
        name = hit.name
        return {
            "label": "COUNTRY",
            "start": hit.start,
            "end": hit.end,
            "name": self._canonical.get(name.id, name.text),
            "id": name.id,
            "roles": [],
            "repeat_of": None,
            "rule": f"country.{name.form}",
            "extras": {"form": name.form},
        }

    def set_annotations(self, doc: Doc, found: list[Mention]) -> None:
        """Append the mentions to the Doc's."""
        data(doc).setdefault("mentions", []).extend(found)
