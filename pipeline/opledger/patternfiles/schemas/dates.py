"""Schema of the pattern section that dates read."""

from __future__ import annotations

from opledger.patternfiles.registry import Section, section


@section("dates")
class Dates(Section):
    """Words of dates: month and weekday numbers to their names; words of relative dates to their distances."""

    months: dict[int, tuple[str, ...]] = {}
    weekdays: dict[int, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    careful_months: tuple[str, ...] = ()
    before_month: tuple[str, ...] = ()
    days: dict[str, int] = {}
    periods: dict[str, int] = {}
    before_year: tuple[str, ...] = ()
