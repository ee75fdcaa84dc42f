"""Names of operations, with one id for one operation and edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from opledger.component import MentionComponent
from opledger.docdata import data, text_of
from opledger.mentions.agency_words import Name, Taken, even, mention, slug
from opledger.mentions.operation_names import NUMERAL, Span
from opledger.mentions.operation_series import bare_uses, base, sisters
from opledger.mentions.operation_spans import QUOTED_BEFORE, SpanFinder
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.operations import Operations

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc

OPERATION = "OPERATION"
_LEAD = "Operation"
# Leads that say no more than "operation", and so give the same operation the same id.
_SAME_AS = {"operation": _LEAD, "operations": _LEAD, "": _LEAD, "joint operation": _LEAD}
_BEHIND = " operation"
_ABBREVIATED = 2  # "OP" may be how "Op" is written
_OTHERS = ("AGENCY", "COUNTRY")


class OperationFinder(MentionComponent):
    """Adds ``OPERATION`` mentions to ``data(doc)["mentions"]``; reads those of countries and agencies.

    ``name`` is the name with its lead ("Operation Pangea XIV"), also where the name stands alone; editions have
    ids of their own.

    Example:
        >>> doc = nlp("Operations Historia and Pureza II ended. Historia had begun in May.")
        >>> [m["name"] for m in doc._.opledger["mentions"] if m["label"] == "OPERATION"]
        ['Operation Historia', 'Operation Pureza II', 'Operation Historia']
    """

    def compile(self, patterns: Patterns) -> None:
        """Build the regular expressions from the section."""
        self._spans = SpanFinder(patterns.get(Operations))

    def find(self, doc: AnyDoc) -> list[dict[str, Any]]:
        """The mentions of operations, by start."""
        flat = even(text_of(doc))
        others = [m for m in data(doc).get("mentions", []) if m["label"] in _OTHERS]
        spans = _apart(_shorten(flat, self._spans.find(flat, _starts(others))))
        names = _series(_named(flat, spans))
        names += _again(flat, names)
        return [mention(OPERATION, n, {}) for n in sorted(names, key=lambda n: n.start)]


def _starts(mentions: Sequence[dict[str, Any]]) -> Callable[[int], bool]:
    """Tells whether a body or country is named from an offset on."""
    starts = {m["start"] for m in mentions}
    return starts.__contains__


def _shorten(flat: str, spans: Sequence[Span]) -> list[Span]:
    """Headlines run on in capitals ("Operation X Rounds Up Smugglers"): cut to the name as it stands elsewhere."""
    names = Counter(flat[s.name_start : s.name_end].lower() for s in spans)
    found = []
    for span in spans:
        name = flat[span.name_start : span.name_end].lower()
        words = name.split(" ")
        for n in range(1, len(words)):
            head = " ".join(words[:n])
            if names[head] and len(head) > 1 and base(flat[span.name_start : span.name_end]).lower() != head:
                end = span.name_start + len(head)
                span = Span(span.start, end, span.name_start, end, span.lead, span.rule)
                break
        found.append(span)
    return found


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Of spans that overlap the one with a lead, then the longer; by start."""
    taken = Taken()
    ranked = sorted(spans, key=lambda s: (not s.lead, -(s.end - s.start), s.start))
    kept = [span for span in ranked if taken.take(span.start, span.end)]
    return sorted(kept, key=lambda s: s.start)


def _named(flat: str, spans: Sequence[Span]) -> list[Name]:
    """Names with ids; of several ways to write one name the most frequent, lines of capitals aside."""
    ways: dict[str, Counter[str]] = {}
    keys = []
    for span in spans:
        text = flat[span.name_start : span.name_end]
        loud = span.lead.isupper() and len(span.lead) > _ABBREVIATED
        full = text if span.rule.startswith("event:") else f"{_lead(span)} {_calm(text) if loud else text}"
        key = slug(full)
        if span.rule == QUOTED_BEFORE and not span.lead:
            full = f"{text}{_BEHIND}"  # the order of the text; one id either way
        ways.setdefault(key, Counter())[full] += 0 if loud else 1
        keys.append(key)
    best = {key: max(counts, key=counts.__getitem__) for key, counts in ways.items()}
    return [
        Name(span.start, span.end, best[key], key, "operation", rule=span.rule)
        for span, key in zip(spans, keys, strict=True)
    ]


def _lead(span: Span) -> str:
    lead = span.lead.capitalize() if span.lead.isupper() and len(span.lead) > _ABBREVIATED else span.lead
    return _SAME_AS.get(lead.lower(), lead)


def _calm(text: str) -> str:
    """A name out of a line of capitals in small letters ("SHANELA": "Shanela")."""
    return " ".join(w if NUMERAL.match(w) else w.capitalize() for w in text.split(" "))


def _proper(name: Name) -> str:
    """The name without its lead."""
    return (
        name.name
        if name.rule.startswith("event:")
        else name.name.removeprefix(f"{_LEAD} ").removesuffix(_BEHIND)
    )


def _series(names: Sequence[Name]) -> list[Name]:
    """ "Operation Pangea" beside "Operation Pangea XIV" is that edition."""
    editions: dict[str, Name] = {}
    for name in names:
        plain = name.name.removesuffix(_BEHIND)
        if base(plain) != plain:
            key = base(plain) if plain == name.name else f"{_LEAD} {base(plain)}"
            editions.setdefault(slug(key), name)
    return [
        replace(n, id=editions[n.id].id, name=editions[n.id].name) if n.id in editions else n for n in names
    ]


def _again(flat: str, names: Sequence[Name]) -> list[Name]:
    """The names' later bare uses, other editions, sisters."""
    known = {_proper(n): n for n in names}
    for n in names:  # "Pangea" alone is the edition that the release tells of first
        known.setdefault(base(_proper(n)), n)
    taken = Taken()
    for name in names:
        taken.take(name.start, name.end)
    found: list[Name] = []
    for rule, uses in (("bare", bare_uses(flat, known)), ("sister", sisters(flat, known))):
        for start, end, text in uses:
            if taken.take(start, end):
                same = known.get(text)
                title = same.name if same else f"{_LEAD} {text}"
                key = same.id if same else slug(title)
                found.append(Name(start, end, title, key, "operation", rule=rule))
    return found
