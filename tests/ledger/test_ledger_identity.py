"""Ids of operations: one each, kept where anything of the operation is left, the oldest where several meet."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from opledger.ledger.dossierform import DossierReader, Kept, to_json
from opledger.ledger.identity import Ids, Standing, assign
from opledger.patternfiles import load_patterns
from opledger.reading import read
from opledger.reconciliation.linking import Node
from opledger.reconciliation.reconcile import Reconciler, Records, agencies_of
from opledger.run import Options
from opledger.run.job import analyse

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def clusters_of(homes: dict[int, int]) -> dict[str, list[Node]]:
    """Clusters from the number of each release's cluster, named as linking might."""
    found: dict[str, list[Node]] = defaultdict(list)
    for release, home in sorted(homes.items()):
        found[f"op-{home}"].append((f"r{release}", None))
    return dict(found)


def standing_after(
    clusters: dict[str, list[Node]], ids: Ids, before: dict[str, Standing]
) -> dict[str, Standing]:
    """The operations of a ledger once ids are given."""
    last = max((s.born for s in before.values()), default=0)
    born = {own: last + at for at, own in enumerate(sorted(ids.new), 1)}
    return {
        own: Standing(before[own].born if own in before else born[own], tuple(clusters[cluster]))
        for cluster, own in ids.ledger.items()
    }


HOMES = st.dictionaries(st.integers(0, 12), st.integers(0, 5), max_size=12)


@settings(max_examples=200)
@given(rounds=st.lists(HOMES, min_size=1, max_size=4))
def test_every_operation_has_one_id_and_keeps_it(rounds: list[dict[int, int]]) -> None:
    standing: dict[str, Standing] = {}
    former: set[str] = set()
    for homes in rounds:
        clusters = clusters_of(homes)
        ids = assign(clusters, standing, former)
        assert ids.ledger.keys() == clusters.keys()
        assert len(set(ids.ledger.values())) == len(clusters)
        # Each operation that stood there is kept, merged or gone, and just one of these.
        ends = Counter([*(i for i in ids.ledger.values() if i in standing), *ids.merged, *ids.gone])
        assert ends == Counter(standing.keys())
        assert not set(ids.new) & standing.keys()
        for own, into in ids.merged.items():
            assert standing[into].born < standing[own].born
        for own in ids.gone:
            assert not {rid for rid, _ in standing[own].nodes} & {f"r{release}" for release in homes}
        # Where nothing has changed, nothing does.
        after = standing_after(clusters, ids, standing)
        again = assign(clusters, after, former | ids.merged.keys())
        assert (again.ledger, again.merged, again.gone, again.new) == (ids.ledger, {}, [], [])
        former = (former | ids.merged.keys()) - set(ids.ledger.values())
        standing = after


@pytest.mark.parametrize(
    ("clusters", "kept"),
    [
        ({"op-lantern": [("a", "lantern")]}, {"op-lantern": "op-1"}),  # a name instead of none
        ({"op-b": [("a", None), ("b", None), ("c", None)]}, {"op-b": "op-1"}),  # two become one: the older
        ({"op-1": [("b", None)], "op-b": [("a", None)]}, {"op-1": "op-2", "op-b": "op-1"}),  # names swapped
        (
            {"op-a": [("a", None)], "op-2": [("x", None)], "op-y": [("b", None)]},
            {"op-a": "op-1", "op-y": "op-2"},
        ),
    ],
)
def test_cases(clusters: dict[str, list[Node]], kept: dict[str, str]) -> None:
    standing = {"op-1": Standing(1, (("a", None),)), "op-2": Standing(2, (("b", None),))}
    ids = assign(clusters, standing)
    assert kept.items() <= ids.ledger.items()
    assert len(set(ids.ledger.values())) == len(clusters)


def test_dossiers_come_back_from_json_as_they_were(nlp: Language) -> None:
    reconciler, reader = Reconciler(load_patterns()), DossierReader()
    releases = read([str(path) for path in sorted((SEEDS / "dev").glob("b1-*.txt"))])
    seen = 0
    for found in analyse(releases, Options(nlp=nlp)):
        records = Records(found.release, found.mentions, found.figures)
        dossier = reconciler.dossier(records)
        assert dossier is not None
        kept = Kept(dossier, Counter(agencies_of(records)), ("europol",))
        back = reader.read(dossier.release_id, json.loads(json.dumps(to_json(kept))))
        assert back == kept
        seen += bool(back.dossier.sketch and back.dossier.small)
    assert seen > 3
