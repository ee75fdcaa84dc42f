"""Schema of the pattern section ``operations``."""

from __future__ import annotations

from opledger.patternfiles.registry import Entry, Section, section


class Lead(Entry):
    """A word or words that come before an operation's name.

    ``canonical`` is how the word stands in the canonical name ("Op" stays as written when null); ``plural`` leads
    to several names; ``strict`` leads count only with a name in capitals or quotes that looks like a code name.
    """

    word: str
    canonical: str | None = None
    plural: bool = False
    strict: bool = False


class Event(Entry):
    """A kind of operation named by a regular expression of its own ("Joint Action Days")."""

    id: str
    pattern: str
    examples: tuple[str, ...] = ()


@section("operations")
class Operations(Section):
    """How operations are named."""

    leads: tuple[Lead, ...] = ()
    tails: tuple[str, ...] = ()
    introducers: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    not_names: tuple[str, ...] = ()
    never_last: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
