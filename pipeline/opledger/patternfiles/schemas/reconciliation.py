"""Schema of the ``reconciliation`` section: widths, kinds of things, cue words and thresholds."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section


class Widths(Entry):
    """How far a stated number stretches before another one contradicts it (shares of the number).

    ``about`` (``about_measured`` for masses, volumes and money), ``round`` and ``headline`` (a bare round number in a headline) cap the step of the last non-zero digit; ``about_least`` is what "about 37"
    stretches by at least; a bare number may be a rounded one from ``round_from`` on, where its last non-zero digit
    stands for ``round_step`` or more; ``converted`` is the slack of measured units, where one value may be the other in another unit; ``vague`` is the share of
    a vague word's floor under which a number contradicts it.
    """

    about: float = 0.1
    about_measured: float = 0.15
    about_least: float = 0.03
    round: float = 0.1
    headline: float = 0.2
    round_from: float = 100
    round_step: float = 100
    converted: float = 0.005
    vague: float = 0.5


class Linking(Entry):
    """When releases without a common name are taken to report the same operation.

    ``figures`` equal figures that together weigh ``weight`` within ``days`` (or ``many_weight`` and ``many_share`` within ``many_days``),
    with ``agencies_or_countries`` shared, and at least ``share`` of the figures of the shorter release; figures count from ``least_value`` on, where at most ``most_releases`` state
    them, and weigh the more digits they have. ``sentences`` is the share of
    sentences that makes two texts near copies. ``reuse_days``: a gap after which a name without an edition
    stands for a new operation.
    """

    figures: int = 2
    weight: float = 3
    days: int = 45
    many_weight: float = 3.5
    many_share: float = 0.75
    many_days: int = 400
    share: float = 0.4
    agencies_or_countries: int = 1
    least_value: float = 5
    most_releases: int = 25
    sentences: float = 0.5
    sentence_words: int = 6
    reuse_days: int = 500
    lead_characters: int = 500


class Breakdowns(Entry):
    """When parts that stand together, and that no key marks as a breakdown, are taken for one.

    They come to more than the total by the share ``near_exceeding`` at most, or to less by ``near_short`` at most,
    and are then at least ``least_parts_short`` (``list_exceeding``, ``list_short`` for parts marked as a list); totals under ``least_whole`` and catalogues of more than
    ``most_parts`` are left alone.
    """

    near_exceeding: float = 0.12
    near_short: float = 0.08
    list_exceeding: float = 1
    list_short: float = 0.25
    least_parts_short: int = 3
    least_whole: float = 10
    most_parts: int = 60

    def of_lists(self) -> Breakdowns:
        """The limits for parts that are marked as a list."""
        wider = {"near_exceeding": self.list_exceeding, "near_short": self.list_short, "least_parts_short": 2}
        return self.model_copy(update=wider)


class Cue(Entry):
    """Regular expressions that are tried on sentences that hold one of the ``words`` (lower case)."""

    words: list[str] = Field(default=[])
    patterns: list[str] = Field(default=[])


class Corrections(Entry):
    """Cues for numbers that a text takes back.

    ``replaced``: a number (``{old}``) and what replaces it (``{new}``, or else the figure before it), in one sentence;
    ``earlier``: the sentence tells what was given at an earlier time; ``daily``: it gives the count of a day, which a larger
    number of the headline replaces; ``bare``: beginnings of a sentence that corrects
    the sentence before; ``compared``: words before a number that another one is only compared with; ``numerals``:
    number words.
    """

    replaced: Cue = Cue()
    earlier: Cue = Cue()
    daily: Cue = Cue()
    bare: list[str] = Field(default=[])
    compared: Cue = Cue()
    numerals: dict[str, float] = Field(default={})


class Adding(Entry):
    """People of one event that are added up where no sum is stated.

    ``measures`` are those that are; ``kinds`` are head nouns by kind, all others being one kind more; ``above`` is what
    "more than 30" comes to beyond 30. Behind ``definite`` words stands who was told of before, and behind "of" too, but for ``owners`` ("two of his men"); what stands behind ``including`` words is part of the number before. ``summaries`` are expressions for sentences on several events at once, whose counts
    are left aside where other sentences have any.
    """

    measures: list[str] = Field(default=[])
    kinds: dict[str, list[str]] = Field(default={})
    above: int = 0
    definite: list[str] = Field(default=[])
    owners: list[str] = Field(default=[])
    including: list[str] = Field(default=[])
    summaries: list[str] = Field(default=[])


@section("reconciliation")
class ReconciliationSection(Section):
    """Knowledge that turns figures into outcomes, and releases into operations."""

    widths: Widths = Widths()
    linking: Linking = Linking()
    breakdowns: Breakdowns = Breakdowns()
    corrections: Corrections = Corrections()
    adding: Adding = Adding()
    open: list[str] = Field(default=[], description="words before a list that leave it open")
    rest: list[str] = Field(default=[], description="words after a list that leave it open")
    by_substance: list[str] = Field(default=[], description="measures with a row for each substance")
    value_of_substance: list[str] = Field(default=[], description="measures whose substance is a description")
    by_kind: list[str] = Field(default=[], description="measures with a row for each kind of thing")
    measured_units: list[str] = Field(default=[], description="units of continuous amounts; money is one too")
    below: list[str] = Field(default=[], description="words that put an 'about' number under the stated one")
    overall: list[str] = Field(default=[], description="words in a figure that call it the total")
    each: list[str] = Field(default=[], description="words that give a number to every place it names")
    people: list[str] = Field(
        default=[], description="measures of people, whose kinds are told apart with care"
    )
    attributed: list[str] = Field(
        default=[], description="words by which a sentence says who gave its number"
    )
    hearsay: list[str] = Field(default=[], description="words for those who tell what somebody else did")
    in_passing: list[str] = Field(default=[], description="measures of things that are told in passing")
    whole: dict[str, list[str]] = Field(default={}, description="measure to nouns that name no kind of it")
    kinds: dict[str, list[str]] = Field(
        default={}, description="measure to the only words that name kinds of it"
    )
    plain: list[str] = Field(default=[], description="words that do not tell kinds apart")
    same: dict[str, str] = Field(default={}, description="word to the word it is counted with")
    linkers: list[str] = Field(default=[], description="words that end the head of a noun phrase")
