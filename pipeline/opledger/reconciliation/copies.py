"""Near copies: releases with nearly the same words, whoever put them out, which are one piece of evidence.

Only sentences with figures are looked at: they are the evidence, and they are all that is kept of a long text.
Candidates come from MinHash (``rensa``) and from equal sentences, never from all pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import eq
from zlib import crc32

from rensa import RMinHash

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.blocking import key_of
from opledger.records import Figure

WORDS = re.compile(r"\w+")
# MinHash: how many hashes make a sketch, and how many of them a key. Texts that share half of their word triples have
# a key in common in two of three cases, those that share seven tenths in 99 of 100.
HASHES, ROWS, SEED = 64, 4, 4
# Fewer triples than these tell nothing.
FEWEST = 8

# The hashes of a sketch, four bytes each: of 200,000 releases these are in memory at once.
Sketch = bytes
HASH = 4


def wordings(figures: Iterable[Figure], limits: Linking) -> list[list[str]]:
    """The words of each longer sentence with a figure, every sentence once, in text order."""
    found = (WORDS.findall(sentence.casefold()) for sentence in dict.fromkeys(f.sentence for f in figures))
    return [words for words in found if len(words) >= limits.sentence_words]


def sentence_marks(sentences: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """Hashes of sentences: of copied texts, most of these are the same."""
    return tuple(sorted({crc32(" ".join(words).encode()) for words in sentences}))


def sketch(sentences: Sequence[Sequence[str]]) -> Sketch:
    """The MinHash of the triples of words of some sentences; empty where they are too few.

    Example:
        >>> sketch([["a", "b", "c"]])
        b''
    """
    triples = {" ".join(t) for words in sentences for t in zip(words, words[1:], words[2:], strict=False)}
    if len(triples) < FEWEST:
        return b""
    minhash = RMinHash(num_perm=HASHES, seed=SEED)
    minhash.update(sorted(triples))
    return b"".join(h.to_bytes(HASH, "big") for h in minhash.digest())


def bands(own: Sketch) -> list[int]:
    """The keys of a sketch: similar texts are likely to have one in common."""
    width = ROWS * HASH
    return [key_of("band", at, own[at : at + width]) for at in range(0, len(own), width)]


def similarity(one: Sketch, other: Sketch) -> float:
    """The share of word triples that two texts have in common, estimated.

    Example:
        >>> similarity(b"aaaabbbbccccdddd", b"aaaabbbbcccceeee")
        0.75
    """
    if not one or not other:
        return 0.0
    same: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return same / (len(one) // HASH)
