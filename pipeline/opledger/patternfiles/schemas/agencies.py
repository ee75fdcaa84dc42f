"""Schema of the pattern sections ``agencies`` and ``notices``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section

Kind = Literal[
    "international",
    "regional",
    "police",
    "customs",
    "border",
    "coast guard",
    "gendarmerie",
    "military",
    "prosecution",
    "justice",
    "tax",
    "financial intelligence",
    "anti-corruption",
    "drugs",
    "cyber",
    "intelligence",
    "environment",
    "health",
    "immigration",
    "ministry",
    "local",
    "unit",
    "company",
    "ngo",
    "other",
]


class Agency(Entry):
    """A body in the world: one id, one name, all the ways it is written.

    ``weak`` forms are shared or ordinary words ("National Police", "NCB"): they count only where the
    release shows whose they are (its country, its full name, its brackets).
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    kind: Kind
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class Head(Entry):
    """A word that a body's name turns on ("Police", "Ministry").

    Attributes:
        needs: what must stand beside it for a name: ``any`` capitalised word, or one of the ``domain`` words.
        right: prepositions that can lead on to the rest of the name ("of": Ministry of Justice).
        left: false where the name starts with the head ("Policía Nacional").
        native: the name goes on with capitalised words right after the head.
        stop: a name to the right does not reach over this word ("Irvine Police Department Gang Unit" is two).
        firm: the name is over here, whatever follows; else a capitalised word that follows must be a title
            ("Police Sergeant" names the police, "Police Station" does not).
        nests: goes on over "of the" to another body's name ("Office of the Attorney General").
        office: added to the canonical name where the head is the title of a person ("'s Office").
    """

    word: str
    kind: Kind
    needs: Literal["any", "domain"] = "any"
    right: tuple[str, ...] = ()
    left: bool = True
    native: bool = False
    stop: bool = False
    firm: bool = False
    nests: bool = False
    office: str | None = None


class Tongue(Entry):
    """How a language with small letters inside names builds those of its bodies ("Office central pour la répression ...").

    Attributes:
        first: first words of names, by kind of body.
        joiners: words between two nouns, as regular expressions ("de la").
        elided: joining words that lose their vowel ("d" of "d'enquête").
        ands: words between two nouns of one rank.
        adjectives: regular expressions of whole adjectives in small letters, mostly ``[a-z]+`` and an ending.
        never: nouns that make it something else ("Bureau de change").
        examples: names, checked by tests.
    """

    first: dict[Kind, tuple[str, ...]]
    joiners: tuple[str, ...]
    elided: tuple[str, ...] = ()
    ands: tuple[str, ...]
    adjectives: tuple[str, ...]
    never: tuple[str, ...] = ("[^\\W]{40}",)
    examples: tuple[str, ...] = ()


class Spelling(Entry):
    """Two spellings of a word, each tried where the gazetteer has the other."""

    one: str
    other: str


@section("agencies")
class Agencies(Section):
    """Gazetteer and productive forms of the names of bodies."""

    agencies: tuple[Agency, ...] = ()
    heads: tuple[Head, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    tongues: tuple[Tongue, ...] = ()
    # Words that show that a body polices something; the modifiers of heads with ``needs: domain``.
    domain: tuple[str, ...] = ()
    # Words that can follow "and" in a name ("Department of Corrections and Rehabilitation"), beside those of ``domain``.
    topics: tuple[str, ...] = ()
    # Endings of abstract nouns, which go on with a name in the same way ("... and Communication").
    topic_endings: tuple[str, ...] = ()
    # Words of ``domain`` that start another name after "and" ("... and National Grid").
    scopes: tuple[str, ...] = ()
    # Capitalised words that start a sentence rather than a name.
    never_lead: tuple[str, ...] = ()
    # Ranks and posts; never inside a body's name.
    titles: tuple[str, ...] = ()
    # Names without an owner ("Police Department"): they count only as the short form of a fuller name.
    generic: tuple[str, ...] = ()
    # Names without an owner that count all the same, after "the" ("the Navy").
    bare: tuple[str, ...] = ()
    # "City of Miami Police Department": what may stand before "of" on the left of a head.
    owners_of: tuple[str, ...] = ()
    # Small words inside names.
    joiners: tuple[str, ...] = ()
    # Possessives that do not name an owner ("Sheriff's").
    own_possessives: tuple[str, ...] = ()
    # Heads in small letters after an owner's name ("Chile's national police").
    lower_forms: tuple[str, ...] = ()
    # Heads in small letters that count only after a country's possessive ("Togo's navy").
    lower_owned: tuple[str, ...] = ()
    # The same after the name of a region or town, with or without a possessive ("Osaka prefectural police").
    lower_local: tuple[str, ...] = ()
    # Words after such a head that make it something else ("Metro police departments").
    lower_stops: tuple[str, ...] = ()
    # Regular expressions: what goes on with the name of a prosecution office ("..., Northern District of Ohio").
    branches: tuple[str, ...] = ()
    # Last words of offices that are named with the town right behind ("Main Customs Office Ulm").
    branch_offices: tuple[str, ...] = ()
    # Bodies that count only where they are listed with others ("INTERPOL, the European Union and the WHO helped").
    listed_only: tuple[str, ...] = ()
    # Words behind these that make them something else ("European Union citizens").
    listed_stops: tuple[str, ...] = ()
    # Words behind an international body and a unit's acronym that make these a thing ("the INTERPOL AFIS database").
    unit_stops: tuple[str, ...] = ()
    # Endings of acronyms that name a body by themselves ("LAPD").
    acronym_endings: dict[str, Kind] = Field(default_factory=dict)
    # Regular expressions: words before a list of companies and organisations that took part, and what links the two.
    partner_cues: tuple[str, ...] = ()
    partner_nouns: tuple[str, ...] = ()
    partner_links: tuple[str, ...] = ()
    # Regular expressions: what looks like a name and is none, matched against the whole.
    not_names: tuple[str, ...] = ()


class Notice(Entry):
    """A kind of notice or alert.

    Attributes:
        pattern: a regular expression over the text, case as written.
        gates: strings, one of which every match holds; a text without any is not searched.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    pattern: str
    gates: tuple[str, ...] = Field(min_length=1)
    examples: tuple[str, ...] = ()


@section("notices")
class Notices(Section):
    """Notices that police organisations circulate."""

    notices: tuple[Notice, ...] = ()
