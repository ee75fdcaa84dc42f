"""A text as tokens, in bounded time.

spaCy's tokenizer peels punctuation off a word one character at a time and looks at the whole rest of the word each
time: a run of 10,000 quotation marks takes it 18 seconds, of 20,000 a minute and a half. No word of a release is that
long, so a longer run of characters without white space becomes one token unpeeled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Addresses on the web reach some hundred characters; at this length spaCy still needs under 0.2 seconds.
LONGEST_WORD = 1000

_TOO_LONG = re.compile(rf"\S{{{LONGEST_WORD},}} ?")


def make_doc(nlp: Language, text: str) -> Doc:
    """The Doc of a text, tokenised; ``doc.text`` equals ``text``."""
    first = _TOO_LONG.search(text)
    if first is None:
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for run in _TOO_LONG.finditer(text, first.start()):
        _add(nlp, text[at : run.start()], words, spaces)
        words.append(run.group().rstrip(" "))
        spaces.append(run.group().endswith(" "))
        at = run.end()
    _add(nlp, text[at:], words, spaces)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _add(nlp: Language, part: str, words: list[str], spaces: list[bool]) -> None:
    for token in nlp.make_doc(part):
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
