"""Misspelt nationalities, read where nothing but a nationality can stand: between two others in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from opledger.mentions.country_gazetteer import CAPITAL, Hit, Name

# "148 Chinese, two Kharzartans, one Pakistani": what stands between the first and the last
COUNT = r"(?:(?:\d[\d,.]*|[a-z]+) )?"
BETWEEN = re.compile(rf"(?:,| and|, and) {COUNT}([{CAPITAL}][a-z]{{4,}})(?:,| and|, and) {COUNT}")
LONGEST = 48
LEAST = 68  # likeness, of 100, that the nearest nationality must have


class NearNationalities:
    """Finds misspelt nationalities in lists of nationalities.

    Args:
        names: all forms of countries' names.
        peoples: words for people that are no nationality ("Africans").

    Example:
        >>> near = NearNationalities([Name("Maltese", "MLT", "demonym"), Name("Greeks", "GRC", "demonym")], ())
        >>> text = "two Greeks, three Maltesse, and four Greeks"
        >>> greeks = [Hit(4, 10, near.names["greeks"]), Hit(37, 43, near.names["greeks"])]
        >>> [(hit.start, hit.name.id) for hit in near.find(text, greeks)]
        [(18, 'MLT')]
    """

    def __init__(self, names: Iterable[Name], peoples: Iterable[str]) -> None:
        self.names = {n.text.lower(): n for n in names if n.form in ("demonym", "name") and " " not in n.text}
        self._peoples = frozenset(peoples)

    def find(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The misspelt ones between the hits given."""
        found = []
        people = [hit for hit in hits if hit.name.form == "demonym"]
        for one, other in pairwise(people):
            if other.start - one.end > LONGEST:
                continue
            match = BETWEEN.fullmatch(text, one.end, other.start)
            if match is not None and match[1] not in self._peoples:
                nearest = self._nearest(match[1].lower())
                if nearest is not None:
                    found.append(Hit(match.start(1), match.end(1), Name(match[1], nearest.id, "misspelling")))
        return found

    def _nearest(self, word: str) -> Name | None:
        from rapidfuzz import fuzz, process

        best = process.extractOne(word, list(self.names), scorer=fuzz.ratio, score_cutoff=LEAST)
        return self.names[best[0]] if best else None
