"""Schema of the pattern section that dates read."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section


class EventDay(Entry):
    """The day of what a release tells, for issuers whose releases tell of one event each.

    ``first``: it is the first day named in the prose; where the prose names none, the release's own.
    ``not_before`` and ``not_after``: expressions for what stands right before and right after a day that is of
    something else ("confirmed today").
    """

    first: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@section("dates")
class Dates(Section):
    """Words of dates: month and weekday numbers to their names; words of relative dates to their distances."""

    months: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    weekdays: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    numbers: dict[str, int] = Field(default_factory=dict)
    careful_months: tuple[str, ...] = ()
    before_month: tuple[str, ...] = ()
    days: dict[str, int] = Field(default_factory=dict)
    periods: dict[str, int] = Field(default_factory=dict)
    before_year: tuple[str, ...] = ()
    release_number: str = Field(
        default="",
        description="expression for a release's number that tells its ``year`` and ``month`` (groups)",
    )
    undated: tuple[date, date] | None = Field(
        default=None,
        description="first and last day of the time in which the issuer's releases told neither a year nor a number: a date "
        "line without either is read as of then if its day falls into it",
    )
    event_day: EventDay = EventDay()
