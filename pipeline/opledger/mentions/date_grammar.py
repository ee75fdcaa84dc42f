"""The forms of dates, as regular expressions made from the words of the patterns.

``DateGrammar.parse`` walks a text once for anchors (a month or weekday name, a year, a numeric date, a relative word) and
tries the forms around each; the first form that matches there counts, longer before shorter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from opledger.mentions.date_spans import Interval, day_of, month_of, shifted, year_of
from opledger.patternfiles.schemas.dates import Dates
from opledger.wordindex import FirstWords, digits_of, words_of

BACK, AHEAD = 48, 64
YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
DASH = r"(?:\s*[-–—]\s*|\s+(?:to|through|until|till|and|thru|up to)\s+)"
NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d))(?![\w/-])"
)
YEARS = re.compile(rf"\b(?P<y1>{YEAR})(?:{DASH}(?P<y2>{YEAR}))?")
TURN = re.compile(r"\b(?:[Ll]ast|[Nn]ext|[Tt]his) $")
NAME_AFTER = re.compile(r" [A-Z][a-z]")
SPACES = (" ", "\u00a0", "-", "\n")
UNITS = ("day", "week", "month", "year", "hour")
AGO, PAST = ("ago", "earlier"), ("last", "past", "previous")
SEPARATORS = ("-", "/", ".")
CENTURIES, YEAR_DIGITS = ("19", "20"), 4
JOINERS = " \t\n\r\u00a0\u2009\u202f.,-–—"
WORD_BACK = 24  # characters that hold the word before an anchor
BEGINNING = 3  # letters of a name that are looked at first
INDEXED = 1000  # from so many characters on, an index of the words of a text is quicker than an expression
LONGEST_SHORT_DAY = 5  # "Thurs" is read beside a date only
DATED = frozenset(
    {"day_month", "month_day", "month", "numeric"}
)  # forms that a later date can take its year from
Values = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: its span, its days, the form that matched, whether it names its year itself."""

    start: int
    end: int
    interval: Interval
    form: str
    full: bool


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


def _places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where one of some words stands, without overlaps: quicker for a few words than one expression for all."""
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    free, apart = 0, []
    for start, end in sorted(found):
        if start >= free:
            apart.append((start, end))
            free = end
    return apart


def _beginnings(words: Iterable[str]) -> str:
    """An expression for words that begin like one of these, with a capital.

    It starts with a character, not with an assertion, so that the engine skips all others at once.
    """
    initials: dict[str, set[str]] = {}
    for word in words:
        if len(word) >= BEGINNING:
            tail = "".join(f"[{c.lower()}{c.upper()}]" for c in word[1:BEGINNING])
            initials.setdefault(word[0].upper(), set()).add(tail)
    starts = "|".join(f"{first}(?:{'|'.join(sorted(tails))})" for first, tails in sorted(initials.items()))
    return rf"(?:{starts or '(?!)'})(?<!\w.{{{BEGINNING}}})[A-Za-z]{{0,6}}(?!\w)"


class DateGrammar:
    """Finds dates.

    Args:
        section: the pattern section ``dates``.

    Example:
        >>> grammar = DateGrammar(Dates(months={5: ("May",)}))
        >>> [found.interval.iso for found in grammar.parse("between 15 and 19 May 2024")]
        ['2024-05-15/2024-05-19']
    """

    def __init__(self, section: Dates) -> None:
        self._months = {w.lower(): n for n, words in section.months.items() for w in words}
        self._full_months = frozenset(words[0].lower() for words in section.months.values())
        self._weekdays = {w.lower(): n for n, words in section.weekdays.items() for w in words}
        self._numbers = {" ".join(w.split()): n for w, n in section.numbers.items()}
        self._days, self._periods = section.days, section.periods
        self._careful = frozenset(section.careful_months)
        named = {**self._months, **self._weekdays}
        self._anchor, self._names = re.compile(_beginnings(named)), FirstWords(named)
        days_first, months_first, before = self._month_forms()
        self._days_first = [(name, re.compile(f, re.IGNORECASE)) for name, f in days_first.items()]
        self._months_first = [(name, re.compile(f, re.IGNORECASE)) for name, f in months_first.items()]
        self._prefix = re.compile(before, re.IGNORECASE)
        self._before_month = re.compile(rf"\b(?:{_any(section.before_month)})[- ]+(?:the )?$", re.IGNORECASE)
        self._before_year = re.compile(rf"\b(?:{_any(section.before_year)})[ -]$", re.IGNORECASE)
        self._relative = self._relative_form()
        endings = {words.split()[-1] for words in self._days} | set(UNITS)
        # Where "today" stands, "day" does.
        self._relative_anchors = tuple(
            sorted(word for word in endings if not any(other != word and other in word for other in endings))
        )
        words = (*AGO, *PAST, *endings - set(UNITS), *(period.split()[-1] for period in self._periods))
        self._relative_words = tuple(sorted(set(words), key=lambda w: (len(w), w)))
        self.release_number = re.compile(section.release_number) if section.release_number else None
        self.undated = Interval(*section.undated) if section.undated else None
        self._before_date = ("st", "nd", "rd", "th", "day", "of", "early", "mid", "late", *self._weekdays)

    def _month_forms(self) -> tuple[dict[str, str], dict[str, str], str]:
        """The forms that begin with a day, those that begin with a month, and what of them stands before the month."""
        month, weekday = _any(self._months), rf"(?:(?:{_any(self._weekdays)})\.?,?\s+)?"
        day = r"[0-3]?\d(?:st|nd|rd|th)?"

        def m(n: str) -> str:
            return rf"(?P<m{n}>{month})\b\.?"

        def d(n: str) -> str:
            return rf"{weekday}(?<![\d.,:/])\b(?P<d{n}>[0-3]?\d)(?:st|nd|rd|th)?(?!:?\d|[.,]\d|\s*%)"

        def y(n: str) -> str:
            return rf"(?:,?\s+(?:of\s+)?(?P<y{n}>{YEAR}))?"

        of = r"\.?\s+(?:day\s+)?(?:of\s+)?"
        days_first = {
            "days_between_months": rf"{d('1')}{of}{m('1')}{y('1')},?{DASH}(?:the\s+)?{d('2')}{of}{m('2')}{y('2')}",
            "days_of_month": rf"{d('1')},?{DASH}(?:the\s+)?{d('2')}{of}{m('2')}{y('2')}",
            "day_month": rf"{d('2')}{of}{m('2')}{y('2')}",
        }
        months_first = {
            "months_days": rf"{weekday}{m('1')}\s+{d('1')}{y('1')},?{DASH}{weekday}{m('2')}\s+{d('2')}{y('2')}",
            "month_days": rf"{weekday}{m('1')}\s+{d('1')},?{DASH}{d('2')}(?!\s+(?:{month}|\w+s)\b){y('2')}",
            "month_day": rf"{weekday}{m('2')}\s+{d('2')}{y('2')}",
            "months": rf"{m('1')}{y('1')}{DASH}{m('2')}{y('2')}",
            "month": rf"(?:(?P<part>early|mid|late|end of|beginning of)[- ])?{m('2')}{y('2')}",
        }
        before = (
            rf"(?:{weekday}(?<![\d.,:/])\b(?:{day},?{DASH}(?:the\s+)?{weekday})?{day}{of}"
            rf"|{weekday.removesuffix('?')}|\b(?:early|mid|late|end of|beginning of)[- ])$"
        )
        return days_first, months_first, before

    def _relative_form(self) -> re.Pattern[str]:
        periods, numbers = _any(self._periods), _any(self._numbers)
        unit = r"day|week|weekend|month|year"
        return re.compile(
            rf"\b(?:(?P<day>{_any(self._days)})|(?P<period>{periods})\s+(?P<unit>week(?:end)?|month|year)"
            rf"|(?P<n>\d{{1,3}}|{numbers})\s+(?P<ago>{unit})s?\s+(?:{'|'.join(AGO)})"
            rf"|the\s+(?:{'|'.join(PAST)})\s+(?P<span>\d{{1,3}}|{numbers})\s+(?P<spans>hour|{unit})s?)\b",
            re.IGNORECASE,
        )

    def parse(self, text: str, reference: date | None = None) -> list[Found]:
        """The dates of a text in order, without overlaps.

        Args:
            text: the text.
            reference: the day that relative dates and dates without a year count from. Without it, a date that has no
                year takes it from the date before it in the text, and relative ones are passed over.
        """
        return self.settled(self.candidates(text), reference)

    def settled(self, candidates: Iterable[Candidate], reference: date | None = None) -> list[Found]:
        """The dates among the candidates of one text; see ``parse``."""
        found: list[Found] = []
        last: Interval | None = None
        for start, end, build in candidates:
            if found and start < found[-1].end:
                continue
            made = build(reference, last)
            if made is not None:
                found.append(Found(start, end, *made))
                last = found[-1].interval if found[-1].form in DATED else last
        return found

    def candidates(self, text: str) -> list[Candidate]:
        """Every place of a text that reads like a date, by start, the longest first: start, end, how to make it."""
        return sorted(self._candidates(text), key=lambda c: (c[0], -c[1]))

    def _candidates(self, text: str) -> Iterator[Candidate]:
        done = 0
        for begin, end in self._named(text):
            word = text[begin:end].lower()
            if begin >= done and word in self._months:
                hit = self._month(text, begin, done)
                if hit is not None:
                    done = hit[1]
                    yield hit
            elif word in self._weekdays and len(word) > LONGEST_SHORT_DAY:
                turn = TURN.search(text, max(0, begin - 6), begin)
                start = turn.start() if turn else begin
                yield start, end, self._on_weekday(word, turn.group().strip().lower() if turn else "")
        yield from self._figures(text)
        done = 0
        for start, end in _places(text, self._relative_anchors):
            if start >= done:
                left, right = max(done, start - BACK), end + 12
                if not any(map(text[left:right].lower().__contains__, self._relative_words)):
                    continue
                found = self._relative.search(text, left, right)
                if found is not None:
                    done = found.end()
                    yield found.start(), found.end(), self._relatively(found)

    def _named(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a month or a weekday may be named, with a capital."""
        if len(text) < INDEXED:
            return (anchor.span() for anchor in self._anchor.finditer(text))
        words = self._names.among(words_of(text))
        return (span for span in words if self._anchor.match(text, *span))

    def _figures(self, text: str) -> Iterator[Candidate]:
        """Dates in figures, and years; both begin with a run of digits, which is quicker to find than they are."""
        date_end = years_end = 0
        for start, end in digits_of(text):
            size = end - start
            if start >= date_end and (size <= 2 or size == YEAR_DIGITS) and text[end : end + 1] in SEPARATORS:
                match = NUMERIC.match(text, start)
                if match is not None:
                    date_end = match.end()
                    yield start, date_end, _numeric(match)
            if start >= years_end and size == YEAR_DIGITS and text.startswith(CENTURIES, start):
                match = YEARS.match(text, start)
                if match is not None:
                    years_end = match.end()
                    if self._before_year.search(text, max(0, start - 14), start):
                        yield start, years_end, _years(match)

    def _prefix_before(self, text: str, left: int, at: int) -> re.Match[str] | None:
        """The day, weekday or "early" before a month; most months have another word there, which is quickly seen."""
        if text[at - 1 : at] not in SPACES:
            return None
        before = text[left:at]
        last = before.rstrip(JOINERS)[-WORD_BACK:].lower()
        if not last or not (last[-1].isdecimal() or last.endswith(self._before_date)):
            return None
        return self._prefix.search(before)

    def _month(self, text: str, at: int, done: int) -> tuple[int, int, Builder] | None:
        left, right = max(done, at - BACK), min(len(text), at + AHEAD)
        prefix = self._prefix_before(text, left, at)
        start = left + prefix.start() if prefix else at
        forms = self._months_first
        if prefix is not None and any(c.isdigit() for c in prefix.group()):
            forms = self._days_first + forms
        for name, form in forms:
            for begin in (start, at) if start != at else (at,):
                match = form.match(text, begin, right)
                if match is not None and not self._doubtful(text, name, match):
                    return match.start(), self._trimmed(text, match.end()), self._dated(name, match)
        return None

    def _trimmed(self, text: str, end: int) -> int:
        """The end of a date without the full stop of its sentence; the stop of an abbreviated month ("Aug.") stays."""
        stopped = (
            text[end - 1] == "." and text[max(0, end - 10) : end - 1].split()[-1].lower() in self._full_months
        )
        return end - 1 if stopped else end

    def _doubtful(self, text: str, name: str, match: re.Match[str]) -> bool:
        values = match.groupdict()
        if name == "months" and not (values["y1"] or values["y2"]):
            return not self._before_month.search(text[max(0, match.start() - 16) : match.start()])
        if name != "month" or values["y2"]:
            return False
        if not match["m2"][0].isupper() or match["m2"].isupper():
            return True
        named = NAME_AFTER.match(text, match.end()) is not None  # "April Smith"
        if named or match["m2"].lower() in self._careful or len(match["m2"]) <= 4:
            return not self._before_month.search(text[max(0, match.start() - 16) : match.start()])
        return False

    def _dated(self, name: str, match: re.Match[str]) -> Builder:
        values: Values = match.groupdict()

        def build(reference: date | None, last: Interval | None) -> tuple[Interval, str, bool] | None:
            interval = self._interval(values, reference, last)
            full = bool(values.get("y2") or values.get("y1"))
            return (interval, name, full) if interval else None

        return build

    def _interval(self, values: Values, reference: date | None, last: Interval | None) -> Interval | None:
        month2 = self._months[(values.get("m2") or values.get("m1") or "").lower()]
        month1 = self._months[(values.get("m1") or values.get("m2") or "").lower()]
        day1, day2 = values.get("d1"), values.get("d2")
        year2 = int(values.get("y2") or values.get("y1") or 0) or _year(month2, day2, reference, last)
        if not year2:
            return None
        year1 = int(values.get("y1") or 0) or (year2 - 1 if month1 > month2 else year2)
        ends = _point(year2, month2, day2)
        starts = _point(year1, month1, day1) if day1 or values.get("m1") else ends
        if starts is None or ends is None or starts.start > ends.end:
            return None
        return Interval(starts.start, ends.end)

    def _relatively(self, match: re.Match[str]) -> Builder:
        def build(reference: date | None, last: Interval | None) -> tuple[Interval, str, bool] | None:
            if reference is None:
                return None
            if match["day"]:
                return shifted(reference, "day", self._days[_plain(match["day"])]), "relative", False
            if match["period"]:
                count = self._periods[_plain(match["period"])]
                return shifted(reference, match["unit"].lower(), count), "relative", False
            number = _plain(match["n"] or match["span"])
            count = int(number) if number.isdigit() else self._numbers[number]
            if match["n"]:
                return shifted(reference, match["ago"].lower(), -count), "ago", False
            return _stretch(reference, match["spans"].lower(), count), "stretch", False

        return build

    def _on_weekday(self, word: str, turn: str) -> Builder:
        def build(reference: date | None, last: Interval | None) -> tuple[Interval, str, bool] | None:
            if reference is None:
                return None
            back = (reference.isoweekday() - self._weekdays[word]) % 7
            day = reference - timedelta(days=back)
            if turn == "next":
                day += timedelta(days=7)
            elif turn == "last" and not back:
                day -= timedelta(days=7)
            return Interval(day, day), "weekday", False

        return build


Builder = Callable[[date | None, Interval | None], tuple[Interval, str, bool] | None]
Candidate = tuple[int, int, Builder]


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _point(year: int, month: int, day: str | None) -> Interval | None:
    if day is None:
        return month_of(year, month)
    made = day_of(year, month, int(day))
    return Interval(made, made) if made else None


def _year(month: int, day: str | None, reference: date | None, last: Interval | None) -> int:
    """The year of a date that names none: the latest that is not after the reference; else the first after the last."""
    if reference is not None:
        near = reference + timedelta(days=14)
        return near.year if (month, int(day or 1)) <= (near.month, near.day) else near.year - 1
    if last is not None:
        after = (month, int(day or 28)) >= (last.start.month, last.start.day)
        return last.start.year if after else last.start.year + 1
    return 0


def _stretch(reference: date, unit: str, count: int) -> Interval:
    if unit == "hour":
        return Interval(reference - timedelta(hours=count), reference)
    if unit in ("month", "year"):
        return Interval(shifted(reference, unit, -count).start.replace(day=1), reference)
    days = count * 7 if unit == "week" else count
    return Interval(reference - timedelta(days=days), reference)


def _numeric(match: re.Match[str]) -> Builder:
    def build(reference: date | None, last: Interval | None) -> tuple[Interval, str, bool] | None:
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
        else:
            year, month, day = int(match["y"]), int(match["b"]), int(match["a"])
            if (match["sep"] == "/" and day <= 12) or month > 12:  # 09/22/2023 in the United States
                american = month > 12 or (reference is not None and _closer(reference, year, month, day))
                month, day = (day, month) if american else (month, day)
        made = day_of(year, month, day)
        return (Interval(made, made), "numeric", True) if made else None

    return build


def _closer(reference: date, year: int, month: int, day: int) -> bool:
    """True where reading month and day the other way round comes closer to the reference."""
    one, other = day_of(year, month, day), day_of(year, day, month)
    if one is None or other is None:
        return one is None
    return abs(other - reference) < abs(one - reference)


def _years(match: re.Match[str]) -> Builder:
    def build(reference: date | None, last: Interval | None) -> tuple[Interval, str, bool] | None:
        first = int(match["y1"])
        second = int(match["y2"] or first)
        if second < first:
            return None
        return Interval(year_of(first).start, year_of(second).end), "year", True

    return build
