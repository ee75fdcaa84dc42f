"""Order, repetition and subsets do not matter."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import fig, mention, patterns, release
from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation import reconcile
from opledger.reconciliation.claims import ClaimMaker
from opledger.records import Figure

MEASURES = ("arrests", "searches", "devices_seized", "drugs_seized")
QUALIFIERS = ("exact", "exact", "exact", "about", "more_than", "at_most", "vague")
RELEASES = ("a", "b", "c")
QUICK = settings(max_examples=60, deadline=None)


@st.composite
def figures(draw: st.DrawFn) -> list[Figure]:
    """A few figures of three releases, many of them on the same cell."""
    found = []
    for number in range(draw(st.integers(1, 10))):
        measure = draw(st.sampled_from(MEASURES))
        drug = measure == "drugs_seized"
        found.append(
            fig(
                measure,
                draw(st.sampled_from((3, 20, 85, 96, 97, 100, 104, 200, 6500, 6558))),
                draw(st.sampled_from(QUALIFIERS)),
                rel=draw(st.sampled_from(RELEASES)),
                id=f"f{number}",
                start=100 * (number + 1),
                role=draw(st.sampled_from(("total", "total", "part", "background"))),
                places=draw(st.sampled_from(((), (), ("FRA",), ("ITA",), ("FRA", "ITA")))),
                substance=draw(st.sampled_from(("cocaine", "heroin"))) if drug else None,
                object=draw(st.sampled_from((None, "phones", "laptops")))
                if measure == "devices_seized"
                else None,
                headline=draw(st.booleans()),
                denied=draw(st.integers(0, 9)) == 0,
                correction=draw(st.integers(0, 9)) == 0,
                implicit=draw(st.integers(0, 9)) == 0,
                partition=draw(st.sampled_from((None, None, "p"))),
            )
        )
    return found


def ledger(found, days=("2024-05-01", "2024-05-02", None)):
    releases = [release(rid, day) for rid, day in zip(RELEASES, days, strict=True)]
    return releases, [mention("OPERATION", "Lantern", rid) for rid in RELEASES]


def rows(result, without=()):
    return {
        "outcomes": [o for o in result.outcomes if o.release_id not in without],
        "conflicts": [c for c in result.conflicts if c.release_id not in without],
    }


@QUICK
@given(figures(), st.randoms(use_true_random=False))
def test_order_does_not_matter(found, chance):
    releases, mentions = ledger(found)
    expected = reconcile(releases, mentions, found, patterns())
    for items in (releases, mentions, found):
        chance.shuffle(items)
    assert reconcile(releases, mentions, found, patterns()) == expected


@QUICK
@given(figures())
def test_a_release_fed_twice_changes_no_other_row(found):
    releases, mentions = ledger(found)
    expected = rows(reconcile(releases, mentions, found, patterns()))
    copy = replace(releases[0], release_id="a-copy", duplicate_of="a")
    copied = [
        replace(f, figure_id=f"copy-{f.figure_id}", release_id="a-copy") for f in found if f.release_id == "a"
    ]
    again = reconcile(
        [*releases, copy],
        [*mentions, mention("OPERATION", "Lantern", "a-copy")],
        [*found, *copied],
        patterns(),
    )
    assert rows(again, without=("a-copy",)) == expected


@QUICK
@given(figures())
def test_an_unrelated_release_changes_no_other_row(found):
    releases, mentions = ledger(found)
    before = reconcile(releases, mentions, found, patterns())
    other = [fig("arrests", 11, rel="z", id="z1", start=1), fig("searches", 45, rel="z", id="z2", start=2)]
    after = reconcile([*releases, release("z")], mentions, [*found, *other], patterns())
    new = {o.operation_id for o in after.operations} - {o.operation_id for o in before.operations}
    assert len(new) == 1
    assert [o for o in after.operations if o.operation_id not in new] == list(before.operations)
    assert [o for o in after.outcomes if o.operation_id not in new] == list(before.outcomes)
    assert [c for c in after.conflicts if c.operation_id not in new] == list(before.conflicts)


@QUICK
@given(figures())
def test_ids_are_unique_and_lead_to_figures(found):
    releases, mentions = ledger(found)
    result = reconcile(releases, mentions, found, patterns())
    ids = [o.outcome_id for o in result.outcomes]
    assert len(ids) == len(set(ids))
    assert len({c.conflict_id for c in result.conflicts}) == len(result.conflicts)
    known = {f.figure_id for f in result.figures}
    for outcome in result.outcomes:
        assert outcome.supporting and known.issuperset(outcome.supporting + outcome.conflicting)
        assert not set(outcome.supporting) & set(outcome.conflicting)
    assert {f.operation_id for f in result.figures} <= {o.operation_id for o in result.operations}


@QUICK
@given(figures())
def test_the_chosen_value_lies_within_every_supporting_claim(found):
    releases, mentions = ledger(found)
    result = reconcile(releases, mentions, found, patterns())
    maker = ClaimMaker(patterns().get(ReconciliationSection), {})
    by_id = {f.figure_id: f for f in found}
    for outcome in result.outcomes:
        if outcome.status == "summed":
            continue
        claims = [
            next(maker.claims(by_id[i], releases[0], ""))
            for i in outcome.supporting
            if len(by_id[i].places) < 2
        ]
        chosen = [c for c in claims if c.bounds == (outcome.low, outcome.high)]
        assert all(one.interval.meets(c.interval) for c in claims for one in chosen)


@QUICK
@given(figures())
def test_the_chosen_value_is_that_of_a_figure_and_no_loser_agrees_with_all_that_support_it(found):
    """The set of claims left out is minimal: none of them could be put back."""
    found = [f for f in found if not (f.extras["denied"] or f.extras["correction"] or f.implicit)]
    releases, mentions = ledger(found)
    maker = ClaimMaker(patterns().get(ReconciliationSection), {})
    by_id = {f.figure_id: f for f in found}
    for outcome in reconcile(releases, mentions, found, patterns()).outcomes:
        if outcome.status == "summed" or "The parts named" in outcome.explanation:
            continue
        assert (outcome.low, outcome.high) in {(by_id[i].low, by_id[i].high) for i in outcome.supporting}
        kept = [next(maker.claims(by_id[i], releases[0], "")) for i in outcome.supporting]
        for loser in outcome.conflicting:
            claim = next(maker.claims(by_id[loser], releases[0], ""))
            assert not all(claim.interval.meets(c.interval) for c in kept) or claim.figure.places


@QUICK
@given(figures())
def test_ids_depend_on_content_alone(found):
    """Other words in the explanation, another order, another run: the ids are the same."""
    releases, mentions = ledger(found)
    first = reconcile(releases, mentions, found, patterns())
    again = reconcile(releases[::-1], mentions, [replace(f, rule="other") for f in found], patterns())
    assert [o.outcome_id for o in again.outcomes] == [o.outcome_id for o in first.outcomes]
    assert [c.conflict_id for c in again.conflicts] == [c.conflict_id for c in first.conflicts]
    assert [o.operation_id for o in again.operations] == [o.operation_id for o in first.operations]


@QUICK
@given(figures())
def test_the_supporting_figures_alone_give_the_same_value(found):
    found = [f for f in found if len(f.places) < 2 and not f.extras["denied"] and not f.extras["correction"]]
    releases, mentions = ledger(found)
    for outcome in reconcile(releases, mentions, found, patterns()).outcomes:
        kept = [f for f in found if f.figure_id in outcome.supporting]
        again = reconcile(releases, mentions, kept, patterns())
        same = [
            o
            for o in again.outcomes
            if (o.operation_id, o.release_id, o.measure, o.place)
            == (outcome.operation_id, outcome.release_id, outcome.measure, outcome.place)
        ]
        assert (outcome.value, outcome.low, outcome.high) in [(o.value, o.low, o.high) for o in same]
