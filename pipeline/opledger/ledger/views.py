"""Views for the questions that people ask of a ledger."""

from __future__ import annotations

VIEWS: dict[str, str] = {
    "operation_totals": """
        SELECT o.operation_id, p.name AS operation, o.measure, o.object, o.substance, o.value, o.low, o.high,
               o.qualifier, o.unit, o.status, o.explanation, p.first_published, p.last_published, o.outcome_id
        FROM outcomes o JOIN operations p ON p.operation_id = o.operation_id
        WHERE o.release_id IS NULL AND o.place IS NULL""",
    "country_totals": """
        SELECT o.place AS country, o.measure, o.object, o.substance, o.value, o.low, o.high, o.qualifier, o.unit,
               o.status, o.operation_id, p.name AS operation, p.first_published, o.outcome_id
        FROM outcomes o JOIN operations p ON p.operation_id = o.operation_id
        WHERE o.release_id IS NULL AND o.place IS NOT NULL""",
    "publisher_values": """
        SELECT r.publisher, o.operation_id, p.name AS operation, o.measure, o.place, o.object, o.value, o.low,
               o.high, o.qualifier, o.unit, o.status, r.published, r.title, o.release_id, o.outcome_id
        FROM outcomes o JOIN releases r ON r.release_id = o.release_id
        JOIN operations p ON p.operation_id = o.operation_id""",
    "conflict_texts": """
        SELECT c.conflict_id, c.operation_id, p.name AS operation, c.kind, c.measure, c.explanation,
               f.value, f.low, f.high, f.unit, f.text, f.sentence, r.publisher, r.published, r.path,
               f.start, f."end", f.release_id, f.figure_id
        FROM conflicts c JOIN operations p ON p.operation_id = c.operation_id
        JOIN conflict_figures l ON l.conflict_id = c.conflict_id
        JOIN figures f ON f.figure_id = l.figure_id
        JOIN releases r ON r.release_id = f.release_id
        WHERE c.release_id IS NULL""",
    "outcome_texts": """
        SELECT o.outcome_id, o.operation_id, o.measure, o.place, l.side, f.value, f.low, f.high, f.unit, f.text,
               f.sentence, r.publisher, r.published, r.path, f.start, f."end", f.release_id, f.figure_id
        FROM outcomes o JOIN outcome_figures l ON l.outcome_id = o.outcome_id
        JOIN figures f ON f.figure_id = l.figure_id
        JOIN releases r ON r.release_id = f.release_id
        WHERE o.release_id IS NULL""",
    "rejected_releases": """
        SELECT r.release_id, r.path, r.error, w.run_id, u.started AS added
        FROM releases r JOIN release_workings w ON w.release_id = r.release_id
        JOIN runs u ON u.run_id = w.run_id
        WHERE r.status = 'rejected'""",
    "possible_links": """
        SELECT l.link_id, l.operation_id, p.name AS operation, l.release_id, l.through, l.basis, l.confidence, l.reasons
        FROM links l JOIN operations p ON p.operation_id = l.operation_id
        WHERE NOT l.linked""",
    "merged_operations": """
        SELECT f.operation_id, f.merged_into, p.name AS operation, f.run_id, u.started AS merged
        FROM former_operations f JOIN operations p ON p.operation_id = f.merged_into
        JOIN runs u ON u.run_id = f.run_id""",
}  # fmt: skip
