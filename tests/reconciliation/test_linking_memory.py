"""What linking keeps aside: it links as one that keeps everything in plain dicts, and keeps little in memory."""

from __future__ import annotations

import sys
import tracemalloc
from array import array
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import patterns
from opledger.compact import Seen, Texts, in_order
from opledger.pile import Pile
from opledger.reconciliation import blocking, comparing, shelf
from opledger.reconciliation.blocking import Keys, neighbours, together, unpaired
from opledger.reconciliation.clusters import Clusters, Sets
from opledger.reconciliation.dossiers import packed, unpacked
from opledger.reconciliation.linking import link
from opledger.reconciliation.reconcile import Reconciler, Records
from opledger.reconciliation.shelf import Shelf
from opledger.run.prints import Prints

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from made_up import made_up

QUICK = settings(max_examples=60, deadline=None)
WORDS = st.text("ab-é\ud800😀", max_size=4)


@QUICK
@given(st.lists(WORDS))
def test_texts_come_back_and_are_seen(words: list[str]) -> None:
    texts, seen = Texts(), Seen()
    for at, word in enumerate(words):
        assert (word in seen) == (word in words[:at])
        assert texts.add(word) == at
        seen.add(word)
    assert [texts[at] for at in range(len(texts))] == words


def test_many_texts_are_seen() -> None:
    seen = Seen()
    for number in range(5000):
        assert f"r{number}" not in seen
        seen.add(f"r{number}")
    assert all(f"r{number}" in seen for number in range(5000)) and "r5000" not in seen


@QUICK
@given(st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_numbers_are_put_in_order_run_by_run(values: list[int], run: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("opledger.compact.RUN", run)
        found = in_order(range(len(values)), values.__getitem__)
    assert list(found) == sorted(range(len(values)), key=values.__getitem__)


@QUICK
@given(st.lists(st.binary(max_size=5)), st.sampled_from((0, 12, 1000)))
def test_a_pile_gives_back_what_it_was_given(pieces: list[bytes], in_memory: int) -> None:
    pile = Pile(in_memory=in_memory)
    places = [pile.add(piece) for piece in pieces]
    assert list(pile) == pieces == [pile.at(place) for place in places]
    assert [pile.part(at, 1, len(piece)) for at, piece in zip(places, pieces, strict=True) if piece] == [
        piece[1:] for piece in pieces if piece
    ]
    pile.close()


@QUICK
@given(
    st.lists(st.lists(st.integers(0, 5).map(lambda n: n << 60 | n), max_size=4), max_size=30),
    st.integers(1, 4),
    st.integers(1, 9),
)
def test_keys_on_disk_give_the_pairs_of_a_dict(keys: list[list[int]], window: int, held: int) -> None:
    kept = Keys(held=held)
    plain: dict[int, list[int]] = defaultdict(list)
    for owner, own in enumerate(keys):
        kept.add(owner, own)
        for key in set(own):
            plain[key].append(owner)
    near = {(a, b) for own in plain.values() for x, a in enumerate(own) for b in own[x + 1 : x + 1 + window]}
    found = list(unpaired(together(neighbours(*part, window) for part in kept.parts())))
    kept.close()
    assert found == sorted(near)


@QUICK
@given(
    st.lists(st.sampled_from((-1, -1, 0, 1, 2)), min_size=2, max_size=9),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=14),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3),
)
def test_clusters_are_those_of_plain_sets(names, joins, apart) -> None:  # type: ignore[no-untyped-def]
    size = len(names)
    foes = {frozenset((a, b)) for a, b in apart if a != b and a < size and b < size}
    clusters = Clusters(array("i", names), [tuple(sorted(f)) for f in foes])
    plain = [{item} for item in range(size)]

    def of(item: int) -> set[int]:
        return next(own for own in plain if item in own)

    def held(own: set[int]) -> set[int]:
        return {names[item] for item in own if names[item] >= 0}

    for a, b, force in joins:
        if a >= size or b >= size:
            continue
        one, other = of(a), of(b)
        named = held(one) and held(other) and not held(one) & held(other) and not force
        parted = any(frozenset((x, y)) in foes for x in one for y in other)
        assert clusters.join(a, b, force) == (one is other or not (named or parted))
        if one is not other and not named and not parted:
            plain.remove(one)
            plain.remove(other)
            plain.append(one | other)
    for a, b in combinations(range(size), 2):
        assert (clusters.root(a) == clusters.root(b)) == (of(a) is of(b))
    assert [clusters.name(item) for item in range(size)] == [
        min(held(of(i)), default=-1) for i in range(size)
    ]


def test_the_least_of_a_set_stands_for_it() -> None:
    sets = Sets(5)
    sets.join(4, 2)
    sets.join(3, 4)
    assert [sets.root(item) for item in range(5)] == [0, 1, 2, 2, 2]


def dossiers(number: int):  # type: ignore[no-untyped-def]
    whole = Reconciler(patterns())
    for _, found in made_up(number):
        yield whole.dossier(Records(found.release, found.mentions, found.figures))


def linked(number: int):  # type: ignore[no-untyped-def]
    limits = Reconciler(patterns()).section.linking
    kept = Shelf()
    for item in dossiers(number):
        kept.add(shelf.file(item, limits))
    links = link(kept, limits)[1]
    return dict(links.operation), dict(links.source), list(links.rows()), list(links.groups())


def test_linking_on_disk_gives_what_linking_in_memory_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = linked(500)
    assert len(expected[2]) > 150  # there is something to link
    monkeypatch.setattr(shelf, "IN_MEMORY", 1000)
    monkeypatch.setattr(shelf, "AT_HAND", 3)
    monkeypatch.setattr(comparing, "AT_HAND", 3)
    monkeypatch.setattr(shelf, "Keys", lambda folder: Keys(folder, 100))
    monkeypatch.setattr(blocking, "CHUNK", 50)
    monkeypatch.setattr("opledger.compact.RUN", 7)
    assert linked(500) == expected


def test_dossiers_come_back_as_they_were() -> None:
    for item in dossiers(60):
        assert unpacked(packed(item)) == item


def test_little_is_kept_in_memory_of_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 1000)
    monkeypatch.setattr(shelf, "Keys", lambda folder: Keys(folder, 100))
    limits = Reconciler(patterns()).section.linking
    items = list(dossiers(500))
    tracemalloc.start()
    try:
        kept, before = Shelf(), tracemalloc.get_traced_memory()[0]
        for item in items:
            kept.add(shelf.file(item, limits))
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert held / len(items) < 700  # names and the ends of parts, of which long batches have fewer a release


def test_prints_tell_what_came_twice() -> None:
    prints = Prints()
    marks = [f"{number % 7:064x}" if number % 3 else f"{1 << 200 | number:064x}" for number in range(40)]
    for number, mark in enumerate(marks):
        prints.add(3 * number, mark)
    ends = [mark[:32] for mark in marks]
    assert [own // 3 for own, _ in prints.repeated()] == [
        n for n, end in enumerate(ends) if ends.count(end) > 1
    ]
