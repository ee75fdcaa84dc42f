"""Schema of the pattern section that dates read."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Section, section


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
