"""Figures: what each quantity counts, of what, where, in which role.

Read ``reader`` first: its steps are the other modules, in this order.

1. Words: ``lexicon`` (patterns to a table of word forms), ``items`` (a sentence as tagged items), ``phrases`` (the noun phrase
   behind a number), ``groups`` (numbers of one row), ``tables`` and ``legends`` (column and row of a number), ``release`` (text
   and data of a release, cut into these).
2. What a number counts: ``case`` (a number with what is known of it so far), ``labels`` (words elsewhere that say what it
   counts), ``stuff`` (what an amount is of), ``names`` (numbers that count nothing), ``earlier`` (figures so far),
   ``governors`` (which events could govern it), ``worth`` (what sums are said of), ``decide`` (frames: event and noun to a
   measure), ``elided`` (a verb with the noun said before), ``inherit`` (the measure of the number before), ``choosing`` (which of these ways is tried when), ``making`` (the figure).
3. In the sentence: ``narrowing`` (cues and countries of its figures) with ``scope`` (cues), ``geography`` (countries of the
   release) and ``places`` (the countries of a figure).
4. In the release: ``onedrug`` (the drug that amounts leave unnamed), ``setting`` (its lead, operations), ``past`` (what is told of
   a time before), ``roles`` and ``totals`` (totals, parts, background, repeats) with ``kindcells`` (what counts the same),
   ``sums``, ``more`` (what comes on top) and ``corrected``, ``relations`` (subsets, partitions, sources, lists of countries).

``component`` is the spaCy component that runs the reader.
"""
