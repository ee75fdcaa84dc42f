"""Which body a name means: one id for one body, whatever the release calls it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from opledger.letters import lowered
from opledger.mentions.agency_forms import Built
from opledger.mentions.agency_gazetteer import Form, Gazetteer, Hit
from opledger.mentions.agency_words import Name, even, slug
from opledger.patternfiles.schemas.agencies import Agencies, Agency

Country = dict[str, Any]
_OWNED = ("prosecution", "local")
_NEAR = 60  # characters between a shared name and the country that shows whose it is
_NEAR_AFTER = 20
_CORE_WORDS = 3  # a name of fewer words says nothing without its country ("Police Bureau")
_USA = "USA"
POSSESSIVES = ("'s ", "' ")
_TRIM = re.compile(r"^(?:the|'s?|of|in|de|del|de la)\b\s*|\s*\b(?:of|in|de|del|da|do|of the)$|^\W+|\W+$")
_WORD = re.compile(r"[^\W\d_]+")


class Release:
    """What a release says about countries and, once known, its bodies.

    Args:
        flat: the even text.
        countries: its mentions of countries, by start.
    """

    def __init__(self, flat: str, countries: Sequence[Country]) -> None:
        self.flat = flat
        self._countries = sorted(countries, key=lambda c: (c["start"], c["end"]))
        self._starts = [c["start"] for c in self._countries]
        self._by_end = {c["end"]: c for c in countries}
        # What is said of countries by name, and also by the towns and the bodies of one.
        self.said = [code for code, _ in Counter(c["id"] for c in countries).most_common()]
        self.there = list(self.said)
        self.ids: set[str] = set()
        self.endings: dict[str, Name] = {}

    def inside(self, start: int, end: int) -> Country | None:
        """The first country named within a span."""
        i = bisect_left(self._starts, start)
        if i < len(self._countries) and self._countries[i]["end"] <= end:
            return self._countries[i]
        return None

    def owner(self, start: int) -> Country | None:
        """The country whose possessive stands right before an offset ("Malta's")."""
        for tail in POSSESSIVES:
            if self.flat.endswith(tail, 0, start):
                return self._by_end.get(start - len(tail))
        return None

    def adjective(self, start: int) -> Country | None:
        """The country whose adjective stands right before an offset ("Romanian DIICOT")."""
        before = self._by_end.get(start - 1) if self.flat.endswith(" ", 0, start) else None
        return before if before and before["extras"].get("form") == "demonym" else None

    def near(self, end: int) -> list[str]:
        """The countries named around the end of a name, in text order."""
        low = bisect_left(self._starts, end - _NEAR)
        high = bisect_left(self._starts, end + _NEAR_AFTER)
        return [c["id"] for c in self._countries[low:high]]

    def learn(self, names: Iterable[Name]) -> None:
        """Remember the bodies named for sure, by every ending of their names, and their countries."""
        for name in names:
            self.ids.add(name.id)
            if name.country and name.country not in self.there:
                self.there.append(name.country)
            for text in (even(name.name), self.flat[name.start : name.end]):
                words = lowered(text).split(" ")
                for i in range(1, len(words)):
                    self.endings.setdefault(" ".join(words[i:]), name)


class Identity:
    """Gives names found in a text their body.

    Args:
        gazetteer: the known bodies.
        section: the pattern section they come from.
    """

    def __init__(self, gazetteer: Gazetteer, section: Agencies) -> None:
        self._gazetteer = gazetteer
        self._bare = frozenset(section.bare)
        self._cores: dict[tuple[str | None, str], Agency] = {}
        for body in gazetteer.bodies:
            for text in (body.name, *body.aliases) if body.country else ():
                core = lowered(text).rpartition(" of ")[0]
                self._cores.setdefault((body.country, core), body)
        words = " ".join(
            (*section.domain, *section.topics, *section.joiners, "of the", *(h.word for h in section.heads))
        )
        self._ordinary = frozenset(w.lower() for w in _WORD.findall(words))

    def names(
        self,
        flat: str,
        spans: Sequence[Hit | Built],
        countries: Sequence[Country],
        places: Sequence[dict[str, Any]] = (),
    ) -> list[Name]:
        """A name for every span that names a body; spans that don't are left out.

        Args:
            flat: the even text.
            spans: what may be a name, by start.
            countries: the mentions of countries.
            places: those of other places, which tell whose a shared name is where no country is named.
        """
        release = Release(flat, countries)
        towns = Counter(p["extras"]["country"] for p in places if p["extras"].get("country"))
        release.there += [code for code, _ in towns.most_common() if code not in release.there]
        sure = [self._sure(release, span) for span in spans]
        release.learn(name for name in sure if name)
        found = [known or self._short(release, span) for span, known in zip(spans, sure, strict=True)]
        return _explained(flat, [self._with_owner(release, name) for name in found if name])

    def _sure(self, release: Release, span: Hit | Built) -> Name | None:
        """The body of a span that says by itself which one it means."""
        if isinstance(span, Hit):
            if span.form.weak or len(span.form.bodies) > 1:
                return None
            body = self._gazetteer.bodies[span.form.bodies[0]]
            return (
                None
                if self._elsewhere(release, span, body)
                else self._body(span, body, span.form, "gazetteer")
            )
        text = release.flat[span.start : span.end]
        inside = release.inside(span.start, span.end) or release.owner(span.start)
        core = text
        if inside:
            if inside["start"] >= span.start:
                core = _core(text, inside["start"] - span.start, inside["end"] - span.start)
            national = self._of_country(self._gazetteer.form(core), inside["id"])
            national = national or self._cores.get((inside["id"], lowered(core)))
            if national:
                return self._body(span, national, None, "gazetteer+country")
        if span.generic or (span.start == span.at and text in self._bare):
            return None
        tail = self._tail(span, text)
        if tail:
            return self._body(span, self._gazetteer.bodies[tail.bodies[0]], tail, "gazetteer+head")
        return _new(span, text, core, inside["id"] if inside else None)

    def _elsewhere(self, release: Release, span: Hit, body: Agency) -> bool:
        """Whether a name of ordinary words ("Anti-Corruption Commission") is likely that of another country's body:
        the release names countries, and not this one."""
        if body.country in (None, _USA, *release.said) or not release.said:
            return False
        if " " not in span.form.low or any(a.isupper() and " " not in a for a in body.aliases):
            return False
        return all(w in self._ordinary for w in _WORD.findall(span.form.low))

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

    def _short(self, release: Release, span: Hit | Built) -> Name | None:
        """The body of a shared or short name, from the rest of the release."""
        text = release.flat[span.start : span.end]
        fuller = release.endings.get(lowered(text))
        if fuller:
            return replace(fuller, start=span.start, end=span.end, acronym=None, rule="short")
        if isinstance(span, Hit):
            body, rule = self._choose(release, span)
            if body:
                return self._body(span, body, span.form, rule)
            kind = self._gazetteer.bodies[span.form.bodies[0]].kind
            if " " in text and not span.form.acronym:
                return Name(span.start, span.end, text, slug(text), kind, None, None, "shared")
        else:
            kind = span.head.kind
        if text in self._bare and release.flat.endswith(("the ", "The "), 0, span.start):
            return Name(span.start, span.end, text, slug(text), kind, None, None, "bare")
        return None

    def _choose(self, release: Release, span: Hit) -> tuple[Agency | None, str]:
        """Which of the bodies of a form is meant, and the rule that says so."""
        bodies = [self._gazetteer.bodies[i] for i in span.form.bodies]
        known = next((b for b in bodies if b.id in release.ids), None)
        if known:
            return known, "gazetteer+release"
        for pool in (release.near(span.end), release.there):
            for code in pool:
                body = next((b for b in bodies if b.country == code), None)
                if body:
                    return body, "gazetteer+country"
        sure = not span.form.weak and not self._elsewhere(release, span, bodies[0])
        return (bodies[0], "gazetteer") if sure else (None, "")

    def _with_owner(self, release: Release, name: Name) -> Name:
        """The name with the country whose possessive stands before it.

        The possessive itself belongs only to names that say nothing without it ("Peru's national police"), not to those that
        name one body ("Peru's Superintendency of Taxes").
        """
        inside, start = release.inside(name.start, name.end), name.start
        if inside and inside["start"] == start:
            tail = next((t for t in POSSESSIVES if release.flat.startswith(t, inside["end"])), "")
            start = inside["end"] + len(tail) if tail else start
        before = release.adjective(name.start)
        if before and before["id"] == name.country and name.rule.startswith("gazetteer"):
            return replace(name, start=before["start"])
        owner = release.owner(start)
        if owner is None or name.country not in (None, owner["id"]) or name.rule == "bare":
            return name
        words = _WORD.findall(release.flat[start : name.end].lower())
        plain = len(words) < _CORE_WORDS and self._ordinary.issuperset(words)
        return replace(name, start=owner["start"] if plain else start, country=owner["id"])


def _new(span: Built, text: str, core: str, country: str | None) -> Name:
    """A body that only this release makes known; one id for all ways to say its country."""
    name = text + (span.head.office or "")
    rule = f"{'unit' if span.unit else 'head'}:{span.head.word}"
    key = slug(name)
    if country and core:
        key = f"{country.lower()}-{slug(core)}"
        name = core if core.count(" ") + 1 >= _CORE_WORDS else name
    return Name(span.start, span.end, name, key, span.head.kind, country, None, rule)


def _explained(flat: str, names: list[Name]) -> list[Name]:
    """A name of ordinary words and the known name in brackets behind it are one body ("Detective Department (Kripos)")."""
    for at, (name, other) in enumerate(pairwise(names)):
        open_ = not name.rule.startswith("gazetteer") or name.rule == "gazetteer+country"
        known = other.rule == "gazetteer" and other.country and name.country in (None, other.country)
        bracketed = flat[name.end : other.start] == " (" and flat.startswith(")", other.end)
        if open_ and known and bracketed:
            names[at] = replace(name, id=other.id, name=other.name, country=other.country)
    return names


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
