"""The components in their order, and the chain of them that the job sends its texts through.

Every component works on the text and on character offsets; tokens are there for others who build on spaCy's pipeline,
and cost more than all components together. In the job nobody asks for them, so that it goes without spaCy: the rows are
the same (a test compares them), a run starts in half the time and takes half as long, and a run of 10,000 quotation
marks, which takes spaCy's tokenizer 18 seconds, costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from opledger.collector import no_collection
from opledger.component import PatternComponent
from opledger.docdata import PlainDoc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

# Where the class of each component stands: a pipeline of some of them loads no others.
CLASSES = {
    "opledger_layout": ("opledger.layout.component", "LayoutFinder"),
    "opledger_quantities": ("opledger.quantities.component", "QuantityFinder"),
    "opledger_countries": ("opledger.mentions.countries", "CountryFinder"),
    "opledger_agencies": ("opledger.mentions.agencies", "AgencyFinder"),
    "opledger_operations": ("opledger.mentions.operations", "OperationFinder"),
    "opledger_dates": ("opledger.mentions.dates", "DateFinder"),
    "opledger_mentions": ("opledger.mentions.resolve", "MentionResolver"),
    "opledger_figures": ("opledger.figures.component", "FigureFinder"),
}
COMPONENTS = tuple(CLASSES)


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
        return Steps([make(name, packs, profile) for name in components])


def steps_of(pipeline: Language | Steps) -> Steps:
    """The components of opledger that stand in a pipeline of spaCy's."""
    if isinstance(pipeline, Steps):
        return pipeline
    return Steps([component for _, component in pipeline.pipeline if isinstance(component, PatternComponent)])


def make(
    component: str,
    packs: list[str],
    profile: str | None = None,
    vocab: Vocab | None = None,
    name: str | None = None,
) -> PatternComponent:
    """One component, with the packs and the profile it is to use, and the name that it has in a pipeline."""
    module, class_name = CLASSES[component]
    made: type[PatternComponent] = getattr(import_module(module), class_name)
    chosen = {"profile": profile} if component == "opledger_quantities" else {}
    return made(vocab, name or component, packs, **chosen)
