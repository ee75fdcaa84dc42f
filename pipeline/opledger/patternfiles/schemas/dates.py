"""Schema of the pattern section that dates read."""

from __future__ import annotations

from opledger.patternfiles.registry import Section, section


@section("dates")
class Dates(Section):
    """Words of dates: month number to its names, weekdays from Monday."""

    months: dict[int, tuple[str, ...]] = {}
    weekdays: tuple[str, ...] = ()
    weekday_abbreviations: tuple[str, ...] = ()
