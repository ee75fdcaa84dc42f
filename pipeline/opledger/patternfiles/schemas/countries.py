"""Schema of the pattern sections that countries and places read."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section

Names = dict[str, tuple[str, ...]]


class NotBefore(Entry):
    """Words that, standing right after a country's name, make it something else.

    ``names`` and ``adjectives`` say which kinds of names the entry is about, ``only`` limits it to some.
    """

    id: str
    words: tuple[str, ...]
    names: bool = False
    adjectives: bool = False
    only: tuple[str, ...] = ()
    example: str = ""


@section("countries")
class Countries(Section):
    """Forms of country names beyond those of the libraries, and what is no country. Keys are alpha-3 codes."""

    drop: tuple[str, ...] = ()
    drop_names: tuple[str, ...] = ()
    names: Names = Field(default_factory=dict)
    demonyms: Names = Field(default_factory=dict)
    abbreviations: Names = Field(default_factory=dict)
    misspellings: Names = Field(default_factory=dict)
    longer: tuple[str, ...] = ()
    origin_before: tuple[str, ...] = ()
    not_before: tuple[NotBefore, ...] = ()
    peoples: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    language_ok: tuple[str, ...] = ()
    language_before: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    family_names: tuple[str, ...] = ()
    no_given_name: tuple[str, ...] = ()
    place_before: tuple[str, ...] = ()
    body_words: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    common_words: tuple[str, ...] = ()
    city_parts: tuple[str, ...] = ()
    needs_neighbours: Names = Field(default_factory=dict)


class RoleRule(Entry):
    """What gives a country (or a list of countries) its roles.

    ``before`` is matched up to the first country of the list, ``after`` from the end of the last one on,
    ``sentence`` anywhere in its sentence; all that are given must match, ``unless_after`` must not.
    ``forms`` limits the rule to names or to demonyms. ``strong`` rules hold even for a country that the
    release's own list of participants leaves out.
    """

    id: str
    roles: tuple[str, ...]
    before: str = ""
    after: str = ""
    sentence: str = ""
    unless_after: str = ""
    forms: tuple[str, ...] = ()
    strong: bool = False
    example: str = ""


@section("roles")
class Roles(Section):
    """Cues of roles: named word lists, the intros of lists of participants (each has a trigger), and the rules in order."""

    words: dict[str, str] = Field(default_factory=dict)
    adjective_names: tuple[str, ...] = ()
    list_triggers: tuple[str, ...] = ()
    list_intros: tuple[str, ...] = ()
    rules: tuple[RoleRule, ...] = ()


class Area(Entry):
    """A province, county or the like of which a pack knows more than the libraries.

    ``name`` is what its mentions are called, however ``aliases`` spell it. ``parts`` are places inside it.
    """

    id: str
    name: str
    country: str
    aliases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Scene(Entry):
    """In which area a release happened, for issuers whose releases tell of one event each.

    ``one_area``: the first area that the prose names is the ``location``, one named alone before those of a list
    ("in A, B and C"); the others are ``mentioned``. ``roll_up``: a mention of a part is called as its area is.
    ``not_before`` and ``not_after``: expressions for what stands right before and right after an area that is told of
    in passing ("operates in", "the ... bombing").
    """

    one_area: bool = False
    roll_up: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@section("places")
class Places(Section):
    """Places beyond those of the libraries (alpha-3 to names), words that are none, and the words around places."""

    areas: tuple[Area, ...] = ()
    scene: Scene = Scene()
    cities: Names = Field(default_factory=dict)
    regions: Names = Field(default_factory=dict)
    state_abbreviations: tuple[str, ...] = ()
    shared_with_states: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    no_person_before: tuple[str, ...] = ()
    before: str = ""
    between: str = ""
    after: str = ""
