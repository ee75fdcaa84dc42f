"""Figures: what each quantity counts, of what, where, in which role.

Read in this order: ``lexicon`` (patterns to a table of word forms), ``items`` (a sentence as tagged items), ``phrases``
(the noun phrase behind a number), ``governors`` (which event governs it), ``decide`` (frame and measure), ``scope`` (role,
places, parts), ``component`` (the spaCy component that runs them).
"""
