"""The closed sets of the data model: labels, qualifiers, roles, statuses, conflict kinds.

Measures and units are open sets: they live in ``patterns/core/measures.yaml``, so
that a pack can add one without code.
"""

from __future__ import annotations

LABELS = ("OPERATION", "AGENCY", "COUNTRY", "PLACE", "DATE", "NOTICE")

COUNTRY_ROLES = ("participant", "lead", "location", "dateline", "mentioned")

QUALIFIERS = ("exact", "about", "more_than", "at_least", "less_than", "at_most", "range", "vague")

FIGURE_ROLES = ("total", "part", "background")

STATUSES = ("single", "repeated", "corroborated", "refined", "conflict", "updated", "summed")

CONFLICT_KINDS = (
    "different_values",
    "parts_exceed_total",
    "parts_short_of_total",
    "count_differs_from_list",
    "superseded",
)

RELEASE_STATUSES = ("ok", "empty", "rejected")
