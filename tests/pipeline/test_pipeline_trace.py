"""``opledger.trace``: from a row to characters."""

import pytest

import opledger

TEXT = (
    "Nearly 400 held in raids\n\nOfficers arrested 396 people.\n\nIn Spain 120 were arrested, in France 290."
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trace")
    (folder / "raids.txt").write_text(TEXT, encoding="utf-8")
    return opledger.extract(folder)


def test_an_outcome_leads_to_the_characters_of_its_figures(tables):
    outcomes = tables["outcomes"]
    whole = outcomes[outcomes["release_id"].isna() & outcomes["place"].isna()].iloc[0]
    steps = opledger.trace(tables, whole["outcome_id"])
    assert [(s.side, s.text) for s in steps.itertuples()] == [
        ("supporting", "Nearly 400"),
        ("supporting", "396 people"),
        ("conflicting", "120"),
        ("conflicting", "290"),
    ]
    text = tables["releases"].loc[0, "text"]
    assert all(text[s.start : s.end] == s.text and s.sentence in text for s in steps.itertuples())
    assert set(steps["path"]) == {tables["releases"].loc[0, "path"]}


def test_every_row_leads_somewhere(tables):
    for table, key in (("outcomes", "outcome_id"), ("conflicts", "conflict_id")):
        assert len(tables[table])
        for row_id in tables[table][key]:
            assert len(opledger.trace(tables, row_id))


def test_a_conflict_has_one_side(tables):
    (first, *_) = tables["conflicts"]["conflict_id"]
    assert set(opledger.trace(tables, first)["side"]) == {"conflict"}


def test_an_unknown_row_is_refused(tables):
    with pytest.raises(KeyError, match="no outcome or conflict has the id 'o-0'"):
        opledger.trace(tables, "o-0")
