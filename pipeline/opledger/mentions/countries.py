"""Countries, territories and places named in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opledger.component import MentionComponent
from opledger.docdata import data, text_of
from opledger.mentions.country_context import CountryContext, PersonNames
from opledger.mentions.country_doubts import CountryDoubts
from opledger.mentions.country_gazetteer import Gazetteer, Hit
from opledger.mentions.country_names import LONGER, all_forms, country_names
from opledger.mentions.country_spelling import NearNationalities
from opledger.mentions.place_table import fold
from opledger.mentions.places import PlaceFinder
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.countries import Countries, Places

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc

Mention = dict[str, Any]


class CountryFinder(MentionComponent):
    """Finds COUNTRY and PLACE mentions and appends them to ``data(doc)["mentions"]``."""

    def compile(self, patterns: Patterns) -> None:
        """Build the tables of names."""
        section, places = patterns.get(Countries), patterns.get(Places)
        self._canonical = country_names(section)
        forms = list(all_forms(section))
        self._table = Gazetteer(forms)
        self._places = PlaceFinder(
            places, frozenset(fold(form.text) for form in forms if form.form == "name")
        )
        self._context = CountryContext(section, self._places.state_after)
        self._persons = PersonNames(section)
        self._near = NearNationalities(forms, section.peoples)
        self._doubts = CountryDoubts(section, places)

    def find(self, doc: AnyDoc) -> list[Mention]:
        """The mentions, in text order."""
        text = text_of(doc)
        hits = [
            hit
            for hit in self._table.find(text)
            if hit.name.id != LONGER and self._context.names_a_country(text, hit)
        ]
        hits = self._persons.without_persons(text, hits)
        misspelt = self._near.find(text, hits)
        if misspelt:
            hits = sorted(hits + misspelt, key=lambda hit: hit.start)
        spans = [(hit.start, hit.end, hit.name.id) for hit in hits]
        places = self._places.find(text, spans, _datelines(doc))
        hits = self._doubts.settle(text, hits, places)
        mentions = [self._mention(hit) for hit in hits] + places
        return sorted(mentions, key=lambda m: (m["start"], m["label"]))

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


def _datelines(doc: AnyDoc) -> list[tuple[int, int]]:
    blocks = data(doc).get("layout", {}).get("blocks", [])
    return [(b["start"], b["end"]) for b in blocks if b["kind"] == "dateline"]
