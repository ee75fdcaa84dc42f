"""The smallest set of statements that must go before the rest can all be true.

Statements are intervals, one a variable; limits are sums that must not be positive ("the parts less their whole").
With one limit the answer is closed-form: one statement goes. With more, it is the solution of a mixed-integer program,
by HiGHS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

from opledger.reconciliation.model import Interval

# How far a sum may be out, as a share of the largest number, in closed form and in the solver; what that is held to.
SLACK, LOOSE, TOLERANCE = 1e-9, 1e-7, 1e-9
# Sums of sums of sums go no deeper.
DEEPEST = 8
# So many statements are told apart by strength; the weights of more would be too near to each other.
TOLD_APART = 24


@dataclass(frozen=True, slots=True)
class Limit:
    """A sum that must not be positive: the values of ``plus`` less those of ``minus`` (positions of statements)."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]

    def excess(self, statements: Sequence[Interval]) -> float:
        """By how much the statements break the limit at the least; nothing where they need not.

        Example:
            >>> Limit((0, 1), (2,)).excess([Interval(11, 11), Interval(12, 12), Interval(20, 20)])
            3
        """
        return max(
            sum(max(statements[i].low, 0) for i in self.plus) - sum(statements[i].high for i in self.minus), 0
        )


def smallest_removal(statements: Sequence[Interval], limits: Sequence[Limit]) -> tuple[int, ...]:
    """The positions of the fewest statements without which the rest can all be true.

    Of several smallest sets, the one that leaves the strongest statement standing, then the next strongest, and so on.

    Args:
        statements: what each statement leaves possible, the strongest first; counts, so never under 0.
        limits: the sums that hold between them.

    Example:
        >>> smallest_removal([Interval(20, 20), Interval(11, 11), Interval(12, 12)], [Limit((1, 2), (0,))])
        (2,)
    """
    scale = max((abs(b) for s in statements for b in (s.low, s.high) if isfinite(b)), default=0.0)
    broken = [limit for limit in limits if limit.excess(statements) > SLACK * scale]
    if not broken:
        # A limit alone can be met by each statement's nearest end, but several share their statements.
        return () if len(limits) < 2 else _solved(statements, limits, scale)
    if len({frozenset((frozenset(each.plus), frozenset(each.minus))) for each in limits}) == len(broken) == 1:
        # What is left out can take any value, and so meets the sum from the other side too.
        return _of_one(statements, broken[0], scale)
    return _solved(statements, limits, scale)


def _of_one(statements: Sequence[Interval], limit: Limit, scale: float) -> tuple[int, ...]:
    """One statement is enough: any that the excess would vanish without. The weakest of those goes."""
    excess = limit.excess(statements) - SLACK * scale
    enough = [i for i in limit.plus if max(statements[i].low, 0) >= excess]
    enough += [i for i in limit.minus if isfinite(statements[i].high)]
    return (max(enough),)


def _solved(statements: Sequence[Interval], limits: Sequence[Limit], scale: float) -> tuple[int, ...]:
    model, gone = _model(statements, limits, scale or 1.0)
    # Each counts for one and a little, the stronger for more than all weaker together: few go, and the weakest.
    weights = [1 + 0.5 ** (at + 1) for at in range(min(len(gone), TOLD_APART))]
    weights += [weights[-1]] * (len(gone) - len(weights))
    terms = [weight * variable for weight, variable in zip(weights, gone, strict=True)]
    model.minimize(sum(terms[1:], terms[0]))
    return tuple(at for at, variable in enumerate(gone) if model.val(variable) > 0.5)


def _model(statements: Sequence[Interval], limits: Sequence[Limit], scale: float) -> tuple[Any, list[Any]]:
    """The program: a value and a switch for each statement; a statement that is switched off binds nothing."""
    # Imported here: few texts get so far, and no others should wait for it.
    import highspy

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    for option in ("primal_feasibility_tolerance", "mip_feasibility_tolerance"):
        model.setOptionValue(option, TOLERANCE)
    for option in ("mip_rel_gap", "mip_abs_gap"):
        model.setOptionValue(option, 0.0)
    # No value need be larger than all finite bounds together, twice over for each sum that another sum can enter.
    most = sum(abs(b) for s in statements for b in (s.low, s.high) if isfinite(b)) / scale + 1
    most *= 2 ** min(len(limits), DEEPEST)
    values = [model.addVariable(lb=0, ub=most) for _ in statements]
    gone = [model.addBinary() for _ in statements]
    for statement, value, off in zip(statements, values, gone, strict=True):
        if statement.low > 0 and statement.low != inf:
            model.addConstr(value + most * off >= statement.low / scale)
        if isfinite(statement.high):
            model.addConstr(value - most * off <= statement.high / scale)
    for limit in limits:
        terms = [values[i] + 0 for i in limit.plus] + [-1 * values[i] for i in limit.minus]
        model.addConstr(sum(terms[1:], terms[0]) <= LOOSE)
    return model, gone
