"""Where operations are named: behind a lead word, in quotes beside a noun, before the noun, by kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opledger.mentions.agency_words import any_of, longest_first
from opledger.mentions.operation_names import NUMERAL, NameReader, Span, Stop
from opledger.patternfiles.schemas.operations import Operations
from opledger.wordindex import FirstWords, LastWords, either, names_of

_QUOTE = re.compile(
    r"[“\"«„'](?:(?<!')|(?<![^\W_]')(?=[A-Z0-9]))"
)  # a class first: the engine skips the rest at once
_QUOTED = re.compile(r"[“\"'«„]([A-Z0-9][^“”\"«»\n,;:]{1,50}?)[”\"'»“],? (?=[a-z])")
QUOTED_BEFORE = "before:operation"  # the rule of names in quotes before that word: "the “Circle-4” operation"
_RUN = re.compile(r"[^\W_]+")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z]\w* $")
_REACH = 90  # characters before a name in which a noun and an introducer are looked for
_ROUNDS = ("first", "second", "third", "fourth", "latest", "previous", "last")
_LAST_OF_ROUNDS = tuple(f"{word}," for word in _ROUNDS)
_AROUND = 70  # characters on either side of the head of an event


class SpanFinder:
    """Finds the places of an even text that name an operation.

    Args:
        section: the pattern section.
    """

    def __init__(self, section: Operations) -> None:
        self._reader = NameReader(section)
        self._kinds = {lead.word: lead for lead in section.leads}
        self._kinds |= {lead.word.upper(): lead for lead in section.leads if lead.sure}
        self._by_first: dict[str, list[str]] = {}
        for word in longest_first(self._kinds):
            self._by_first.setdefault(_RUN.match(word)[0], []).append(word)  # type: ignore[index]
        nouns = any_of(section.nouns)
        sure = rf"(?:{any_of(section.sure_introducers)})(?: of| as| was| is)?"
        called = rf"(?:{nouns})(?: \([^()\n]{{1,40}}\))?,?(?: [a-z]\w*){{0,4}}?,? (?:{any_of(section.introducers)})|{sure}"
        rounds = rf"{any_of(section.rounds)}|[Tt]he (?:{'|'.join(_ROUNDS)}),"
        edition = (
            rf"(?:{any_of(section.plain_nouns)})(?: [a-z]\w*){{0,4}}? (?:{any_of(section.weak_introducers)})"
        )
        self._before_quote = re.compile(
            rf"(?<!\w)(?:{called}|{any_of(section.plain_nouns)}|{rounds}):? (?:the )?$"
        )
        # One of these stands right before the quote in all of that: a gate, as a search that must end there is slow.
        lasts = {
            w.rpartition(" ")[2] for w in (*section.introducers, *section.sure_introducers, *section.rounds)
        }
        lasts |= {"of", "as", "was", "is", "the", *section.plain_nouns, *_LAST_OF_ROUNDS}
        self._last_word = tuple(sorted(lasts))
        self._called = re.compile(rf"(?<!\w)(?:{called}):? $")
        self._edition = re.compile(rf"(?<!\w)(?:{edition}) $")
        self._after_lead = re.compile(rf"(?:,? {sure})? (?=[\w“\"'«„])")
        # The last words of introducers, as a gate before the expressions above.
        ends = {i.rpartition(" ")[2] for i in (*section.introducers, *section.weak_introducers)}
        self._gate = frozenset(
            ends | {s.rpartition(" ")[2] for s in section.sure_introducers} | {"of", "as", "was", "is"}
        )
        self._noun = re.compile(rf"(?:{any_of(section.plain_nouns)})(?!\w)")
        self._plain_nouns = frozenset(section.plain_nouns)
        self._events = {e.head: [] for e in section.events}  # type: dict[str, list[tuple[str, re.Pattern[str]]]]
        for event in section.events:
            self._events[event.head].append((event.id, re.compile(rf"(?<!\w)(?:{event.pattern})(?!\w)")))
        self._first = FirstWords((*self._by_first, *self._events))
        self._before = LastWords((*self._gate, "the", "The"))
        self._evidence = re.compile(any_of(section.evidence), re.IGNORECASE)
        self._openers = re.compile(rf"(?:(?:{any_of(section.openers)}) )+")
        self._lead_words = re.compile(rf"(?:{any_of(self._kinds)}) ")

    def find(self, flat: str, stop: Stop) -> list[Span]:
        """The spans of all rules, unsorted; they can overlap.

        Args:
            flat: the even text.
            stop: tells whether a body or a country is named from an offset on.
        """
        found: list[Span] = []
        words = names_of(flat)
        for start, end in words.spans(either(self._first.mask(words), self._before.mask(words))):
            word = flat[start:end]
            if word in self._by_first:
                found += self._led(flat, start, word, stop)
            if word in self._events:
                found += self._of_kind(flat, start, word)
            if start > 1 and flat[start - 1] == " ":
                before = flat[flat.rfind(" ", max(0, start - _REACH), start - 1) + 1 : start - 1]
                if before.rstrip(":") in self._gate:
                    found += self._introduced(flat, start, stop)
                elif before in ("the", "The"):
                    found += self._before_noun(flat, start, stop)
        found += self._in_quotes(flat, stop)
        return found

    def _led(self, flat: str, start: int, word: str, stop: Stop) -> Iterator[Span]:
        """ "Operation X": the lead word itself stands at ``start``."""
        if stop(start) or (start and (flat[start - 1].isalnum() or flat[start - 1] == "-")):
            return
        for text in self._by_first[word]:
            m = self._after_lead.match(flat, start + len(text)) if flat.startswith(text, start) else None
            if m is None:
                continue
            lead = self._kinds[text]
            if not lead.sure and _CAPITAL_BEFORE.search(flat, max(0, start - _REACH), start):
                return  # in a headline: "Rape Kit Testing Project Complete"
            if lead.evidence and not self._evidence.search(
                flat, max(0, start - _AROUND), start + 2 * _AROUND
            ):
                return
            if lead.plural:
                yield from self._several(flat, m.end(), text, stop)
                return
            name = self._reader.any(flat, m.end(), stop, lead.sure)
            if name:
                end = self._reader.over_line(flat, start, name[1])
                yield Span(start, end, name[0], end, text, "lead")
            return

    def _several(self, flat: str, at: int, lead: str, stop: Stop) -> Iterator[Span]:
        """ "Operations A and B"; a single name only if quoted or numbered ("Director of Operations Jane Roe")."""
        names = self._reader.series(flat, at, stop)
        for start, end, closed in names:
            if len(names) > 1 or end != closed or NUMERAL.match(flat[start:end].rpartition(" ")[2]):
                yield Span(start, end, start, end, lead, "leads")

    def _introduced(self, flat: str, at: int, stop: Stop) -> Iterator[Span]:
        """ "the operation, code-named X": the name stands at ``at``."""
        if self._lead_words.match(flat, at):
            return
        before = flat[flat.rfind("\n", max(0, at - _REACH), at) + 1 or max(0, at - _REACH) : at]
        called = self._called.search(before)
        edition = None if called else self._edition.search(before)
        end = self._reader.plain(flat, at, stop) if called or edition else None
        if end and called:
            yield self._span(flat, at, end, "called")
        elif (
            end
            and edition
            and (NUMERAL.search(flat[at:end].rpartition(" ")[2]) or edition[0].endswith(" include "))
        ):
            yield self._span(flat, at, end, "edition")

    def _before_noun(self, flat: str, at: int, stop: Stop) -> Iterator[Span]:
        """ "the Trojan Shield operation": the name stands at ``at``, in capitals alone."""
        end = self._reader.plain(flat, at, stop)
        m = _RUN.match(flat, end + 1) if end and flat[end : end + 1] == " " else None
        if end and m and m[0] in self._plain_nouns and not any(stop(i) for i in range(at, end)):
            yield self._span(flat, at, end, "before")

    def _in_quotes(self, flat: str, stop: Stop) -> Iterator[Span]:
        """ "the operations “A” and “B”", "the “A” operation"."""
        for m in _QUOTE.finditer(flat):
            before = flat[max(0, m.start() - _REACH) : m.start()]
            opens = before[-1:] == " " and before.rstrip(" :").endswith(self._last_word)
            if opens and self._before_quote.search(before.rpartition("\n")[2]):
                for start, end, _ in self._reader.series(flat, m.start(), stop):
                    yield self._span(flat, start, end, "quoted")
            name = _QUOTED.match(flat, m.start())
            noun = self._noun.match(flat, name.end()) if name else None
            if name and noun:
                rule = QUOTED_BEFORE if noun[0] == "operation" else "before"
                yield self._span(flat, name.start(1), name.end(1), rule)

    def _of_kind(self, flat: str, start: int, head: str) -> Iterator[Span]:
        """ "EMPACT Joint Action Days": the head of the kind stands at ``start``."""
        low = max(flat.rfind("\n", 0, start) + 1, start - _AROUND)
        for kind, pattern in self._events[head]:
            for m in pattern.finditer(flat, low, start + _AROUND):
                opener = self._openers.match(flat, m.start())
                begin = opener.end() if opener else m.start()
                if begin <= start < m.end():
                    yield Span(begin, m.end(), begin, m.end(), "", f"event:{kind}")

    def _span(self, flat: str, start: int, end: int, rule: str) -> Span:
        """A span whose name may itself begin with a lead word ("“Operation Aurora”")."""
        m = self._lead_words.match(flat, start, end)
        if m:
            return Span(start, end, m.end(), end, m[0].strip(), rule)
        return Span(start, end, start, end, "", rule)
