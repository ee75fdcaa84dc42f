"""Schema of the section ``layout``: how lines of a release are told apart."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section


class LineRule(Entry):
    """A regular expression for lines of one kind, matched from the line's first character.

    It sees the line in lower case (so it is written in lower case), or as it is with ``cased``.
    ``examples`` must match and ``counterexamples`` must not.
    """

    id: str
    regex: str
    cased: bool = False
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()


@section("layout")
class LayoutPatterns(Section):
    """Cues of the layout. Plain lists are whole lines or words, compared without case."""

    furniture_lines: tuple[str, ...] = ()
    furniture: tuple[LineRule, ...] = ()
    links_to_end: tuple[LineRule, ...] = ()
    links_follow: tuple[LineRule, ...] = ()
    bylines: tuple[LineRule, ...] = ()
    contacts: tuple[LineRule, ...] = ()
    boilerplate_headings: tuple[LineRule, ...] = ()
    boilerplate: tuple[LineRule, ...] = ()
    end_marks: tuple[LineRule, ...] = ()
    captions: tuple[LineRule, ...] = ()
    corrections: tuple[LineRule, ...] = ()
    correction_headings: tuple[LineRule, ...] = ()
    title_separators: tuple[str, ...] = ()
    title_labels: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    month_particles: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    date_labels: tuple[str, ...] = ()
    value_units: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    open_words: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    abbreviations_before_names: tuple[str, ...] = ()
    abbreviations_closing: tuple[str, ...] = ()
    place_particles: tuple[str, ...] = ()
    number_openers: tuple[str, ...] = ()
    number_words: tuple[str, ...] = ()
