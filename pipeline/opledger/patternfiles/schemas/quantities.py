"""Schema of the pattern section that the quantities read: number words, qualifiers, units, look-alikes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section

Qualifier = Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "range", "vague"]
Dimension = Literal["count", "mass", "volume", "data", "money", "percent", "fraction", "other"]


class Vague(Entry):
    """A word for an unstated number, with the floor it is read as."""

    id: str
    words: list[str]
    low: int
    before: list[str] = Field(default_factory=list, description="only after one of these words ('a' few)")
    after: list[str] = Field(default_factory=list, description="only before one of these words (scores 'of')")
    soft: bool = Field(default=False, description="no number word in it: several, many")
    loose: bool = Field(
        default=False, description="not said of a number by itself: left out of opledger.quantities"
    )
    never: list[str] = Field(default_factory=list, description="not after one of these words (as 'many' as)")


class Profile(Entry):
    """A reading of words that leave the number open.

    ``floors`` give vague words, by their ids, another least number. ``about`` is the share of the number by which "about n"
    may lie below or above it: with 0.1, "about 200" has low 180 and high 220; with 0 both are 200.
    """

    floors: dict[str, int] = Field(default_factory=dict)
    about: float = Field(default=0.0, ge=0.0, lt=1.0)


class Unit(Entry):
    """A unit of measure, what it is normalised to, and how it is written."""

    id: str
    unit: str
    dimension: Dimension
    factor: str = Field(default="1", description="how many of `unit` one of it is; a decimal number")
    words: list[str] = Field(default_factory=list, description="case does not matter")
    symbols: list[str] = Field(
        default_factory=list, description="letter case as written; may touch the number"
    )


class Currency(Entry):
    """A currency: its ISO 4217 code, how it is written, and the words of a text that speak for it."""

    id: str = Field(description="ISO 4217 code")
    symbols: list[str] = Field(default_factory=list, description="before the number, letter case as written")
    touching: list[str] = Field(
        default_factory=list,
        description="letters right before a number that has groups, a multiplier or a cue: R4,2",
    )
    trailing: list[str] = Field(default_factory=list, description="symbols after the number")
    words: list[str] = Field(default_factory=list, description="after the number")
    cues: list[str] = Field(
        default_factory=list, description="words of a text that make a shared name this one"
    )


class Shared(Entry):
    """A name or symbol that several currencies share ("pesos", "$"), and the one it means without a cue."""

    id: str = Field(description="the symbol or the words' stem")
    symbols: list[str] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    default: str | None = None
    enough: int | None = Field(
        default=None, description="how often a cue must be said to win over the default"
    )
    codes: list[str]
    also: str | None = Field(
        default=None,
        description="another shared name that the symbol stands for where the text says only that name",
    )


class Heads(Entry):
    """Words before a number that make it a look-alike of one kind ("Section 12", "Unit 8200")."""

    id: str
    kind: str
    words: list[str]
    capital: bool = Field(default=False, description="only where the word is written with a capital")
    limit: int | None = Field(default=None, description="only for numbers up to this")
    sure: bool = Field(default=False, description="a name even where a noun follows: the BBC 'One' drama")
    chain: bool = Field(default=True, description="'Sections 12, 14 and 17' are all of the kind")
    rows: bool = Field(
        default=False, description="a line of a name and a number counts: 'Eastern Region 14', not 'Room 14'"
    )


class Tails(Entry):
    """Words after a number that make it a look-alike of one kind ("350 Jay Street")."""

    id: str
    kind: str
    words: list[str]


class Implied(Entry):
    """Counts that are implied by an article or a bare plural.

    ``nouns`` are singular, ``plurals`` those that take no s; a plural without a number is at least ``plural``.
    One of the ``groups`` ("a team") is
    at least ``group``. ``articles`` make one of a singular. Between them and the noun stand any words but ``stops``; before a bare plural
    stand words with a capital and ``modifiers`` alone. ``names`` are names of several words that count as one.
    ``definite`` articles point back, ``adding`` words say that it comes on top of others. ``not_after`` and
    ``not_before`` are expressions after and before which nothing is counted ("was a leader", "a leader was one of them"). ``only_singular`` nouns are not counted in the plural.
    A name behind ``titles``, or right behind the verbs ``named_after``, and ``pronouns``, are one person.
    """

    nouns: tuple[str, ...] = ()
    only_singular: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    plural: int = 2
    groups: tuple[str, ...] = ()
    group: int = 3
    articles: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    named_after: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@section("quantities")
class Quantities(Section):
    """Everything the number grammar knows by name."""

    profile: str = Field(default="ours", description="the profile to read vague words by")
    profiles: dict[str, Profile] = Field(default_factory=dict, description="readings of vague words, by name")

    numbers: dict[str, int] = Field(default_factory=dict)
    multipliers: dict[str, int] = Field(default_factory=dict)
    suffixes: dict[str, int] = Field(default_factory=dict, description="touching the number: 1.2m, 3.5bn")
    groups: dict[str, int] = Field(default_factory=dict, description="a dozen, a pair")
    sets: dict[str, int] = Field(default_factory=dict, description="words that are a number: both")
    folds: list[str] = Field(default_factory=list, description="endings of multiples: sixfold")
    singles: dict[str, int] = Field(default_factory=dict, description="a number after 'a': a single arrest")
    article_units: dict[str, bool] = Field(
        default_factory=dict, description="units of which 'a' is one; true: only behind a qualifier"
    )
    fractions: dict[str, str] = Field(default_factory=dict)
    fraction_symbols: dict[str, str] = Field(default_factory=dict)
    vague: list[Vague] = Field(default_factory=list)
    before: dict[str, Qualifier] = Field(default_factory=dict)
    after: dict[str, Qualifier] = Field(default_factory=dict)
    signs: dict[str, Qualifier] = Field(default_factory=dict)
    fillers: list[str] = Field(default_factory=list, description="may stand between qualifier and number")
    boosters: list[str] = Field(default_factory=list, description="may stand before a qualifier: just, well")
    between: list[str] = Field(
        default_factory=list, description="may stand between number and unit: 20 'more' kilos"
    )
    particles: dict[str, list[str]] = Field(
        default_factory=dict, description="verbs after which a qualifier is none: 'handed' over two"
    )
    change: list[str] = Field(default_factory=list, description="rose from A to B is no range")
    function_words: list[str] = Field(default_factory=list, description="words that a number does not count")
    metre_after: list[str] = Field(
        default_factory=list, description="'15m' before these is metres, not millions"
    )
    not_units: list[str] = Field(
        default_factory=list, description="words that begin like a unit: 'foot' patrols"
    )
    money_cues: list[str] = Field(default_factory=list, description="a pound after these is money")
    units: list[Unit] = Field(default_factory=list)
    currencies: list[Currency] = Field(default_factory=list)
    shared_currencies: list[Shared] = Field(default_factory=list)
    not_codes: list[str] = Field(
        default_factory=list, description="ISO 4217 codes that are words in capitals: ALL, TOP"
    )
    wary_codes: list[str] = Field(
        default_factory=list, description="codes that need groups or a multiplier: COP 1,200"
    )
    wary_words: list[str] = Field(
        default_factory=list, description="currency words that need groups or a multiplier"
    )
    months: list[str] = Field(default_factory=list)
    weekdays: list[str] = Field(default_factory=list)
    year_cues: list[str] = Field(default_factory=list)
    heads: list[Heads] = Field(default_factory=list)
    tails: list[Tails] = Field(default_factory=list)
    names: list[str] = Field(default_factory=list, description="names with a number word: Five Eyes")
    calibre_words: list[str] = Field(
        default_factory=list, description="always a calibre: .22 'calibre', 12-'gauge'"
    )
    calibre_nouns: list[str] = Field(default_factory=list, description="9mm before these is a calibre")
    naming: list[str] = Field(
        default_factory=list, description="'Operation' Iron Gate 2: the number is part of the name"
    )
    ordinals: list[str] = Field(default_factory=list, description="last words of ordinals: twenty-first")
    persons: list[str] = Field(default_factory=list, description="a number in brackets after these is an age")
    name_particles: list[str] = Field(
        default_factory=list, description="small words inside names of people: de, van"
    )
    alias_words: list[str] = Field(
        default_factory=list, description="words before another name of a person: aka"
    )
    persons_meant: list[str] = Field(
        default_factory=list, description="pronouns after which 'under 18' is an age"
    )
    pronoun_before: list[str] = Field(default_factory=list, description="'one' after these is no number")
    pronoun_after: list[str] = Field(default_factory=list, description="'one' before these is no number")
    implied: Implied = Field(default=Implied(), description="nouns that are counted without a number")
