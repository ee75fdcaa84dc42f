"""Ids and copies: a release is called the same whatever else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.reading import fingerprint, mark_copies, originals, read
from opledger.reading.identity import Ids, digest, slug


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Raid 12_B", "raid-12-b"),
        ("2024/03/Río Seco", "2024-03-río-seco"),
        ("…", "release"),
        ("", "release"),
        ("ＲＡＩＤ", "raid"),
        ("x" * 80, "x" * 60),
        ("y" * 59 + "-zzz", "y" * 59),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(alphabet=st.characters()))
def test_any_text_has_a_digest_and_a_fingerprint(text: str) -> None:
    assert len(digest(text)) == len(fingerprint(text)) == 64


def test_an_id_does_not_depend_on_the_batch_or_the_place(tmp_path: Path) -> None:
    write(tmp_path / "one", {"a.txt": "One held.", "b.txt": "Two held."})
    write(tmp_path / "two", {"deep/b.txt": "Two held.", "c.txt": "Three held."})
    alone = next(read([str(tmp_path / "one/b.txt")])).release_id
    assert alone == f"b-{digest('Two held.')[:8]}"
    assert alone in [r.release_id for r in read([str(tmp_path / "one")])]
    assert alone in [r.release_id for r in read([str(tmp_path / "two")])]


def test_same_name_and_text_in_two_folders(tmp_path: Path) -> None:
    write(tmp_path, {"in/a/x.txt": "One held.", "in/b/x.txt": "One held.", "in/c/x.txt": "One held."})
    write(tmp_path, {"moved/b/x.txt": "One held.", "moved/a/x.txt": "One held."})
    a, b, c = (r.release_id for r in read([str(tmp_path / "in")]))
    assert len({a, b, c}) == 3
    assert b.startswith(f"{a}-") and c.startswith(f"{a}-")
    assert [r.release_id for r in read([str(tmp_path / "moved")])] == [a, b]


def test_same_names_below_different_inputs_still_differ(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}/x.txt": "One held." for n in range(5)})
    ids = [r.release_id for r in read([str(tmp_path / f"{n}/x.txt") for n in range(5)])]
    assert len(set(ids)) == 5


def test_ids_never_run_out_of_tails() -> None:
    ids = Ids()
    assert len({ids.give("x", "0" * 64, "same/path", "same/") for _ in range(40)}) == 40


COPIES = {
    "a.txt": "Nine held.\r\nTwo freed.",
    "b.txt": "NINE  held. Two freed.\n",
    "c.txt": "Nine held. Three freed.",
    "d.txt": "nine held.\ntwo\tfreed.",
    "e.txt": "",
    "f.txt": " ",
}


def test_copies_point_to_the_first_by_id_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, COPIES)
    releases = list(read([str(tmp_path)]))
    marked = mark_copies(releases)
    ids = {Path(r.path).name: r.release_id for r in releases}
    assert {Path(r.path).name: r.duplicate_of for r in marked} == {
        "a.txt": None,
        "b.txt": ids["a.txt"],
        "c.txt": None,
        "d.txt": ids["a.txt"],
        "e.txt": None,
        "f.txt": None,
    }
    assert mark_copies(releases[::-1]) == marked[::-1]


def test_originals_from_fingerprints_alone() -> None:
    assert originals([("c", "1"), ("a", "1"), ("b", "2"), ("b2", "1")]) == {"b2": "a", "c": "a"}
    assert originals([]) == {}
