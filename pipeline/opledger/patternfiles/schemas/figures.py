"""Schema of the pattern sections that figures read: measures, nouns, events, frames, scopes."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section


class Measure(Entry):
    """What figures can count: meaning in words and the units that it is kept in.

    ``kinds_apart``: kinds of it are totals of their own (phones, laptops), unless ``generic_total`` lets a generic word be
    their sum (firearms: rifles and pistols). ``own_scale``: a sentence on a part of something else can state all of it.
    ``effort``: what was put in (officers, agencies), of which a part says nothing on the results beside it. ``beside``: "further" ones are
    further than those of another measure. ``crime``: what the crime did, so that it can lie long before the police act.
    """

    counts: str
    units: list[str]
    substance: bool = False
    kinds_apart: bool = False
    generic_total: bool = True
    own_scale: bool = False
    effort: bool = False
    beside: bool = False
    crime: bool = False


@section("measures")
class Measures(Section):
    """``measures.yaml``: the vocabulary of measures, by id."""

    measures: dict[str, Measure] = Field(default_factory=dict)


class NounClass(Entry):
    """A class of nouns that are counted alike.

    ``words`` are singular; plurals are derived. ``mass`` words have no plural of their own ("cocaine").
    ``isa`` names broader classes. ``default`` is the measure where no event decides,
    for numbers of ``default_from`` and more (a single place or officer in a story is no result). ``unit`` is the unit of a plain
    count. ``generic`` words name the whole class ("firearms"), so that other words of it can be its parts ("rifles").
    ``container`` nouns ("box", "piece") pass on to what they contain ("of ammunition"). ``substance`` classes are named in the
    column ``substance``. ``vague`` nouns ("items") leave it to a label or heading what is counted. Amounts in brackets or
    before a noun ("cocaine (12 kg)") are of ``stuff``. Money "in" or "of" things of ``worth`` is their value. The default of a
    ``weak`` class gives way to the number that "of them" refers to.
    """

    words: list[str] = Field(default_factory=list)
    mass: list[str] = Field(default_factory=list)
    forms: list[str] = Field(default_factory=list)
    isa: list[str] = Field(default_factory=list)
    default: str | None = None
    default_from: int = 1
    unit: str | None = None
    container: bool = False
    generic: list[str] = Field(default_factory=list)
    substance: bool = False
    vague: bool = False
    stuff: bool = False
    worth: bool = False
    weak: bool = False


@section("nouns")
class Nouns(Section):
    """``nouns.yaml``: classes of nouns, by name."""

    nouns: dict[str, NounClass] = Field(default_factory=dict)


class Event(Entry):
    """A kind of police action or circumstance that decides what a number counts.

    ``verbs`` are lemmas, inflected on load; ``phrases`` are taken as they stand; ``nouns`` name the event ("arrest").
    ``counts`` is the measure when the event noun itself is counted ("12 arrests"), from ``counts_from`` on. ``rank`` decides between coordinated
    events ("traced and arrested"): the higher wins. ``cost`` puts an event behind others as near. ``unless`` is a regular
    expression: where it matches the sentence, the event governs nothing. ``tags`` are parts that its words play.
    """

    verbs: list[str] = Field(default_factory=list)
    phrases: list[str] = Field(default_factory=list)
    nouns: list[str] = Field(default_factory=list)
    mass: list[str] = Field(default_factory=list)
    counts: str | None = None
    counts_from: int = 1
    rank: int = 0
    cost: float = 0.0
    unless: str | None = None
    tags: list[str] = Field(default_factory=list)


@section("events")
class Events(Section):
    """``events.yaml``: verbs and nominalisations, by event."""

    events: dict[str, Event] = Field(default_factory=dict)


class Frame(Entry):
    """What a number counts when one of the ``events`` governs one of the ``objects``.

    ``measure`` null means: no figure. ``objects`` are noun classes, ``*`` is any noun, ``none`` an elided one; a noun that
    also has a class of ``but`` is none of them.
    Frames are tried in order. ``max_cost`` limits how far the event may stand from the number,
    ``directions`` on which side and in which voice (passive, reduced, active, left-noun ...; empty: any). A ``weak`` frame
    gives way to the number that "of them" refers to.
    """

    id: str
    events: list[str]
    objects: list[str]
    but: list[str] = Field(default_factory=list)
    measure: str | None
    max_cost: float = 9.0
    directions: list[str] = Field(default_factory=list)
    weak: bool = False
    examples: list[str] = Field(default_factory=list)


@section("frames")
class Frames(Section):
    """``frames.yaml``: which event and object make which measure; function words; words with a part to play (``tags``)."""

    frames: list[Frame] = Field(default_factory=list)
    function_words: dict[str, list[str]] = Field(default_factory=dict)
    tags: dict[str, list[str]] = Field(default_factory=dict)


@section("cues")
class Cues(Section):
    """``cues.yaml``: named regular expressions for places, sources, lists and tables, tried without regard to case.

    ``words`` are pieces of words, as written, one of which must be there before some expressions are tried.
    """

    patterns: dict[str, str] = Field(default_factory=dict)
    words: dict[str, list[str]] = Field(default_factory=dict)


class Scope(Entry):
    """A cue that changes the role of figures in its reach.

    ``pattern`` is a regular expression, tried on the sentence without regard to case. ``reach`` is ``clause`` (from the cue
    to the next clause break, or before it), ``sentence``, ``adjacent`` (the words right before the number), ``before`` or
    ``after`` (the cue comes before or after the figure in its sentence), ``behind`` (right behind the figure), or ``heading`` (all that stands under a heading or list introduction with the cue).
    ``measures`` limits a cue to some measures, ``but_not`` keeps it from some.
    """

    id: str
    role: str
    pattern: str
    reach: str = "sentence"
    measures: list[str] = Field(default_factory=list)
    but_not: list[str] = Field(default_factory=list)
    examples: list[str] = Field(default_factory=list)


@section("scopes")
class Scopes(Section):
    """``scopes.yaml``: cues of background, parts, totals, additions, denials."""

    scopes: list[Scope] = Field(default_factory=list)
