"""The gazetteer of bodies: every way a known name is written, looked up at capitalised words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from opledger.lazily import Lazy
from opledger.letters import lowered
from opledger.mentions.agency_words import even
from opledger.patternfiles.schemas.agencies import Agency, Spelling
from opledger.wordindex import FirstWords, names_of

_RUN = re.compile(r"[^\W_]+")
_LONG_WORD = 4
MANY = 4


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name, with the bodies that it can mean."""

    text: str
    low: str
    bodies: tuple[int, ...]
    weak: bool
    acronym: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a text."""

    start: int
    end: int
    form: Form


class Gazetteer:
    """Finds the forms of known bodies in a text.

    Args:
        bodies: the entries.
        spellings: pairs of spellings, tried one for the other in every form.

    Example:
        >>> gazetteer = Gazetteer([Agency(id="interpol", name="INTERPOL", kind="international")], [])
        >>> [(h.start, h.end) for h in gazetteer.find("With INTERPOL today")]
        [(5, 13)]
    """

    def __init__(self, bodies: Iterable[Agency], spellings: Iterable[Spelling]) -> None:
        self.bodies = tuple(bodies)
        self._spellings = _Spellings(spellings)
        self._forms: dict[str, Form] = {}
        for index, body in enumerate(self.bodies):
            for text in (body.name, *body.aliases):
                self._add(text, index, weak=False)
            for text in body.weak:
                self._add(text, index, weak=True)
        self._index: dict[str, list[Form]] = {}
        for form in self._forms.values():
            first = _RUN.search(form.low)
            if first:
                self._index.setdefault(first[0], []).append(form)
        for forms in self._index.values():
            forms.sort(key=lambda f: (-len(f.low), f.low))
        # Where many forms begin with one word, one expression tells at once that none of them stands there.
        self._any = {
            first: Lazy(partial(_any_of, forms)) for first, forms in self._index.items() if len(forms) >= MANY
        }
        self._first = FirstWords(self._index)

    def _add(self, text: str, index: int, weak: bool) -> None:
        for written in self._spellings.of(even(text)):
            acronym = written.isupper() and " " not in written
            # A single word is of one case only; other names also stand in capitals or with small joining words.
            key = lowered(written) if " " in written else written
            old = self._forms.get(key)
            if old is None:
                self._forms[key] = Form(written, lowered(written), (index,), weak, acronym)
            elif index in old.bodies and _capitals(written) < _capitals(old.text):
                self._forms[key] = replace(
                    old, text=written
                )  # "Police fédérale" lets "Police Fédérale" pass as well
            elif index not in old.bodies:
                # A sure form wins over a weak one; two sure forms are both kept and settled by the context.
                if weak == old.weak:
                    self._forms[key] = Form(old.text, old.low, (*old.bodies, index), weak, acronym)
                elif old.weak:
                    self._forms[key] = Form(written, old.low, (index, *old.bodies), False, acronym)
                else:
                    self._forms[key] = Form(old.text, old.low, (*old.bodies, index), False, acronym)

    def form(self, text: str) -> Form | None:
        """The form written like this, whatever its case."""
        return self._forms.get(text) or self._forms.get(lowered(even(text)))

    def find(self, flat: str) -> Iterator[Hit]:
        """The longest form at each place of an even text, left to right, none overlapping."""
        low, index, done = lowered(flat), self._index, 0
        for start, end in self._first.among(names_of(flat)):
            word = low[start:end]
            forms = index.get(word)
            if forms is None or start < done:
                continue
            if word in self._any and not self._any[word].compiled.match(low, start):
                continue
            for form in forms:
                if low.startswith(form.low, start) and _stands_alone(flat, start, form):
                    done = start + len(form.low)
                    yield Hit(start, done, form)
                    break


def _any_of(forms: Iterable[Form]) -> str:
    return "|".join(re.escape(form.low) for form in forms)


def _stands_alone(flat: str, start: int, form: Form) -> bool:
    end = start + len(form.low)
    if start and flat[start - 1].isalnum():
        return False
    if flat[end : end + 1].isalnum() and form.low[-1].isalnum():
        return False
    surface = flat[start:end]
    if surface == form.text:
        return True
    if form.acronym:
        return False
    if surface.isupper():
        return len(surface) > _LONG_WORD
    # "National police" is no name where the form is "National Police".
    pairs = zip(_RUN.findall(surface), _RUN.findall(form.text), strict=False)
    return all(s[0].isupper() or not f[0].isupper() for s, f in pairs) and " " in surface


def _capitals(text: str) -> int:
    return sum(c.isupper() for c in text)


class _Spellings:
    def __init__(self, pairs: Iterable[Spelling]) -> None:
        self._pairs = [(even(p.one), even(p.other)) for p in pairs]
        words = sorted({w for pair in self._pairs for w in pair}, key=len, reverse=True)
        self._gate = re.compile("|".join(map(re.escape, words))) if words else None

    def of(self, text: str) -> list[str]:
        """The text in all its spellings, itself first."""
        found = [text]
        if self._gate is None or not self._gate.search(text):
            return found
        for one, other in self._pairs:
            for old, new in ((one, other), (other, one)):
                pattern = rf"(?<!\w){re.escape(old)}(?!\w)"
                found += [re.sub(pattern, new, t) for t in found if old in t and re.search(pattern, t)]
        return list(dict.fromkeys(found))
