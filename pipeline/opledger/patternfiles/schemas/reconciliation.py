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

    *By figures*: ``figures`` equal figures that together weigh ``weight`` within ``days`` (or ``many_weight`` and ``many_share`` within
    ``many_days``), with ``agencies_or_countries`` shared, and at least ``share`` of the figures of the shorter release; figures count
    from ``least_value`` on, and weigh the more digits they have.

    *By clues*: at least ``points`` points within ``clue_days``, or within ``people_days`` where both name the same people with
    their ages, an equal figure and an agency. Equal figures from ``least_small`` on count as above; a full name of two words and
    more that both leads have counts ``full_name``, a single one ``name``, and ``titled`` more where it stands in both headlines; a town
    counts ``town``, an agency of a country ``agency``, a crime ``crime``, days no further apart than ``near_days`` count ``near``,
    a release without a day takes ``undated`` away, a first total that is the other's, rounded, counts ``rounded``, and ``agree`` where all that both
    state agree. ``most_names`` and its like bound what these come to. Without a shared name, or figures of weight ``anchor``, clues tell nothing. Pairs that miss
    the mark by ``offer`` points at most are kept as possible links, for a user to judge.

    *Near copies*: ``sentences`` is the share of sentences that two texts have in common, word for word; ``similar`` the share of their word
    triples, where at least ``similar_figures`` of the figures are equal too. ``copy_days`` is how far apart copies come out at most.

    *By name*: ``reuse_days`` is a gap after which a name without an edition stands for a new operation, ``careful_days`` one after which it
    does so where the numbers disagree, ``edition_days`` how far a bare name may lie from the only edition it can mean.

    ``lead_characters`` is how far the lead goes in which a name makes a release one on that operation, ``clue_characters`` how far
    clues are looked for; names that more than ``most_releases`` leads have are no clue.

    *Work*: ``window`` is how many neighbours (by day) a release is compared with for each key that they share, ``most_keys`` how
    many of its figures take part in finding them.
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
    points: float = 3.5
    clue_days: int = 30
    people_days: int = 400
    least_small: float = 2
    full_name: float = 2
    name: float = 1
    titled: float = 0.5
    town: float = 0.5
    agency: float = 0.5
    crime: float = 0.5
    near: float = 0.5
    rounded: float = 0.5
    agree: float = 0.5
    near_days: int = 4
    undated: float = 0.5
    most_names: float = 2.5
    most_towns: float = 1
    most_agencies: float = 1
    most_rounded: float = 1
    anchor: float = 1.5
    offer: float = 1
    sentences: float = 0.5
    sentence_words: int = 6
    similar: float = 0.6
    similar_figures: float = 0.6
    copy_days: int = 60
    reuse_days: int = 500
    careful_days: int = 150
    edition_days: int = 200
    lead_characters: int = 500
    clue_characters: int = 800
    most_releases: int = 12
    window: int = 25
    most_keys: int = 10


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

    ``measures`` are those that are; ``kinds`` are head nouns by kind, all others being one kind more, and people by name being of the kind
    ``named``; ``above`` is what
    "more than 30" comes to beyond 30. Behind ``definite`` words stands who was told of before, and behind "of" too, but for ``owners`` ("two of his men"); what stands behind ``including`` words is part of the number before. ``summaries`` are expressions for sentences on several events at once, whose counts
    are left aside where other sentences have any.
    """

    measures: list[str] = Field(default=[])
    kinds: dict[str, list[str]] = Field(default={})
    named: str = ""
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
    packing: dict[str, list[str]] = Field(
        default={}, description="measure to what its substances are packed in, counted beside their weight"
    )
    by_kind: list[str] = Field(default=[], description="measures with a row for each kind of thing")
    measured_units: list[str] = Field(default=[], description="units of continuous amounts; money is one too")
    below: list[str] = Field(default=[], description="words that put an 'about' number under the stated one")
    overall: list[str] = Field(default=[], description="words in a figure that call it the total")
    and_others: list[str] = Field(
        default=[],
        description="words behind a vague figure by which it counts more than the kind that it names",
    )
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
