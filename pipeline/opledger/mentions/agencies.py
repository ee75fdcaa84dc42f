"""Agencies: known bodies, names built from head words, acronyms, short forms; and notices."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from opledger.component import MentionComponent
from opledger.docdata import data, text_of
from opledger.mentions.acronyms import introduced, used
from opledger.mentions.agency_beside import Beside
from opledger.mentions.agency_forms import Built, Forms, Known, without_number
from opledger.mentions.agency_gazetteer import Gazetteer, Hit
from opledger.mentions.agency_headlines import trimmed
from opledger.mentions.agency_identity import Identity, merged
from opledger.mentions.agency_partners import Partners
from opledger.mentions.agency_phrases import Phrases
from opledger.mentions.agency_words import Name, even, mention
from opledger.mentions.notices import NoticeRules
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.agencies import Agencies, Notices
from opledger.wordindex import words_of

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc

AGENCY, NOTICE = "AGENCY", "NOTICE"
LETTER = "ʼ"
_LOCAL = ("local", "prosecution")
_OWNERS = ("international", "regional")  # their units and offices have names of their own
_OFFICE, _UNIT = "head:", "unit:"


class AgencyFinder(MentionComponent):
    """Adds ``AGENCY`` and ``NOTICE`` mentions to ``data(doc)["mentions"]``.

    ``extras`` of an agency: ``country`` (alpha-3 or null), ``kind``, ``acronym`` (as used or introduced, or null).
    A body keeps one id and one name through a release, whatever it is called there.

    Example:
        >>> doc = nlp("Officers of the Spanish National Police (CNP) helped. The CNP made no comment.")
        >>> [m["name"] for m in doc._.opledger["mentions"] if m["label"] == "AGENCY"]
        ['Spanish National Police', 'Spanish National Police']
    """

    def compile(self, patterns: Patterns) -> None:
        """Build the gazetteer, the head words and the notices from the sections."""
        section = patterns.get(Agencies)
        self._gazetteer = Gazetteer(section.agencies, section.spellings)
        self._forms = Forms(section)
        self._phrases = Phrases(section.tongues)
        self._identity = Identity(self._gazetteer, section)
        self._partners = Partners(section)
        self._beside = Beside(section)
        self._notices = NoticeRules(patterns.get(Notices).notices)

    def find(self, doc: AnyDoc) -> list[dict[str, Any]]:
        """The mentions of agencies and notices, by start."""
        text = text_of(doc)
        flat = even(text)
        # Making a text even changes no word, unless it has the apostrophe that is a letter.
        words = words_of(flat if LETTER in text else text)
        earlier = data(doc).get("mentions", [])
        countries = [m for m in earlier if m["label"] == "COUNTRY"]
        owners = [m for m in earlier if m["label"] in ("COUNTRY", "PLACE")]
        outside = _Furniture(data(doc).get("layout", {}))
        hits = [h for h in self._gazetteer.find(flat) if not outside(h.start)]
        built = [
            b
            for b in self._forms.find(flat, _Lookup(hits, self._gazetteer, countries))
            if not outside(b.start)
        ]
        built += [b for b in self._phrases.find(flat) if not outside(b.start)]
        built += [*self._forms.after_owners(flat, owners), *self._forms.after_regions(flat)]
        built = [without_number(flat, b) for b in built]
        spans = _settle(flat, [*hits, *trimmed(flat, built)])
        names = self._identity.names(flat, spans, countries, [m for m in owners if m["label"] == "PLACE"])
        names = self._beside.widened(flat, _beside(names, self._partners.find(flat, countries)))
        names = _beside(names, self._beside.listed(flat, names, words))
        names = self._beside.placed(flat, names)
        names = _without_units(_with_acronyms(flat, merged(names)))
        agencies = [
            mention(AGENCY, n, {"country": n.country, "kind": n.kind, "acronym": n.acronym}) for n in names
        ]
        notices = [mention(NOTICE, n, {}) for n in self._notices.find(flat, words)]
        return sorted([*agencies, *notices], key=lambda m: (m["start"], m["end"]))


class _Lookup:
    """The known name around an offset."""

    def __init__(self, hits: list[Hit], gazetteer: Gazetteer, countries: list[dict[str, Any]]) -> None:
        self._hits, self._gazetteer = hits, gazetteer
        self._national = {c["start"] for c in countries}
        self._starts = [h.start for h in hits]

    def __call__(self, offset: int) -> Known | None:
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or self._hits[i].end <= offset:
            return None
        hit = self._hits[i]
        body = self._gazetteer.bodies[hit.form.bodies[0]]
        return Known(
            hit.start, hit.end, body.kind in _OWNERS, hit.form.acronym or hit.start in self._national
        )


class _Furniture:
    """Tells whether an offset stands in the page's furniture: menus, links to other stories."""

    def __init__(self, layout: dict[str, Any]) -> None:
        blocks = [b for b in layout.get("blocks", []) if b["skip"] or b["kind"] == "furniture"]
        self._starts, self._ends = [b["start"] for b in blocks], [b["end"] for b in blocks]

    def __call__(self, offset: int) -> bool:
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._ends[i]


def _settle(flat: str, spans: Iterable[Hit | Built]) -> list[Hit | Built]:
    """Of spans that overlap, the longest; of equals, the first given. By start.

    A sure known name stays itself where a built one only goes on to the right: that is its branch ("... of Bolzano").
    """
    kept: list[Hit | Built] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while kept and span.start < kept[-1].end and _wins(flat, span, kept[-1]):
            span = _with_branch(span, kept.pop())
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _with_branch(span: Hit | Built, other: Hit | Built) -> Hit | Built:
    """A known name with the words that name its branch, which a built name has."""
    if (
        isinstance(span, Hit)
        and isinstance(other, Built)
        and other.end > span.end
        and other.start == span.start
    ):
        return replace(span, end=other.end)
    return span


def _wins(flat: str, span: Hit | Built, other: Hit | Built) -> bool:
    if (
        isinstance(span, Built)
        and isinstance(other, Hit)
        and not other.form.weak
        and span.start > other.start
    ):
        return span.at >= other.end and span.end - span.start > other.end - other.start
    if (
        isinstance(span, Hit)
        and isinstance(other, Built)
        and not span.form.weak
        and span.start == other.start
    ):
        goes_on = flat.startswith((" and ", " & "), span.end)
        return other.at < span.end and not other.head.native and not goes_on
    return span.end - span.start > other.end - other.start


def _without_units(names: list[Name]) -> list[Name]:
    """Units of a local office are no bodies of their own, unless the release gives them an acronym."""
    if not any(n.rule.startswith(_OFFICE) and n.kind in _LOCAL for n in names):
        return names
    return [n for n in names if n.acronym or not n.rule.startswith(_UNIT)]


def _beside(names: list[Name], more: Iterable[Name]) -> list[Name]:
    """The names and those of ``more`` that don't overlap them, by start."""
    starts = [n.start for n in names]

    def free(name: Name) -> bool:
        i = bisect_right(starts, name.end - 1) - 1
        return i < 0 or names[i].end <= name.start

    return sorted([*names, *(n for n in more if free(n))], key=lambda n: n.start)


def _with_acronyms(flat: str, names: list[Name]) -> list[Name]:
    acronyms = introduced(flat, names)
    by_id = {name.id: acronym for acronym, name in reversed(acronyms.items())}
    short = used(flat, acronyms)
    taken = {(n.start, n.end) for n in short}
    names = [
        n if n.acronym or n.id not in by_id else replace(n, acronym=by_id[n.id])
        for n in names
        if (n.start, n.end) not in taken
    ]
    return _beside(names, short)
