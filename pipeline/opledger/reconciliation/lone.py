"""Things seized of which a text states one number only, and that of a part ("in Salford, 64 passports were found").

People and raids have a total in the lead before their parts are told; what was found on them is often said in passing.
Where no other number of a measure stands in the text, that one is all that is known of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from opledger.reconciliation.choice import choose, narrowed
from opledger.reconciliation.model import Cell, Claim, Verdict


def lone_statements(
    cells: Sequence[Cell], known: frozenset[str], measures: frozenset[str]
) -> list[tuple[Cell, Verdict]]:
    """The verdicts on cells that nothing speaks for but a part, where that part is all that is stated of its measure.

    Args:
        cells: all cells of a scope.
        known: the measures that have a verdict already.
        measures: measures of things that are told in passing.
    """
    of_measure: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        of_measure[cell.measure].append(cell)
    found = []
    for measure, own in sorted(of_measure.items()):
        if measure in known or measure not in measures or len(own) > 1 or own[0].place is not None:
            continue
        claims = [c for c in own[0].claims if not c.denied]
        if claims and len({c.bounds for c in claims}) == 1 and all(map(_bare, claims)):
            found.append((own[0], choose(claims)))
    return found


def _bare(claim: Claim) -> bool:
    figure = claim.figure
    return (
        not (narrowed(claim) or figure.implicit or figure.places or claim.correction)
        and figure.part_of is None
    )
