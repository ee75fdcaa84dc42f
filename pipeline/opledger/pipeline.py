"""The components as factories of spaCy, and the pipeline of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language

from opledger.docdata import register_extensions
from opledger.steps import COMPONENTS, no_collection

if TYPE_CHECKING:
    from opledger.figures.component import FigureFinder
    from opledger.layout.component import LayoutFinder
    from opledger.mentions.agencies import AgencyFinder
    from opledger.mentions.countries import CountryFinder
    from opledger.mentions.dates import DateFinder
    from opledger.mentions.operations import OperationFinder
    from opledger.mentions.resolve import MentionResolver
    from opledger.quantities.component import QuantityFinder

PACKS: dict[str, Sequence[str]] = {"packs": []}


@Language.factory("opledger_layout", assigns=["doc._.opledger", "token.is_sent_start"], default_config=PACKS)
def make_layout(nlp: Language, name: str, packs: list[str]) -> LayoutFinder:
    """Blocks, sentences, quotations and repeats."""
    from opledger.layout.component import LayoutFinder

    return LayoutFinder(nlp.vocab, name, packs)


@Language.factory(
    "opledger_quantities", assigns=["doc._.opledger"], default_config={**PACKS, "profile": None}
)
def make_quantities(nlp: Language, name: str, packs: list[str], profile: str | None) -> QuantityFinder:
    """Numbers with qualifier and unit."""
    from opledger.quantities.component import QuantityFinder

    return QuantityFinder(nlp.vocab, name, packs, profile)


@Language.factory("opledger_countries", assigns=["doc._.opledger"], default_config=PACKS)
def make_countries(nlp: Language, name: str, packs: list[str]) -> CountryFinder:
    """Countries, territories and places."""
    from opledger.mentions.countries import CountryFinder

    return CountryFinder(nlp.vocab, name, packs)


@Language.factory("opledger_agencies", assigns=["doc._.opledger"], default_config=PACKS)
def make_agencies(nlp: Language, name: str, packs: list[str]) -> AgencyFinder:
    """Agencies: gazetteer, productive forms, acronyms; and notices."""
    from opledger.mentions.agencies import AgencyFinder

    return AgencyFinder(nlp.vocab, name, packs)


@Language.factory("opledger_operations", assigns=["doc._.opledger"], default_config=PACKS)
def make_operations(nlp: Language, name: str, packs: list[str]) -> OperationFinder:
    """Names of operations."""
    from opledger.mentions.operations import OperationFinder

    return OperationFinder(nlp.vocab, name, packs)


@Language.factory("opledger_dates", assigns=["doc._.opledger"], default_config=PACKS)
def make_dates(nlp: Language, name: str, packs: list[str]) -> DateFinder:
    """Dates and intervals, relative ones against the release's date."""
    from opledger.mentions.dates import DateFinder

    return DateFinder(nlp.vocab, name, packs)


@Language.factory(
    "opledger_mentions", requires=["doc._.opledger"], assigns=["doc._.opledger"], default_config=PACKS
)
def make_mentions(nlp: Language, name: str, packs: list[str]) -> MentionResolver:
    """Overlaps settled, roles given, repeats marked, in text order."""
    from opledger.mentions.resolve import MentionResolver

    return MentionResolver(nlp.vocab, name, packs)


@Language.factory(
    "opledger_figures", requires=["doc._.opledger"], assigns=["doc._.opledger"], default_config=PACKS
)
def make_figures(nlp: Language, name: str, packs: list[str]) -> FigureFinder:
    """What each quantity counts, its role, places and parts."""
    from opledger.figures.component import FigureFinder

    return FigureFinder(nlp.vocab, name, packs)


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
