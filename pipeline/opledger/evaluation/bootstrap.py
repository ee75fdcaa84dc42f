"""How sure a score is: confidence intervals and differences by drawing releases anew.

The bootstrap draws as many releases as there are, with replacement, again and again, and looks at how the score varies
(Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 13 and 16). Releases are drawn, and not single
figures, since the figures of one release stand and fall together. The draws start from a fixed seed: the same counts give
the same interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opledger.evaluation.tally import Count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS, SEED = 1000, 20240229
COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what a score lies in 95 of 100 draws, 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much a score rose (or fell, below 0), between what the rise lies, and how likely as much came by chance."""

    rise: float
    low: float
    high: float
    p: float


def _table(counts: Mapping[str, Count], releases: Sequence[str]) -> Floats:
    import numpy as np

    none = Count()
    rows = [counts.get(release, none) for release in releases]
    return np.array([[c.right, c.extra, c.missing] for c in rows], dtype=np.float64).reshape(-1, 3)


def _draws(releases: int, draws: int) -> Floats:
    """How often each release is drawn, a row a draw."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    return chance.multinomial(releases, np.full(releases, 1 / releases), size=draws).astype(np.float64)


def _f1(sums: Floats) -> Floats:
    """F1 of each row; not a number where there is nothing to find and nothing found."""
    import numpy as np

    right, extra, missing = sums[:, 0], sums[:, 1], sums[:, 2]
    total = 2 * right + extra + missing
    return np.divide(2 * right, total, out=np.full_like(total, np.nan), where=total > 0)


def interval(counts: Mapping[str, Count], releases: Sequence[str], draws: int = DRAWS) -> Interval:
    """The confidence interval of an F1.

    Args:
        counts: the count of each release; those left out count nothing, and draws without any count are passed over.
        releases: the ids of all releases evaluated.
        draws: how often to draw.

    Example:
        >>> interval({"a": Count(9, 1, 0), "b": Count(5, 5, 5)}, ["a", "b"]).low
        0.5
    """
    import numpy as np

    if not any(count.gold or count.extra for count in counts.values()):
        return Interval(0.0, 0.0)
    scores = _f1(_draws(len(releases), draws) @ _table(counts, releases))
    low, high = np.nanquantile(scores, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return Interval(float(low), float(high))


def difference(
    old: Mapping[str, Count], new: Mapping[str, Count], releases: Sequence[str], draws: int = DRAWS
) -> Difference:
    """The paired bootstrap test of two runs over the same releases.

    Every draw takes the same releases of both. ``p`` is two-sided: twice the share of draws in which the sign of the
    difference is not that of the whole, at most 1 (Koehn, Statistical significance tests for machine translation
    evaluation, 2004).
    """
    import numpy as np

    if not releases:
        return Difference(0.0, 0.0, 0.0, 1.0)
    before, after = _table(old, releases), _table(new, releases)
    weights = np.vstack([np.ones((1, len(releases))), _draws(len(releases), draws)])
    rises = np.nan_to_num(_f1(weights @ after)) - np.nan_to_num(_f1(weights @ before))
    rise, rises = float(rises[0]), rises[1:]
    low, high = np.quantile(rises, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    against = float(np.mean(rises <= 0)) if rise > 0 else float(np.mean(rises >= 0)) if rise < 0 else 0.5
    return Difference(rise, float(low), float(high), min(1.0, 2 * against))
