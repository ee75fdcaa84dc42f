"""People of one event added up: kinds beside each other, told again, on top, inside one another, in summaries."""

from __future__ import annotations

from typing import Any

import pytest

from ledger import fig, release
from opledger.patternfiles import Patterns
from opledger.patternfiles.load import load_patterns
from opledger.reconciliation import reconcile
from opledger.records import Outcome

ADDING = {
    "measures": ["arrests"],
    "kinds": {"heads": ["captain"]},
    "above": 1,
    "definite": ["both"],
    "owners": ["his"],
    "including": ["including"],
    "summaries": [r"\bfour raids\b"],
}

Said = tuple[str, str, float, str, dict[str, Any]]


def said(sentence: str, text: str, value: float, qualifier: str = "exact", **more: Any) -> Said:
    return sentence, text, value, qualifier, more


LEAD = "They held a captain and two divers."
CASES = {
    "kinds of one sentence": (3, [said(LEAD, "captain", 1), said(LEAD, "divers", 2)]),
    "told again": (2, [said("They held two divers.", "divers", 2), said("Two divers it was.", "divers", 2)]),
    "a larger count of the same": (4, [said("Two divers.", "divers", 2), said("Four divers.", "divers", 4)]),
    "on top": (3, [said("Two divers.", "divers", 2), said("Another.", "divers", 1, additional=True)]),
    "on top, told again": (
        3,
        [
            said("Two divers.", "divers", 2),
            said("Another.", "divers", 1, additional=True),
            said("That other one.", "divers", 1, additional=True),
        ],
    ),
    "the captain is one of them": (
        4,
        [
            said("Four divers, including a captain.", "Four divers", 4),
            said("Four divers, including a captain.", "captain", 1, kind="captain"),
        ],
    ),
    "the captain told of again": (
        3,
        [
            said("Three divers.", "divers", 3),
            *[said(LEAD, "captain", 1, definite=True), said(LEAD, "divers", 2)],
        ],
    ),
    "both": (
        3,
        [said(LEAD, "captain", 1), said(LEAD, "divers", 2), said("Held both divers.", "both divers", 2)],
    ),
    "two of his men": (
        3,
        [said("A captain.", "captain", 1), said("Two.", "two of his men", 2, partitive=True)],
    ),
    "two of the men": (3, [said("Three men.", "men", 3), said("Two.", "two of the men", 2, partitive=True)]),
    "more than": (11, [said("More than 10.", "divers", 10, "more_than")]),
    "sum of several events": (
        2,
        [said("In four raids 30 divers were held.", "30 divers", 30), said("Two divers.", "divers", 2)],
    ),
    "nothing but a sum": (30, [said("In four raids 30 divers were held.", "30 divers", 30)]),
    "vague": (
        4,
        [
            said("A captain and several divers.", "captain", 1),
            said("A captain and several divers.", "divers", 3, "vague"),
        ],
    ),
    "headline left aside": (2, [said("Nine!", "divers", 9, headline=True), said("Two divers.", "divers", 2)]),
}


def outcomes(figures: list[Said], measure: str = "arrests") -> list[Outcome]:
    made = [
        fig(measure, value, qualifier, text=text, sentence=sentence, **{"kind": text.split()[-1], **more})
        for sentence, text, value, qualifier, more in figures
    ]
    raw = dict(load_patterns().raw)
    raw["reconciliation"] = {**raw["reconciliation"], "adding": ADDING}
    found = reconcile([release("r1")], [], made, Patterns(raw, ("core",))).outcomes
    return [o for o in found if o.release_id == "r1" and o.place is None]


@pytest.mark.parametrize(("total", "figures"), CASES.values(), ids=CASES)
def test_sum(total: float, figures: list[Said]) -> None:
    assert [o.low for o in outcomes(figures)] == [total]


def test_a_sum_says_what_it_rests_on() -> None:
    (row,) = outcomes([said(LEAD, "captain", 1), said(LEAD, "divers", 2)])
    assert (row.status, row.value, row.qualifier, len(row.supporting)) == ("summed", 3, "exact", 2)
    assert "“captain”" in row.explanation
    assert "“divers”" in row.explanation


def test_a_single_count_stays_as_it_is() -> None:
    (row,) = outcomes([said("Two divers.", "divers", 2)])
    assert row.status == "single"


def test_other_measures_are_not_added_up() -> None:
    assert all(o.status != "summed" for o in outcomes([said(LEAD, "a", 1), said(LEAD, "b", 2)], "deaths"))
