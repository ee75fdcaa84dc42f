"""Dates and intervals named in a text, and the date of the release itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from opledger.component import MentionComponent
from opledger.docdata import data, text_of
from opledger.mentions.date_grammar import Candidate, DateGrammar, Found
from opledger.mentions.date_spans import Interval, month_of
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.dates import Dates

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc

Mention = dict[str, Any]

HEAD = 700  # characters in which the release's own date is looked for
HEAD_LINE = 120  # a longer line there is prose, of which only the beginning can be a date line
DATELINE = 60
DATE_BLOCKS = ("date", "dateline")
DAYS = ("day_month", "month_day")


def release_date(doc: AnyDoc, grammar: DateGrammar) -> date | None:
    """The day a release was published: as given with it, else its date line, else a full date in a short line of its head.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("PARIS, 3 May 2023 – Police arrested two men.")
        >>> release_date(doc, DateGrammar(Dates(months={5: ("May",)})))
        datetime.date(2023, 5, 3)
    """
    known = _known(doc, grammar, grammar.candidates(text_of(doc)))
    return known.start if known and known.start == known.end else None


def _known(doc: AnyDoc, grammar: DateGrammar, candidates: list[Candidate]) -> Interval | None:
    """The day, or failing that the month, of the release."""
    published = (data(doc).get("release") or {}).get("published")
    if published:
        try:
            day = date.fromisoformat(published[:10])
            return Interval(day, day)
        except ValueError:  # not ISO: the text may still tell
            pass
    text = text_of(doc)
    head = _dates_of_head(text[:HEAD], candidates, grammar)
    blocks = data(doc).get("layout", {}).get("blocks", [])
    spans = [(b["start"], b["end"]) for kind in DATE_BLOCKS for b in blocks if b["kind"] == kind]
    spans += _head_lines(text)
    inside = [i for start, end in spans for i in _full_dates(text, start, end, head, grammar)]
    days = [interval for interval in inside if interval.start == interval.end]
    months = [
        interval for interval in inside if interval == month_of(interval.start.year, interval.start.month)
    ]
    return days[0] if days else months[0] if months else None


def _dates_of_head(head: str, candidates: list[Candidate], grammar: DateGrammar) -> list[Found]:
    """The dates of a head that name their year, and the days that take it from the number of the release, or where
    there is neither, from the time of which the issuer's releases tell neither."""
    inside = [candidate for candidate in candidates if candidate[1] <= len(head)]
    number = grammar.release_number.search(head) if grammar.release_number else None
    if number is not None:
        return _with_days(inside, grammar, month_of(int(number["year"]), int(number["month"])).end)
    full = [found for found in grammar.settled(inside) if found.full]
    if full or grammar.undated is None:
        return full
    begun, ended = grammar.undated.start, grammar.undated.end
    return [f for f in _with_days(inside, grammar, ended) if begun <= f.interval.start]


def _with_days(candidates: list[Candidate], grammar: DateGrammar, end: date) -> list[Found]:
    """Dates that name their year, and days without one, read as the last of their kind up to ``end``."""
    found = grammar.settled(candidates, end)
    return [f for f in found if f.full or (f.form in DAYS and not f.interval.days)]


def _full_dates(text: str, start: int, end: int, head: list[Found], grammar: DateGrammar) -> list[Interval]:
    found = head if end <= HEAD else [f for f in grammar.parse(text[start:end]) if f.full]
    shift = 0 if end <= HEAD else start
    return [f.interval for f in found if start <= f.start + shift and f.end + shift <= end]


def _head_lines(text: str) -> list[tuple[int, int]]:
    """The short lines at the head of a text, and the beginnings of the long ones, where a date line may stand."""
    spans, start = [], 0
    while start < min(HEAD, len(text)):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        prose = end - start > HEAD_LINE or text[end - 1 : end] == "."
        spans.append((start, min(end, start + DATELINE) if prose else end))
        start = end + 1
    return spans


class DateFinder(MentionComponent):
    """Finds DATE mentions and appends them to ``data(doc)["mentions"]``."""

    def compile(self, patterns: Patterns) -> None:
        """Build the expressions."""
        self.grammar = DateGrammar(patterns.get(Dates))

    def find(self, doc: AnyDoc) -> list[Mention]:
        """The mentions, in text order."""
        text = text_of(doc)
        candidates = self.grammar.candidates(text)
        known = _known(doc, self.grammar, candidates)
        if known and known.start == known.end:
            data(doc)["issued"] = known.start.isoformat()
        dates = self.grammar.settled(candidates, known.end if known else None)
        return [self._mention(text, found) for found in dates]

    @staticmethod
    def _mention(text: str, found: Found) -> Mention:
        interval = found.interval
        return {
            "label": "DATE",
            "start": found.start,
            "end": found.end,
            "name": text[found.start : found.end],
            "id": interval.iso,
            "roles": [],
            "repeat_of": None,
            "rule": f"date.{found.form}",
            "extras": {"start": interval.start.isoformat(), "end": interval.end.isoformat()},
        }
