"""A text as a Doc for the job, which reads characters and no tokens.

Every component of opledger works on the text and on character offsets; tokens are there for others who build on the
pipeline, and cost more than all components together. In the job nobody else looks at the Doc, so the whole text is
one token: the rows are the same (a test compares them), in half the time, and a run of 10,000 quotation marks, which
takes spaCy's tokenizer 18 seconds, costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def make_doc(nlp: Language, text: str) -> Doc:
    """A Doc of one token whose ``text`` equals ``text``; no tokens for an empty one."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=[text], spaces=[False]) if text else Doc(nlp.vocab)
