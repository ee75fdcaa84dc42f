"""From verdicts to rows: outcomes with their status, and the conflicts inside a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.choice import converted
from opledger.reconciliation.explain import explain, listed, number, stated
from opledger.reconciliation.ids import digest
from opledger.reconciliation.model import Cell, Claim, Verdict
from opledger.records import Conflict, Outcome


@dataclass(frozen=True, slots=True)
class Scope:
    """What rows are drawn from: one release of an operation, or (``release_id`` None) all of them.

    ``family`` gives each release who vouches for it: its publisher, or that of the text that it is a near copy of.
    """

    operation_id: str
    release_id: str | None
    family: Mapping[str, str]

    def source(self, claim: Claim) -> str:
        """Who vouches for a claim: the source named in the text, else the publisher, else the text itself."""
        release_id = claim.figure.release_id
        own = self.family.get(release_id) or claim.release.publisher or release_id
        return f"{own}|{claim.source or ''}"


def status_of(verdict: Verdict, scope: Scope) -> str:
    """The first status that holds of updated, conflict, refined, corroborated, repeated, single."""
    if any(c.corrects for c in verdict.supporting):
        return "updated"
    if len(verdict.supporting) == 1 and not verdict.losing and not verdict.superseded:
        return "single"
    if verdict.superseded:
        return "updated"
    if verdict.losing:
        return "conflict"
    chosen = verdict.chosen
    explicit = [c for c in verdict.supporting if c.figure.implicit == chosen.figure.implicit]
    # "545 kg (1,202 lb)" is one statement.
    explicit = [c for c in explicit if c is chosen or not converted(c) or converted(chosen)]
    if any((c.bounds, c.figure.qualifier) != (chosen.bounds, chosen.figure.qualifier) for c in explicit):
        return "refined"
    if _told_apart(explicit, scope):
        return "corroborated"
    return "repeated" if len(explicit) > 1 else "single"


def _told_apart(claims: Sequence[Claim], scope: Scope) -> bool:
    named = {c.source for c in claims if c.source}
    if len(named) > 1:
        return True
    return len({scope.source(c).split("|")[0] for c in claims}) > 1


Remark = tuple[str, Sequence[Claim]]


def outcome_of(
    cell: Cell,
    verdict: Verdict,
    status: str,
    scope: Scope,
    section: ReconciliationSection,
    remarks: Sequence[Remark] = (),
) -> Outcome:
    """The row of a cell; ``remarks`` are sentences on what other rows say to it, with the claims that speak against it."""
    figure = verdict.chosen.figure
    by_substance = cell.measure in section.by_substance or cell.measure in section.value_of_substance
    substance = _first_substance(verdict) if by_substance else None
    named = [c.figure.object or c.head for c in (verdict.chosen, *verdict.supporting) if c.words]
    kind = named[0] if named and not substance and cell.measure in section.by_kind else None
    kept = {c.figure.figure_id for c in verdict.supporting}
    against = [c for _, claims in remarks for c in claims if c.figure.figure_id not in kept]
    clashing = [*verdict.losing, *verdict.superseded, *against]
    return Outcome(
        outcome_id=row_id("o-", scope, *_address(cell)),
        operation_id=scope.operation_id,
        release_id=scope.release_id,
        measure=cell.measure,
        place=cell.place,
        object=kind,
        unit=cell.unit,
        substance=substance,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        status=status,
        implicit=all(c.figure.implicit for c in verdict.supporting),
        explanation=" ".join([explain(verdict, status), *(text for text, _ in remarks)]),
        supporting=_ids(verdict.supporting),
        conflicting=_ids(clashing),
        release_ids=tuple(sorted({c.figure.release_id for c in (*verdict.supporting, *clashing)})),
    )


def conflicts_of(cell: Cell, verdict: Verdict, scope: Scope) -> list[Conflict]:
    """The clashes inside a cell: different values, and values replaced."""
    found = []
    for kind, others in (("different_values", verdict.losing), ("superseded", verdict.superseded)):
        if not others:
            continue
        figures = _ids([*verdict.supporting, *others])
        verb = "replaces" if kind == "superseded" else "cannot be squared with"
        reason = f"; {verdict.rule}" if kind == "different_values" else ""
        several = len({c.figure.release_id for c in (*verdict.supporting, *others)}) > 1
        found.append(
            make_conflict(
                scope,
                kind,
                cell.measure,
                figures,
                max(abs(verdict.chosen.number - other.number) for other in others),
                f"{stated(verdict.chosen)} {verb} {listed(others, several)}{reason}.",
            )
        )
    if not verdict.superseded:
        found += [unseen_correction(c, scope) for c in verdict.supporting if c.corrects][:1]
    return found


def unseen_correction(claim: Claim, scope: Scope) -> Conflict:
    """The conflict of a figure with a number that it replaces, and that is no figure itself."""
    old = "an earlier number" if claim.replaces is None else number(claim.replaces)
    difference = None if claim.replaces is None else abs(claim.number - claim.replaces)
    text = f"{stated(claim)} replaces {old}, as the text says."
    return make_conflict(
        scope, "superseded", claim.figure.measure, (claim.figure.figure_id,), difference, text
    )


def make_conflict(
    scope: Scope,
    kind: str,
    measure: str,
    figures: tuple[str, ...],
    difference: float | None,
    explanation: str,
) -> Conflict:
    """A conflict row, its id made from what it is about."""
    if difference is not None and float(difference).is_integer():
        difference = int(difference)
    return Conflict(
        conflict_id=row_id("c-", scope, kind, measure, *figures),
        operation_id=scope.operation_id,
        release_id=scope.release_id,
        kind=kind,
        measure=measure,
        figures=figures,
        difference=difference,
        explanation=explanation[:1].upper() + explanation[1:],
    )


def row_id(prefix: str, scope: Scope, *address: object) -> str:
    """The id of a row: a hash of its operation and of what it is about, then the release that it is drawn from."""
    own = prefix + digest(scope.operation_id, *address)
    return own if scope.release_id is None else f"{own}@{scope.release_id}"


R = TypeVar("R", Outcome, Conflict)


def of_operation(row: R) -> R:
    """The row of an operation with one release, from the row of that release."""
    columns = {name: getattr(row, name) for name in row.columns()}
    kind = "outcome_id" if isinstance(row, Outcome) else "conflict_id"
    columns |= {"release_id": None, kind: columns[kind].partition("@")[0]}
    return type(row)(**columns)


def _address(cell: Cell) -> tuple[object, ...]:
    return (cell.measure, cell.place, cell.unit, " ".join(sorted(cell.words)))


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.figure.figure_id for c in claims))


def _first_substance(verdict: Verdict) -> str | None:
    claims = (verdict.chosen, *verdict.supporting)
    return next((c.figure.substance for c in claims if c.figure.substance), None)
