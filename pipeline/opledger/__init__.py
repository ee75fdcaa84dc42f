"""opledger reads police press releases and turns them into a dataset that one can trust.

``load`` gives the spaCy pipeline, ``quantities`` the numbers of a text, ``extract`` the tables as pandas
DataFrames, ``mark_spans`` the spans for displacy, ``trace`` the way back from a row to the characters that state it. Nothing heavy is imported until one of them is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from opledger.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["__version__", "extract", "load", "mark_spans", "quantities", "trace"]


def load(patterns: Iterable[str] = (), profile: str | None = None) -> Language:
    """The spaCy pipeline with every opledger component; see :func:`opledger.pipeline.load`."""
    from opledger.pipeline import load as load_pipeline

    return load_pipeline(patterns, profile)


def quantities(text: str) -> list[dict[str, Any]]:
    """Every number of a text that states a quantity.

    Percentages and money are included; ordinals, dates and numbers inside names are not.

    Args:
        text: any text.

    Returns:
        Dicts with ``start``, ``end``, ``text``, ``value``, ``low``, ``high``, ``qualifier``, ``unit``, by start.

    Example:
        >>> [(q["text"], q["low"], q["high"]) for q in quantities("Nearly 300 held, up to a dozen sought")]
        [('Nearly 300', 300, 300), ('up to a dozen', None, 12)]
    """
    from opledger.quantities import quantities as find

    return find(text)


def extract(
    inputs: Any,
    patterns: Iterable[str] = (),
    profile: str | None = None,
    judgements: str | Path | None = None,
    decisions: str | Path | None = None,
) -> dict[str, pd.DataFrame]:
    """Read, extract and reconcile; the tables as DataFrames.

    Args:
        inputs: a path, a glob, or several of them, as on the command line.
        patterns: names or paths of pattern packs beside ``core``.
        profile: how words without a number ("dozens") and "about" are read; None for what the packs choose.
        judgements: a file in which a user says which releases are on one operation.
        decisions: a file of what a reviewer decided on figures and operations.

    Returns:
        Table name (``releases``, ``mentions``, ``figures``, ``outcomes``, ``operations``, ``conflicts``) to DataFrame.
    """
    from opledger.run import extract as run_extract

    return run_extract(inputs, patterns, profile, judgements, decisions)


def trace(tables: Mapping[str, pd.DataFrame], row_id: str) -> pd.DataFrame:
    """The figures behind one row of ``outcomes`` or ``conflicts``, each with the characters that state it.

    Args:
        tables: the tables, as :func:`extract` gives them.
        row_id: an ``outcome_id`` or a ``conflict_id``.

    Returns:
        One row a figure, with ``side`` (``supporting``, ``conflicting``, or ``conflict``), the release and its ``path``,
        ``start`` and ``end`` in its text, ``text``, ``sentence``, the bounds, and the rule that read it.

    Example:
        >>> trace(extract("releases/"), "o-3f2a09c1be44")[["side", "path", "text"]]  # doctest: +SKIP
    """
    from opledger.run.trace import trace as run_trace

    return run_trace(tables, row_id)


def mark_spans(doc: Doc, figures: bool = True, mentions: bool = True) -> dict[str, Any]:
    """Put what was found into ``doc.spans["opledger"]``, where displacy and other tools for spans look.

    Args:
        doc: what the pipeline of :func:`load` made.
        figures, mentions: what to put there; a figure's label is its measure.

    Returns:
        Options for ``spacy.displacy.render`` with ``style="span"``: the key of the spans, and a colour for each label.

    Example:
        >>> doc = load()("Police arrested 16 people in Portugal.")
        >>> options = mark_spans(doc)
        >>> [(span.text, span.label_) for span in doc.spans["opledger"]]
        [('16 people', 'arrests'), ('Portugal', 'COUNTRY')]
    """
    from opledger.run.spans import mark_spans as mark

    return mark(doc, figures, mentions)
