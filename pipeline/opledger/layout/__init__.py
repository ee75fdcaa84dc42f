"""Layout of a release: blocks, sentences, quotations and repeats.

Start with ``component`` (the spaCy component). It calls the modules in this order:

1. ``lines``: lines, and which of them are one broken line;
2. ``tables``: cells that stand one a line;
3. ``kinds``: what each block is, with the help of ``headlines`` and ``results``;
4. ``structure``: datelines cut off, headings, list openings, corrections;
5. ``repeats``, ``sentences``, ``quotes``.

``cues`` holds the compiled patterns of ``patterns/core/layout.yaml``.
"""
