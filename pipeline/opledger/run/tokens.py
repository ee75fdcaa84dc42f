"""A text as a Doc for the job, which reads characters and no tokens.

Every component of opledger works on the text and on character offsets; tokens are there for others who build on the
pipeline, and cost more than all components together. In the job nobody else looks at the Doc, so the whole text is
one token: the rows are the same (a test compares them), in half the time, and a run of 10,000 quotation marks, which
takes spaCy's tokenizer 18 seconds, costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@lru_cache(maxsize=1)
def _bare(vocab: Vocab) -> Vocab:
    """A vocabulary over the same strings that asks nothing of a word: is it a number, an address, a stop word?"""
    from spacy.vocab import Vocab

    return Vocab(strings=vocab.strings)


def make_doc(nlp: Language, text: str) -> Doc:
    """A Doc of one token whose ``text`` equals ``text``; no tokens for an empty one."""
    from spacy.tokens import Doc

    vocab = _bare(nlp.vocab)
    return Doc(vocab, words=[text], spaces=[False]) if text else Doc(vocab)


@contextmanager
def forgetting(nlp: Language) -> Iterator[None]:
    """Forget the texts of the Docs made inside, and what the components added to the vocabulary, at the end.

    The Docs must not be used afterwards. See ``spacy.Language.memory_zone``.
    """
    with nlp.memory_zone(), _bare(nlp.vocab).memory_zone():
        yield
