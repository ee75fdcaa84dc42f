"""The components in their order, and the chain of them that the job sends its texts through.

Every component works on the text and on character offsets; tokens are there for others who build on spaCy's pipeline,
and cost more than all components together. In the job nobody asks for them, so that it goes without spaCy: the rows are
the same (a test compares them), a run starts in half the time and takes half as long, and a run of 10,000 quotation
marks, which takes spaCy's tokenizer 18 seconds, costs nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opledger.component import PatternComponent
from opledger.docdata import PlainDoc

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENTS = (
    "opledger_layout",
    "opledger_quantities",
    "opledger_countries",
    "opledger_agencies",
    "opledger_operations",
    "opledger_dates",
    "opledger_mentions",
    "opledger_figures",
)


class Steps:
    """Components, to be called one after the other on a text.

    Args:
        components: the components, in their order.

    Example:
        >>> steps = load_steps()
        >>> [f["measure"] for f in steps(PlainDoc("Police arrested 144 people.")).user_data["opledger"]["figures"]]
        ['arrests']
    """

    def __init__(self, components: Iterable[PatternComponent]) -> None:
        self.components = tuple(components)

    def __call__(self, doc: PlainDoc) -> PlainDoc:
        for component in self.components:
            doc = component(doc)
        return doc


def load_steps(
    patterns: Iterable[str] = (), profile: str | None = None, components: Sequence[str] = COMPONENTS
) -> Steps:
    """All components, or those named.

    Args:
        patterns: names or paths of pattern packs beside ``core``.
        profile: how words without a number ("dozens") and "about" are read; None for what the packs choose.
        components: those to have, in their order.

    Raises:
        PatternError: if a pack or profile can't be found or breaks its schema.
    """
    packs = [str(pack) for pack in patterns]
    with no_collection():
        return Steps([_made(name, packs, profile) for name in components])


def steps_of(pipeline: Language | Steps) -> Steps:
    """The components of opledger that stand in a pipeline of spaCy's."""
    if isinstance(pipeline, Steps):
        return pipeline
    return Steps([component for _, component in pipeline.pipeline if isinstance(component, PatternComponent)])


def _made(name: str, packs: list[str], profile: str | None) -> PatternComponent:
    from opledger.figures.component import FigureFinder
    from opledger.layout.component import LayoutFinder
    from opledger.mentions.agencies import AgencyFinder
    from opledger.mentions.countries import CountryFinder
    from opledger.mentions.dates import DateFinder
    from opledger.mentions.operations import OperationFinder
    from opledger.mentions.resolve import MentionResolver
    from opledger.quantities.component import QuantityFinder

    if name == "opledger_quantities":
        return QuantityFinder(None, name, packs, profile)
    others: dict[str, type[PatternComponent]] = {
        "opledger_layout": LayoutFinder,
        "opledger_countries": CountryFinder,
        "opledger_agencies": AgencyFinder,
        "opledger_operations": OperationFinder,
        "opledger_dates": DateFinder,
        "opledger_mentions": MentionResolver,
        "opledger_figures": FigureFinder,
    }
    return others[name](None, name, packs)


@contextmanager
def no_collection() -> Iterator[None]:
    """Garbage collection off: loading makes many small objects that all stay, and each round walks them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
