"""Layout of a release: blocks, sentences, quotations and repeats.

Start with ``component`` (the spaCy component); it calls the modules in this order: ``lines`` (lines, and which of them
are one broken line), ``tables`` (cells that stand one a line), ``kinds`` (what each block is; ``headlines`` and ``results``
help it), ``structure`` (datelines cut off, headings, lists), ``repeats``, ``sentences``, ``quotes``. ``cues`` holds the
compiled patterns of ``patterns/core/layout.yaml``.
"""
