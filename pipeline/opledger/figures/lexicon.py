"""The word forms that figures know, compiled from the pattern files into one table.

A form is a tuple of lower-case tokens; its entry says which noun classes, events and function it can have.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from opledger.lazily import Lazy, LazyByName
from opledger.letters import lowered
from opledger.patternfiles import Patterns
from opledger.patternfiles.gates import Strings, gates, opens
from opledger.patternfiles.schemas.figures import (
    Cues,
    Event,
    Events,
    Frame,
    Frames,
    Measures,
    NounClass,
    Nouns,
)

TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")

VOWELS = "aeiou"
COORDINATED = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word form can be.

    ``classes`` are noun classes with their ancestors; ``event`` the event of a verb form, ``noun_event`` that of an event
    noun; ``form`` is ``base``, ``past`` (past or participle), ``ing`` or ``phrase``; ``kind`` a class of function words;
    ``tags`` further parts that a word plays.
    """

    classes: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    plural: bool = False
    mass: bool = False
    event: str | None = None
    events: tuple[str, ...] = ()
    noun_event: str | None = None
    form: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Lexicon:
    """All forms, by first token; and the tables that decide with them.

    ``longer`` has the forms of several tokens by their first and second, longest first; ``single`` those of one.
    """

    longer: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]]
    single: dict[str, Entry]
    nouns: dict[str, NounClass]
    events: dict[str, Event]
    measures: Measures
    unless: dict[str, tuple[Lazy, Strings | None]] = field(default_factory=dict)
    generic: frozenset[str] = frozenset()
    crimes: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    stuff: frozenset[str] = frozenset()
    worth: frozenset[str] = frozenset()
    cues: dict[str, re.Pattern[str]] = field(default_factory=dict)
    cue_words: dict[str, list[str]] = field(default_factory=dict)
    frames_by_event: dict[str, list[Frame]] = field(default_factory=dict)

    def match(self, tokens: list[str], at: int) -> tuple[int, Entry] | None:
        """The longest form that starts at a token: how many tokens it takes, and its entry."""
        longer = self.longer.get(tokens[at])
        if longer is not None and at + 1 < len(tokens):
            for form, entry in longer.get(tokens[at + 1], ()):
                size = len(form)
                if size == 2 or tuple(tokens[at : at + size]) == form:
                    return size, entry
        single = self.single.get(tokens[at])
        return None if single is None else (1, single)

    def barred(self, text: str) -> frozenset[str]:
        """The events that the words of a text rule out."""
        low = lowered(text)
        return frozenset(
            [
                name
                for name, (sign, words) in self.unless.items()
                if opens(words, low) and sign.compiled.search(text)
            ]
        )


def tokens_of(text: str) -> tuple[str, ...]:
    """Lower-case tokens of a pattern, as the sentence scanner would cut them."""
    if text.isascii() and text.replace(" ", "").isalpha():  # most, and nothing but spaces to cut at
        return tuple(text.lower().split())
    return tuple(t.lower().replace("’", "'") for t in TOKEN.findall(text))


def plural_of(word: str) -> str:
    """The regular plural of a noun: of its last word, or of the word before "of".

    >>> plural_of("drug courier"), plural_of("city"), plural_of("round of ammunition")
    ('drug couriers', 'cities', 'rounds of ammunition')
    """
    head, of, rest = word.partition(" of ")
    if of:
        return plural_of(head) + of + rest
    if word.endswith("man") and not word.endswith(("human", "german", "roman")):
        return word[:-2] + "en"
    if word.endswith("y") and len(word) > 1 and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


@lru_cache(maxsize=1)
def lemma_table() -> Mapping[str, list[str]]:
    """Lemma to its other forms, from the lookup tables of spacy-lookups-data (41,000 English forms)."""
    import spacy_lookups_data

    path = spacy_lookups_data.en["lemma_lookup"]
    packed = path.with_name(path.name + ".gz")
    table = json.loads(path.read_bytes() if path.exists() else gzip.decompress(packed.read_bytes()))
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form, lemma in table.items():
        forms[lemma].append(form)
    return forms


def irregular_forms(lemma: str) -> list[tuple[str, str]]:
    """Past forms of a verb that no rule derives.

    >>> irregular_forms("steal")
    [('stole', 'past'), ('stolen', 'past')]
    """
    regular = {form for form, _ in verb_forms(lemma)}
    return [
        (form, "ing" if form.endswith("ing") else "past")
        for form in lemma_table().get(lemma, ())
        if form not in regular and not form.endswith(("s", "er", "est", "ce"))
    ]


def verb_forms(lemma: str) -> list[tuple[str, str]]:
    """Regular forms of a verb with their kind.

    >>> [form for form, kind in verb_forms("seize")]
    ['seize', 'seizes', 'seized', 'seizing']
    """
    if lemma.endswith("e"):
        stem, past = lemma[:-1], lemma + "d"
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        stem, past = lemma, lemma[:-1] + "ied"
    elif (
        re.search(r"[^aeiou][aeiou][bdgmnprt]$", lemma)
        and lemma not in _UNDOUBLED
        and not lemma.endswith("er")
    ):
        stem, past = lemma + lemma[-1], lemma + lemma[-1] + "ed"
    else:
        stem, past = lemma, lemma + "ed"
    forms = [(lemma, "base"), (plural_of(lemma), "base"), (past, "past"), (stem + "ing", "ing")]
    if stem == lemma + lemma[-1]:  # British and American habits differ: both spellings are taken
        forms += [(lemma + "ed", "past"), (lemma + "ing", "ing")]
    return forms


_UNDOUBLED = frozenset({"open", "visit", "audit", "target", "limit", "exhibit"})


class _Builder:
    def __init__(self) -> None:
        self.forms: dict[tuple[str, ...], Entry] = {}

    def add(self, text: str, entry: Entry) -> None:
        form = tokens_of(text)
        if form:
            old = self.forms.get(form)
            self.forms[form] = entry if old is None else _merged(old, entry)


def _merged(old: Entry, new: Entry) -> Entry:
    """What a form can be by two entries; of what it can be only once, by the first."""
    return Entry(
        classes=_joined(old.classes, new.classes),
        own=_joined(old.own, new.own),
        plural=old.plural or new.plural,
        mass=old.mass or new.mass,
        event=old.event or new.event,
        events=_joined(old.events, new.events),
        noun_event=old.noun_event or new.noun_event,
        form=old.form or new.form,
        kind=old.kind or new.kind,
        tags=_joined(old.tags, new.tags),
    )


def _joined(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return old + tuple(item for item in new if item not in old) if old else new


def _ancestors(name: str, nouns: dict[str, NounClass]) -> tuple[str, ...]:
    found = [name]
    for parent in nouns[name].isa:
        found += [p for p in _ancestors(parent, nouns) if p not in found]
    return tuple(found)


def _add_nouns(builder: _Builder, nouns: dict[str, NounClass]) -> None:
    for name, noun in nouns.items():
        one = Entry(classes=_ancestors(name, nouns), own=(name,))
        many, mass = replace(one, plural=True), replace(one, mass=True)
        for word in noun.words:
            builder.add(word, one)
            builder.add(plural_of(word), many)
        for word in noun.mass:
            builder.add(word, mass)
        for word in noun.forms:
            builder.add(word, many)


def _add_events(builder: _Builder, events: dict[str, Event]) -> None:
    for name, event in events.items():
        verb = Entry(event=name, events=(name,), tags=tuple(event.tags))
        one, many = Entry(noun_event=name), Entry(noun_event=name, plural=True)
        for lemma in event.verbs:
            for form, kind in (*verb_forms(lemma), *irregular_forms(lemma)):
                builder.add(form, replace(verb, form=kind))
        for phrase in event.phrases:
            builder.add(phrase, replace(verb, form=_phrase_form(phrase)))
        for noun in event.nouns:
            builder.add(noun, one)
            builder.add(plural_of(noun), many)
        for noun in event.mass:
            builder.add(noun, one)


_PAST_ENDINGS = (
    "ed",
    "en",
    "ght",
    "eld",
    "ound",
    "own",
    "ook",
    "ost",
    "ole",
    "old",
    "aid",
    "ade",
    "ut",
    "oze",
    "ell",
    "ove",
)


def _phrase_form(phrase: str) -> str:
    first = phrase.split()[0]
    if first.endswith("ing"):
        return "ing"
    return "past" if first.endswith(_PAST_ENDINGS) else "phrase"


def _keep_first_words(builder: _Builder) -> None:
    """A phrase also has the events of the verb it starts with: "arrested with" is an arrest, too; "taken down" is no taking."""
    particles = {form[0] for form, entry in builder.forms.items() if "particle" in entry.tags}
    for form, entry in list(builder.forms.items()):
        if form[-1] in particles or len(form) == COORDINATED:
            middle = builder.forms.get(form[1:2], Entry())
            if form[-1] in particles or "also" in middle.tags:
                continue  # "taken down", "stopped and searched"
        first = builder.forms.get(form[:1])
        if first and "takes-source" in first.tags and "takes-source" in entry.tags:
            continue  # "cost the victims" is no price: of two words about money the longer one decides
        if len(form) > 1 and entry.event and first and first.event and first.event not in entry.events:
            builder.forms[form] = replace(entry, events=(*first.events, *entry.events), form=first.form)


def _by_tokens(
    builder: _Builder,
) -> tuple[dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]], dict[str, Entry]]:
    """The forms of several tokens by their first two, longest first, and those of one."""
    longer: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = {}
    for form, entry in sorted(builder.forms.items(), key=lambda pair: -len(pair[0])):
        if len(form) > 1:
            longer.setdefault(form[0], {}).setdefault(form[1], []).append((form, entry))
    return longer, {form[0]: entry for form, entry in builder.forms.items() if len(form) == 1}


def build(patterns: Patterns) -> Lexicon:
    """Compile the sections nouns, events, frames and measures."""
    nouns, events = patterns.get(Nouns).nouns, patterns.get(Events).events
    frames = patterns.get(Frames)
    builder = _Builder()
    _add_nouns(builder, nouns)
    _add_events(builder, events)
    for kind, words in frames.function_words.items():
        for word in words:
            builder.add(word, Entry(kind=kind))
    for tag, words in frames.tags.items():
        for word in words:
            builder.add(word, Entry(tags=(tag,)))
    _keep_first_words(builder)
    lexicon = Lexicon(*_by_tokens(builder), dict(nouns), dict(events), patterns.get(Measures))
    lexicon.generic = frozenset(w for noun in nouns.values() for g in noun.generic for w in (g, plural_of(g)))
    lexicon.crimes = frozenset(name for name, measure in lexicon.measures.measures.items() if measure.crime)
    lexicon.unnamed = frozenset(
        form
        for n in nouns.values()
        if n.substance or n.container
        for w in (n.words if n.container else n.generic)
        for form in (w, plural_of(w))
    )
    lexicon.vague = frozenset(name for name, noun in nouns.items() if noun.vague)
    lexicon.stuff = frozenset(name for name, noun in nouns.items() if noun.stuff)
    lexicon.worth = frozenset(name for name, noun in nouns.items() if noun.worth)
    lexicon.cues = LazyByName(patterns.get(Cues).patterns, re.IGNORECASE)
    lexicon.cue_words = patterns.get(Cues).words
    lexicon.unless = {
        n: (Lazy(e.unless, re.IGNORECASE), gates(e.unless)) for n, e in events.items() if e.unless
    }
    for frame in frames.frames:
        for name in frame.events if frame.events != ["*"] else events:
            lexicon.frames_by_event.setdefault(name, []).append(frame)
    return lexicon
