"""The components as factories of spaCy, and the pipeline of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language

from opledger.collector import no_collection
from opledger.docdata import register_extensions
from opledger.steps import COMPONENTS, make

if TYPE_CHECKING:
    from opledger.component import PatternComponent

PACKS: dict[str, Sequence[str]] = {"packs": []}


@Language.factory("opledger_layout", assigns=["doc._.opledger", "token.is_sent_start"], default_config=PACKS)
def make_layout(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """Blocks, sentences, quotations and repeats."""
    return make("opledger_layout", packs, None, nlp.vocab, name)


@Language.factory(
    "opledger_quantities", assigns=["doc._.opledger"], default_config={**PACKS, "profile": None}
)
def make_quantities(nlp: Language, name: str, packs: list[str], profile: str | None) -> PatternComponent:
    """Numbers with qualifier and unit."""
    return make("opledger_quantities", packs, profile, nlp.vocab, name)


@Language.factory("opledger_countries", assigns=["doc._.opledger"], default_config=PACKS)
def make_countries(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """Countries, territories and places."""
    return make("opledger_countries", packs, None, nlp.vocab, name)


@Language.factory("opledger_agencies", assigns=["doc._.opledger"], default_config=PACKS)
def make_agencies(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """Agencies: gazetteer, productive forms, acronyms; and notices."""
    return make("opledger_agencies", packs, None, nlp.vocab, name)


@Language.factory("opledger_operations", assigns=["doc._.opledger"], default_config=PACKS)
def make_operations(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """Names of operations."""
    return make("opledger_operations", packs, None, nlp.vocab, name)


@Language.factory("opledger_dates", assigns=["doc._.opledger"], default_config=PACKS)
def make_dates(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """Dates and intervals, relative ones against the release's date."""
    return make("opledger_dates", packs, None, nlp.vocab, name)


@Language.factory(
    "opledger_mentions", requires=["doc._.opledger"], assigns=["doc._.opledger"], default_config=PACKS
)
def make_mentions(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """Overlaps settled, roles given, repeats marked, in text order."""
    return make("opledger_mentions", packs, None, nlp.vocab, name)


@Language.factory(
    "opledger_figures", requires=["doc._.opledger"], assigns=["doc._.opledger"], default_config=PACKS
)
def make_figures(nlp: Language, name: str, packs: list[str]) -> PatternComponent:
    """What each quantity counts, its role, places and parts."""
    return make("opledger_figures", packs, None, nlp.vocab, name)


def load(
    patterns: Iterable[str] = (), profile: str | None = None, components: Sequence[str] = COMPONENTS
) -> Language:
    """The whole pipeline: ``spacy.blank("en")`` with every opledger component.

    Args:
        patterns: names or paths of pattern packs beside ``core``.
        profile: how words without a number ("dozens") and "about" are read; None for what the packs choose.
        components: those to have, in their order.

    Raises:
        PatternError: if a pack or profile can't be found or breaks its schema.

    Example:
        >>> nlp = load()
        >>> [f["measure"] for f in nlp("Police arrested 144 people.")._.opledger["figures"]]
        ['arrests']
    """
    register_extensions()
    packs = [str(pack) for pack in patterns]
    with no_collection():
        nlp = spacy.blank("en")
        nlp.max_length = 100_000_000
        for component in components:
            chosen = {"profile": profile} if component == "opledger_quantities" else {}
            nlp.add_pipe(component, config={"packs": packs, **chosen})
    return nlp
