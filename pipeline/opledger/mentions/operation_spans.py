"""Where operations are named: behind a lead word, in quotes beside a noun, before the noun, by kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.mentions.operation_names import NUMERAL, NameReader, Span, Stop
from opledger.patternfiles.schemas.operations import Operations

_OPEN = "“\"'«„"
_QUOTED = re.compile(r"[“\"'«„]([A-Z0-9][^“”\"«»\n,;:]{1,50}?)[”\"'»“],? (?=[a-z])")
_PLAIN = re.compile(r"(?<=[Tt]he )((?:[A-Z][\w'-]+ ){1,3})(?=operations? |campaign |sweep |crackdown |sting |takedown )")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or "(?!)"


class SpanFinder:
    """Finds the places of an even text that name an operation.

    Args:
        section: the pattern section.
    """

    def __init__(self, section: Operations) -> None:
        self._reader = NameReader(section)
        self._kinds = {w: lead for lead in section.leads for w in (lead.word, lead.word.upper())}
        leads = _any_of(self._kinds)
        nouns, introducers = _any_of(section.nouns), _any_of(section.introducers)
        sure = rf"(?:{_any_of(section.sure_introducers)})(?: of| as| was| is)?"
        linked = rf"(?:{nouns})(?: \([^()\n]{{1,40}}\))?,?(?: [a-z]\w*){{0,4}}?,? (?:{introducers})|{sure}"
        rounds = rf"{_any_of(section.rounds)}|[Tt]he (?:first|second|third|fourth|latest|previous|last),"
        self._lead = re.compile(rf"(?<![\w-])({leads})(?:,? {sure})? (?=[\w{_OPEN}])")
        self._quote = re.compile(rf"(?<!\w)(?:{linked}|{nouns}|{rounds}):? (?:the )?(?=[{_OPEN}])")
        self._called = re.compile(rf"(?<!\w)(?:{linked}):? (?=[A-Z])")
        self._edition = re.compile(rf"(?<!\w)(?:{nouns})(?: [a-z]\w*){{0,4}}? (?:{_any_of(section.weak_introducers)}):? (?=[A-Z])")
        self._noun = re.compile(rf"(?:{nouns})(?!\w)")
        self._events = [(e.id, re.compile(rf"(?<!\w)(?:{e.pattern})(?!\w)")) for e in section.events]
        self._lead_words = re.compile(rf"(?:{leads}) ")

    def find(self, flat: str, stop: Stop) -> list[Span]:
        """The spans of all rules, unsorted; they can overlap."""
        return [*self._led(flat, stop), *self._introduced(flat, stop), *self._before(flat, stop), *self._by_kind(flat)]

    def _led(self, flat: str, stop: Stop) -> Iterable[Span]:
        for m in self._lead.finditer(flat):
            if stop(m.start()):
                continue
            lead = self._kinds[m[1]]
            if lead.plural:
                yield from self._several(flat, m, stop)
                continue
            name = self._reader.any(flat, m.end(), stop, lead.sure)
            if name:
                end = self._reader.over_line(flat, m.start(), name[1])
                yield Span(m.start(), end, name[0], end, m[1], "lead")

    def _several(self, flat: str, m: re.Match[str], stop: Stop) -> Iterable[Span]:
        """ "Operations A and B"; a single name only if quoted or numbered ("Director of Operations Jane Roe")."""
        names = self._reader.series(flat, m.end(), stop, sure=False)
        for name in names:
            last_word = flat[name[0] : name[1]].rpartition(" ")[2]
            if len(names) > 1 or name[1] != name[2] or NUMERAL.match(last_word):
                yield Span(name[0], name[1], name[0], name[1], m[1], "leads")

    def _introduced(self, flat: str, stop: Stop) -> Iterable[Span]:
        for m in self._quote.finditer(flat):
            for start, end, _ in self._reader.series(flat, m.end(), stop):
                yield self._span(flat, start, end, "quoted")
        for m in self._called.finditer(flat):
            if self._lead_words.match(flat, m.end()):
                continue
            end = self._reader.plain(flat, m.end(), stop)
            if end:
                yield self._span(flat, m.end(), end, "called")

        for m in self._edition.finditer(flat):
            end = None if self._lead_words.match(flat, m.end()) else self._reader.plain(flat, m.end(), stop)
            if end and (NUMERAL.search(flat[m.end() : end]) or flat[m.start() : m.end()].endswith(" include ")):
                yield self._span(flat, m.end(), end, "edition")

    def _before(self, flat: str, stop: Stop) -> Iterable[Span]:
        for m in _QUOTED.finditer(flat):
            if self._noun.match(flat, m.end()):
                yield self._span(flat, m.start(1), m.end(1), "before")
        for m in _PLAIN.finditer(flat):
            end = self._reader.plain(flat, m.start(1), stop)
            if end == m.end(1) - 1 and not any(stop(i) for i in range(m.start(1), end)):
                yield self._span(flat, m.start(1), end, "before")

    def _by_kind(self, flat: str) -> Iterable[Span]:
        for kind, pattern in self._events:
            for m in pattern.finditer(flat):
                yield Span(m.start(), m.end(), m.start(), m.end(), "", f"event:{kind}")

    def _span(self, flat: str, start: int, end: int, rule: str) -> Span:
        """A span whose name may itself begin with a lead word ("“Operation Aurora”")."""
        m = self._lead_words.match(flat, start, end)
        if m:
            return Span(start, end, m.end(), end, m[0].strip(), rule)
        return Span(start, end, start, end, "", rule)
