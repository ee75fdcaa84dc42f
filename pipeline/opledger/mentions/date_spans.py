"""Days and intervals, and their ISO 8601 forms."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """From a first to a last day, both included.

    Example:
        >>> Interval(date(2024, 5, 1), date(2024, 5, 31)).iso
        '2024-05'
    """

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days the last one is after the first."""
        return (self.end - self.start).days

    @property
    def iso(self) -> str:
        """ISO 8601: a day, a month, a year, or ``start/end``."""
        first, last = self.start, self.end
        if first == last:
            return first.isoformat()
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year:04d}"
        if first.day == 1 and last == month_end(first):
            return f"{first.year:04d}-{first.month:02d}"
        return f"{first.isoformat()}/{last.isoformat()}"


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_of(year: int, month: int, day: int) -> date | None:
    """A date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Interval:
    """A whole month."""
    first = date(year, month, 1)
    return Interval(first, month_end(first))


def year_of(year: int) -> Interval:
    """A whole year."""
    return Interval(date(year, 1, 1), date(year, 12, 31))


def shifted(day: date, unit: str, count: int) -> Interval:
    """The day, week (from Monday), weekend, month or year that lies ``count`` units from a day.

    Example:
        >>> shifted(date(2024, 5, 15), "month", -1).iso
        '2024-04'
    """
    if unit == "year":
        return year_of(day.year + count)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return month_of(months // 12, months % 12 + 1)
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=count)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return Interval(first, monday + timedelta(days=6))
    moved = day + timedelta(days=count)
    return Interval(moved, moved)
