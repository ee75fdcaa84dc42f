"""Perfect figures must give the gold's outcomes.

Gold has no marks for denied figures and sources, so measures that the text corrects are left out of the conflicts
here, and a few statuses are out of reach.
"""

import pytest
from gold_ledger import golds, to_figures, to_mentions, to_release

from ledger import patterns
from opledger.evaluation.names import score_conflicts
from opledger.evaluation.outcomes import free_rows, score_links, score_rows
from opledger.evaluation.tally import Tally
from opledger.reconciliation import reconcile

FLOORS = {"outcomes": 0.95, "status": 0.90, "conflicts": 0.75, "linked": 0.95}


@pytest.fixture(scope="module")
def tally():
    found = golds()
    if not found:
        pytest.skip("no gold here")
    result = reconcile(
        [to_release(g) for g in found],
        [m for g in found for m in to_mentions(g)],
        [f for g in found for f in to_figures(g)],
        patterns(),
    )
    tally = Tally()
    for gold in found:
        rows = [o for o in result.outcomes if o.release_id == gold.id]
        score_rows(tally, gold.id, gold.outcomes, free_rows(gold), rows)
        corrected = {c.measure for c in gold.conflicts if c.kind == "superseded"}
        clashes = [c for c in result.conflicts if c.release_id == gold.id and c.measure not in corrected]
        others = [c for c in gold.conflicts if c.measure not in corrected]
        score_conflicts(tally, gold.model_copy(update={"conflicts": others}), clashes)
    score_links(tally, found, {g.id: g.id for g in found}, list(result.operations))
    return tally


@pytest.mark.parametrize("level", FLOORS)
def test_perfect_figures_give_the_gold(tally, level):
    worst = [f"{f.release} {f.what} {f.key} {f.item}" for f in tally.faults if f.level == level][:10]
    assert tally.levels[level].f1 >= FLOORS[level], "\n".join(worst)
