"""Names, countries and conflicts: sets per release."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from opledger.evaluation.gold import Gold
from opledger.evaluation.tally import NOUNS, Error, Tally
from opledger.records import Conflict, Mention

TAKING_PART = frozenset({"participant", "lead"})


def normal(name: str) -> str:
    """A name without case, brackets, possessive, article and punctuation.

    Example:
        >>> normal("The Ruritanian Customs Service (RCS)")
        'ruritanian customs service'
    """
    name = re.sub(r"\s*\([^)]*\)", "", name.lower().replace("’", "'"))
    name = re.sub(r"^(the|el|la)\s+", "", re.sub(r"'s\b", "", name).strip())
    return re.sub(r"[^\w]+", " ", name).strip()


def score_names(
    tally: Tally,
    level: str,
    gold: Gold,
    mentions: Iterable[Mention],
    wanted: Iterable[str],
    free: Iterable[str],
) -> None:
    """One name is found if any surface form of a mention id, or its canonical name, equals it."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    label = level.upper()
    for mention in mentions:
        forms[mention.id or normal(mention.name or mention.text)] |= {
            form for form in (normal(mention.text), normal(mention.name or "")) if form
        }
    need = {normal(name): name for name in wanted}
    either = {normal(name) for name in free}
    hit: set[str] = set()
    for names in forms.values():
        matched = names & need.keys()
        hit |= matched
        if not matched and not names & either:
            made_up = min(names, default="")
            tally.extra(level, gold.id, label, made_up)
            tally.errors.append(Error(f"spurious {NOUNS[level]}", gold.id, label, "", made_up))
    for name in sorted(need):
        if name in hit:
            tally.right(level, gold.id, label)
        else:
            tally.missing(level, gold.id, label, need[name])
            start = gold.text.find(need[name])
            span = (start, start + len(need[name])) if start >= 0 else (None, None)
            tally.errors.append(Error(f"{NOUNS[level]} missed", gold.id, label, need[name], "", *span))


def score_mentions(tally: Tally, gold: Gold, mentions: Sequence[Mention]) -> None:
    """Operations, agencies, countries and those of them that took part."""
    by_label: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_label[mention.label].append(mention)
    score_names(tally, "operations", gold, by_label["OPERATION"], gold.operations, gold.operations_optional)
    score_names(tally, "agencies", gold, by_label["AGENCY"], gold.agencies, gold.agencies_optional)
    countries = by_label["COUNTRY"]
    tally.sets(
        "countries",
        gold.id,
        (("COUNTRY", m.id) for m in countries),
        (("COUNTRY", code) for code in gold.countries),
        (("COUNTRY", code) for code in gold.countries_optional),
    )
    tally.sets(
        "participants",
        gold.id,
        (("COUNTRY", m.id) for m in countries if TAKING_PART & set(m.roles)),
        (("COUNTRY", code) for code, roles in gold.countries.items() if TAKING_PART & set(roles)),
    )


def score_conflicts(tally: Tally, gold: Gold, conflicts: Iterable[Conflict]) -> None:
    """Pairs of kind and measure."""
    tally.sets(
        "conflicts",
        gold.id,
        ((c.measure, c.kind) for c in conflicts),
        ((c.measure, c.kind) for c in gold.conflicts),
        ((c.measure, c.kind) for c in gold.conflicts_optional),
    )
