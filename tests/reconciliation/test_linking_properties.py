"""Order, repetition and strangers do not change which releases are put together; a user's word always holds."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import fig, mention, patterns, release
from opledger.reconciliation import reconcile
from opledger.reconciliation.judgements import Judgement
from opledger.records import Figure, Mention, Release

NAMES = (None, None, None, "Lantern", "Lantern II", "Lantern 2", "Lantern III", "Harvest")
DAYS = (None, "2021-05-01", "2021-05-03", "2021-06-20", "2022-05-02", "2024-01-01")
VALUES = {"arrests": (4, 123, 125, 6558), "searches": (7, 57, 412), "devices_seized": (18, 240, 1999)}
QUICK = settings(max_examples=80, deadline=None)

Kit = tuple[list[Release], list[Mention], list[Figure]]


@st.composite
def kits(draw: st.DrawFn) -> Kit:
    """A few releases that share names, agencies, countries, days and figures at random."""
    releases, mentions, figures = [], [], []
    for number in range(draw(st.integers(2, 7))):
        rid = f"r{number}"
        publisher = draw(st.sampled_from((None, "The Courier", "Harbour News")))
        releases.append(release(rid, draw(st.sampled_from(DAYS)), publisher=publisher))
        name = draw(st.sampled_from(NAMES))
        if name:
            mentions.append(mention("OPERATION", name, rid, 5))
        mentions += [
            mention("AGENCY", a, rid, 50) for a in draw(st.sets(st.sampled_from(("Europol", "FBI"))))
        ]
        countries = draw(st.sets(st.sampled_from(("ITA", "ESP"))))
        mentions += [mention("COUNTRY", c, rid, 60, id=c, roles=("participant",)) for c in sorted(countries)]
        words = draw(st.sampled_from(("one two three four five six", f"{rid} seven eight nine ten eleven")))
        for at, (measure, values) in enumerate(VALUES.items()):
            if draw(st.integers(0, 3)):
                value = draw(st.sampled_from(values))
                sentence = f"{words} {measure} {value} in the end"
                figures.append(
                    fig(measure, value, rel=rid, id=f"{rid}:{at}", start=100 + at, sentence=sentence)
                )
    return releases, mentions, figures


def together(result) -> dict[str, tuple[str, ...]]:
    return {o.operation_id: o.release_ids for o in result.operations}


@QUICK
@given(kits(), st.randoms(use_true_random=False))
def test_order_does_not_matter(kit, chance):
    releases, mentions, figures = kit
    expected = reconcile(releases, mentions, figures, patterns())
    for items in (releases, mentions, figures):
        chance.shuffle(items)
    assert reconcile(releases, mentions, figures, patterns()) == expected


@QUICK
@given(kits(), st.sampled_from(("a-copy", "z-copy")))
def test_a_release_fed_twice_changes_nothing_else(kit, rid):
    releases, mentions, figures = kit
    before = reconcile(releases, mentions, figures, patterns())
    own = releases[0].release_id
    after = reconcile(
        [*releases, replace(releases[0], release_id=rid, duplicate_of=own)],
        [
            *mentions,
            *(
                replace(m, release_id=rid, mention_id=f"{rid}{n}")
                for n, m in enumerate(mentions)
                if m.release_id == own
            ),
        ],
        [
            *figures,
            *(
                replace(f, release_id=rid, figure_id=f"{rid}{f.start}")
                for f in figures
                if f.release_id == own
            ),
        ],
        patterns(),
    )
    left = {o: tuple(r for r in rids if r != rid) for o, rids in together(after).items()}
    assert left == together(before)
    for table in ("outcomes", "conflicts"):
        assert [row for row in getattr(after, table) if row.release_id != rid] == list(getattr(before, table))


@QUICK
@given(kits())
def test_a_stranger_changes_nothing_else(kit):
    releases, mentions, figures = kit
    before = reconcile(releases, mentions, figures, patterns())
    after = reconcile(
        [*releases, release("stranger", "2021-05-02")],
        [
            *mentions,
            mention("AGENCY", "Coast Guard", "stranger", 9),
            mention("OPERATION", "Tall Grass", "stranger", 5),
        ],
        [
            *figures,
            fig("drugs_seized", 77, rel="stranger", id="s1"),
            fig("arrests", 31, rel="stranger", id="s2"),
        ],
        patterns(),
    )
    assert together(after) == together(before) | {"op-tall-grass": ("stranger",)}
    for table in ("outcomes", "conflicts"):
        own = [row for row in getattr(after, table) if row.operation_id != "op-tall-grass"]
        assert own == list(getattr(before, table))
    assert [link for link in after.links if link.release_id != "stranger"] == list(before.links)


@QUICK
@given(kits())
def test_every_release_has_an_operation_and_no_operation_has_two_names(kit):
    result = reconcile(*kit, patterns())
    held = [rid for rids in together(result).values() for rid in rids]
    assert sorted(held) == sorted(r.release_id for r in kit[0])
    names = {m.release_id: m.name.replace("2", "II") for m in kit[1] if m.label == "OPERATION"}
    for rids in together(result).values():
        found = {names[rid] for rid in rids if rid in names}
        # A bare name may mean an edition.
        assert len(found - {"Lantern"}) <= 1
        assert "Lantern" not in found or found <= {"Lantern", "Lantern II", "Lantern III"}


@QUICK
@given(kits(), st.data())
def test_a_users_word_holds(kit, data):
    ids = [r.release_id for r in kit[0]]
    one, other = data.draw(st.sampled_from(list(combinations(ids, 2))))
    same = data.draw(st.booleans())
    result = reconcile(*kit, patterns(), [Judgement(same, one, other)])
    held = [rids for rids in together(result).values() if {one, other} & set(rids)]
    assert len(held) == (1 if same else 2)
    again = reconcile(*kit, patterns(), [])
    assert again == reconcile(*kit, patterns())


@QUICK
@given(kits())
def test_links_say_what_the_operations_say(kit):
    result = reconcile(*kit, patterns())
    groups = together(result)
    for link in result.links:
        if link.linked:
            assert link.release_id in groups[link.operation_id]
            assert link.through is None or link.through in groups[link.operation_id]
        else:
            assert link.release_id not in groups[link.operation_id]
            assert link.through in groups[link.operation_id]
    explained = {link.release_id for link in result.links if link.linked}
    assert explained == {rid for rids in groups.values() if len(rids) > 1 for rid in rids}
    assert len({link.link_id for link in result.links}) == len(result.links)
