"""Which body a name means: one id for one body, whatever the release calls it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from opledger.mentions.agency_forms import Built
from opledger.mentions.agency_gazetteer import Form, Gazetteer, Hit
from opledger.mentions.agency_words import Name, lowered, slug
from opledger.patternfiles.schemas.agencies import Agencies, Agency

Country = dict[str, Any]
_OWNED = ("prosecution", "local")
_NEAR = 60  # characters between a shared name and the country that shows whose it is
_TRIM = re.compile(r"^(?:the|'s?|of|in|de|del|de la)\b\s*|\s*\b(?:of|in|de|del|da|do|of the)$|^\W+|\W+$")


class Identity:
    """Gives names found in a text their body.

    Args:
        gazetteer: the known bodies.
        section: the pattern section they come from.
    """

    def __init__(self, gazetteer: Gazetteer, section: Agencies) -> None:
        self._gazetteer = gazetteer
        self._cores: dict[tuple[str | None, str], Agency] = {}
        for body in gazetteer.bodies:
            for text in (body.name, *body.aliases) if body.country else ():
                core = lowered(text).rpartition(" of ")[0]
                self._cores.setdefault((body.country, core), body)

    def names(self, flat: str, spans: Sequence[Hit | Built], countries: Sequence[Country]) -> list[Name]:
        """A name for every span that names a body; spans that don't are left out."""
        said = Counter(c["id"] for c in countries)
        sure: list[Name | None] = [self._sure(flat, span, countries) for span in spans]
        full = [name for name in sure if name]
        return [
            name
            for span, known in zip(spans, sure, strict=True)
            if (name := known or self._short(flat, span, full, countries, said))
        ]

    def _sure(self, flat: str, span: Hit | Built, countries: Sequence[Country]) -> Name | None:
        """The body of a span that says by itself which one it means."""
        if isinstance(span, Hit):
            if span.form.weak or len(span.form.bodies) > 1:
                return None
            return self._body(span, self._gazetteer.bodies[span.form.bodies[0]], span.form, "gazetteer")
        inside = next((c for c in countries if span.start <= c["start"] and c["end"] <= span.end), None)
        text = flat[span.start : span.end]
        core = ""
        if inside:
            core = _core(text, inside["start"] - span.start, inside["end"] - span.start)
            body = self._of_country(self._gazetteer.form(core), inside["id"])
            body = body or self._cores.get((inside["id"], lowered(core)))
            if body:
                return self._body(span, body, None, "gazetteer+country")
        if span.generic:
            return None
        tail = self._tail(span, text)
        if tail:
            return self._body(span, self._gazetteer.bodies[tail.bodies[0]], tail, "gazetteer+head")
        name = text + (span.head.office or "")
        country = inside["id"] if inside else None
        rule = f"{'unit' if span.unit else 'head'}:{span.head.word}"
        key = f"{country.lower()}-{slug(core)}" if country and core else slug(name)
        return Name(span.start, span.end, name, key, span.head.kind, country, None, rule)

    def _of_country(self, form: Form | None, country: str) -> Agency | None:
        bodies = [self._gazetteer.bodies[i] for i in form.bodies] if form else []
        return next((b for b in bodies if b.country == country), None)

    def _tail(self, span: Built, text: str) -> Form | None:
        """A known unit at the end of the name ("Northern Anti-Gang Unit")."""
        if not span.unit:
            return None
        words = text.split(" ")
        forms = (self._gazetteer.form(" ".join(words[i:])) for i in range(1, len(words) - 1))
        return next((f for f in forms if f and not f.weak and not f.acronym), None)

    @staticmethod
    def _body(span: Hit | Built, body: Agency, form: Form | None, rule: str) -> Name:
        acronym = form.text if form and form.acronym and isinstance(span, Hit) else None
        return Name(span.start, span.end, body.name, body.id, body.kind, body.country, acronym, rule)

    def _short(
        self,
        flat: str,
        span: Hit | Built,
        full: Sequence[Name],
        countries: Sequence[Country],
        said: Counter[str],
    ) -> Name | None:
        """The body of a shared or short name, from the rest of the release."""
        text = flat[span.start : span.end]
        low = " " + lowered(text)
        for name in full:
            if lowered(name.name).replace("’", "'").endswith(low) or lowered(
                flat[name.start : name.end]
            ).endswith(low):
                return Name(span.start, span.end, name.name, name.id, name.kind, name.country, None, "short")
        if isinstance(span, Built):
            return None
        bodies = [self._gazetteer.bodies[i] for i in span.form.bodies]
        for body in bodies:
            if any(name.id == body.id for name in full):
                return self._body(span, body, span.form, "gazetteer+release")
        near = [c["id"] for c in countries if -_NEAR < c["start"] - span.end < _NEAR // 3]
        for pool in (near, [c for c, _ in said.most_common()]):
            fitting = [b for b in bodies if b.country in pool or (b.country is None and not span.form.weak)]
            if fitting:
                best = min(
                    fitting,
                    key=lambda b: pool.index(b.country) if b.country and b.country in pool else len(pool),
                )
                return self._body(span, best, span.form, "gazetteer+country")
        if not span.form.weak:
            return self._body(span, bodies[0], span.form, "gazetteer")
        if " " not in text or span.form.acronym:
            return None
        return Name(span.start, span.end, text, slug(text), bodies[0].kind, None, None, "shared")


def _core(text: str, start: int, end: int) -> str:
    """What is left of a body's name without its country ("National Police" of "National Police of Peru")."""
    left, right = text[:start].strip(), text[end:].strip()
    core = " ".join(part for part in (_trim(left), _trim(right)) if part)
    return _trim(core)


def _trim(text: str) -> str:
    while (shorter := _TRIM.sub("", text).strip()) != text:
        text = shorter
    return text


def merged(names: Sequence[Name]) -> list[Name]:
    """Short and full names of one body under the id of the full one.

    "Department of Buildings" is the "New York City Department of Buildings" of the same release, "Anaheim police" its
    "Anaheim Police Department". Only names built on heads are merged: known bodies have their ids already.
    Names that already have an owner ("Orange County District Attorney") stay as they are.
    """
    fuller: dict[str, Name] = {}
    for name in names:
        if not name.rule.startswith(("head:", "unit:")):
            continue
        words = lowered(name.name).replace("’", "'").split(" ")
        for i in range(1, len(words) - 1):
            fuller.setdefault(" ".join(words[i:]), name)
        if "police" in words[1:-1]:
            fuller.setdefault(" ".join(words[: words.index("police", 1) + 1]), name)

    def full(name: Name) -> Name:
        seen = {name.id}
        while name.rule.startswith(("head:", "unit:")) and name.kind not in _OWNED:
            other = fuller.get(lowered(name.name).replace("’", "'"))
            if other is None or other.id in seen:
                break
            seen.add(other.id)
            name = other
        return name

    return [
        n if (f := full(n)) is n else replace(n, id=f.id, name=f.name, country=n.country or f.country)
        for n in names
    ]
