"""``opledger judge`` and ``--judgements``: what a user says goes before everything else, and can be taken back."""

import json
from pathlib import Path
from typing import Any

import pytest

TEXTS = {
    "a": "Harbour Police arrested 16 men in Operation Tall Grass on Monday. They searched 12 flats.",
    "b": "River Police arrested 31 women in Operation Low Fence. They searched 44 barns.",
    "c": "Hill Police seized 77 cars and arrested 5 drivers.",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text().splitlines()]


def groups(opledger: Any, texts: Path, file: Path | None, out: Path) -> list[list[str]]:
    more = ["--judgements", file] if file else []
    ended = opledger("extract", texts, "--out", out, *more)
    assert ended.status == 0, ended.err
    return sorted([rid[0] for rid in o["release_ids"]] for o in rows(out, "operations"))


def ids(folder: Path) -> dict[str, str]:
    return {Path(r["path"]).stem: r["release_id"] for r in rows(folder, "releases")}


def test_judgements_link_and_part_and_are_taken_back(opledger: Any, texts: Path, tmp_path: Path) -> None:
    out, file = tmp_path / "out", tmp_path / "judged.jsonl"
    assert groups(opledger, texts, None, out) == [["a"], ["b"], ["c"]]
    own = ids(out)
    assert (
        opledger(
            "judge", "same", own["a"], own["c"], "--file", file, "--why", "same raid", "--who", "AB"
        ).status
        == 0
    )
    assert opledger("judge", "same", "Operation Low Fence", "tall grass", "--file", file).status == 0
    assert groups(opledger, texts, file, out) == [["a", "b", "c"]]
    assert "judgement" in {link["basis"] for link in rows(out, "links")}
    assert opledger("judge", "undo", own["c"], own["a"], "--file", file).status == 0
    assert groups(opledger, texts, file, out) == [["a", "b"], ["c"]]
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line.get("withdrawn", False) for line in lines] == [True, False]
    assert (lines[0]["why"], lines[0]["who"]) == ("same raid", "AB")
    listed = opledger("judge", "list", "--file", file)
    assert "Operation Low Fence" in listed.out and own["c"] not in listed.out


def test_releases_of_one_name_are_parted(opledger: Any, texts: Path, tmp_path: Path) -> None:
    (texts / "b.txt").write_text(TEXTS["b"].replace("Low Fence", "Tall Grass"))
    out, file = tmp_path / "out", tmp_path / "judged.jsonl"
    assert groups(opledger, texts, None, out) == [["a", "b"], ["c"]]
    own = ids(out)
    assert opledger("judge", "different", own["a"], own["b"], "--file", file).status == 0
    assert groups(opledger, texts, file, out) == [["a"], ["b"], ["c"]]
    assert opledger("judge", "same", own["c"], "Operation Tall Grass", "--file", file).status == 0
    assert groups(opledger, texts, file, out) in ([["a", "c"], ["b"]], [["a"], ["b", "c"]])


def test_a_judgement_on_nothing_here_is_noted(opledger: Any, texts: Path, tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text('# notes of May\n\n{"same": ["Operation Nowhere", "c"]}\n')
    ended = opledger("extract", texts, "--out", tmp_path / "out", "--judgements", file)
    assert ended.status == 0
    assert f"{file}, line 3: 'Operation Nowhere' or 'c' is no release" in ended.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("same a b", "line 2: no JSON"),
        ("[1]", "line 2: a judgement must be an object"),
        (
            '{"same": ["a", "b"], "different": ["a", "b"]}',
            "line 2: a judgement needs either 'same' or 'different'",
        ),
        ('{"same": ["a"]}', "line 2: 'same' must be a list of two texts"),
        ('{"same": ["a", "A"]}', "line 2: 'a' is judged against itself"),
        ('{"same": ["a", "b"], "wy": "x"}', "line 2: unknown key 'wy'"),
        ('{"same": ["a", "b"], "withdrawn": "yes"}', "line 2: 'withdrawn' must be true or false"),
        ('{"same": ["a", "b"], "why": 1}', "line 2: 'why' must be a text"),
        (
            '{"different": ["y", "x"]}',
            "line 2: 'y' and 'x' are judged different, but line 1 makes them the same",
        ),
    ],
)
def test_faulty_lines_are_named(opledger: Any, texts: Path, tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text('{"same": ["x", "y"]}\n' + line + "\n")
    ended = opledger("extract", texts, "--out", tmp_path / "out", "--judgements", file)
    assert ended.status == 2
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "out" / "releases.jsonl").exists()


def test_a_missing_file_of_judgements_is_said(opledger: Any, texts: Path, tmp_path: Path) -> None:
    ended = opledger("extract", texts, "--out", tmp_path / "out", "--judgements", tmp_path / "none.jsonl")
    assert ended.status == 2
    assert "none.jsonl: no such file of judgements" in ended.err


def test_contradictions_are_refused_when_written(opledger: Any, tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    for one, other in (("a", "b"), ("b", "c")):
        assert opledger("judge", "same", one, other, "--file", file).status == 0
    before = file.read_text()
    ended = opledger("judge", "different", "c", "a", "--file", file)
    assert ended.status == 2
    assert "line 3: 'c' and 'a' are judged different, but lines 1, 2 make them the same" in ended.err
    again = opledger("judge", "same", "B", "a", "--file", file)
    assert "line 1: 'B' and 'a' are judged same already" in again.err
    nothing = opledger("judge", "undo", "a", "c", "--file", file)
    assert nothing.status == 2 and "no judgement on 'a' and 'c' stands" in nothing.err
    assert file.read_text() == before
