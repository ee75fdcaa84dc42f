"""Schema of the pattern section ``operations``."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Entry, Section, section


class Lead(Entry):
    """A word that stands before an operation's name ("Operation Pangea XIV").

    Attributes:
        word: as written; its form in capitals counts too.
        plural: leads to several names ("Operations Historia and Pureza II").
        sure: false where other names start with the word too ("Task Force Commander"): its name must not begin with
            an ``ordinary`` word; after a sure lead only names all of ordinary words are refused.
        evidence: a word of ``evidence`` must stand near one of its uses ("Project X" is often no police operation).
    """

    word: str
    plural: bool = False
    sure: bool = True
    evidence: bool = False


class Event(Entry):
    """A kind of operation that is named without a lead ("Joint Action Days").

    Attributes:
        head: the capitalised word that every match has ("Action"); only around it is the pattern tried.
        pattern: a regular expression over the line, case as written.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    head: str
    pattern: str
    examples: tuple[str, ...] = ()


@section("operations")
class Operations(Section):
    """How operations are named."""

    leads: tuple[Lead, ...] = ()
    # Nouns in small letters beside a quoted or introduced name ("the operation, dubbed “X”", "the “X” operation").
    nouns: tuple[str, ...] = ()
    # Nouns that take a name in capitals alone before them ("the Trojan Shield operation").
    plain_nouns: tuple[str, ...] = ()
    # Words between the noun and the name ("dubbed", "with the name").
    introducers: tuple[str, ...] = ()
    # Introducers that need no noun ("code-named").
    sure_introducers: tuple[str, ...] = ()
    # Introducers that need a name with an edition ("an operative of X 4").
    weak_introducers: tuple[str, ...] = ()
    # Words of a series before a quoted name ("the third round of “X”").
    rounds: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    # Small words inside names.
    joiners: tuple[str, ...] = ()
    # Capitalised words that are no name after a lead or before a noun ("Operation Manager", "the Joint operation").
    ordinary: tuple[str, ...] = ()
    # Capitalised words that start a sentence, cut from the start of an event's name.
    openers: tuple[str, ...] = ()
    # Capitalised words of headlines that end a name ("Operation Pangea Nets ...").
    verbs: tuple[str, ...] = ()
    # Beginnings of words that show police work beside a lead with ``evidence``.
    evidence: tuple[str, ...] = ()
    # Whole names that are programmes or bodies rather than operations.
    not_names: tuple[str, ...] = ()
