"""JSON and JSON Lines: known keys to columns, others kept; a bad item is rejected alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.reading import ReadOptions, read
from opledger.reading.formats.objects import draft_of, iso_date
from opledger.records import Release

FULL = {
    "id": "rel-7",
    "title": "Harbour sweep",
    "published": "2024-03-14",
    "publisher": "Port Police",
    "url": "https://port.example/7",
    "text": "Nine held.\r\nTwo freed.",
    "desk": ["crime", 4],
}


def read_file(
    folder: Path, name: str, content: str | bytes, options: ReadOptions | None = None
) -> list[Release]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([str(path)], options))


def check_full(release: Release) -> None:
    assert release.text == FULL["text"]
    assert (release.title, release.published, release.publisher) == (
        "Harbour sweep",
        "2024-03-14",
        "Port Police",
    )
    assert release.metadata == {"url": "https://port.example/7", "desk": ["crime", 4]}
    assert release.release_id.startswith("rel-7-")


@pytest.mark.parametrize(
    ("name", "content", "tail"),
    [
        ("one.json", json.dumps(FULL), ""),
        ("one.json", "\ufeff" + json.dumps(FULL, indent=1), ""),
        ("list.json", json.dumps([FULL]), "#1"),
        ("lines.jsonl", json.dumps(FULL) + "\n", ":1"),
        ("lines.ndjson", "\n  \n" + json.dumps(FULL), ":3"),
        ("wide.jsonl", json.dumps(FULL).encode("utf-16"), ":1"),
        ("unknown.data", json.dumps(FULL), ""),
    ],
)
def test_a_full_object(tmp_path: Path, name: str, content: str | bytes, tail: str) -> None:
    (release,) = read_file(tmp_path, name, content)
    check_full(release)
    assert release.path == f"{(tmp_path / name).as_posix()}{tail}"


def test_a_bad_line_is_rejected_alone(tmp_path: Path) -> None:
    lines = [
        '{"text": "One held."}',
        '{"text": "cut off',
        "",
        "[1, 2]",
        '{"id": "x9", "title": "no text"}',
        '{"text": 5}',
        '{"text": null}',
        '{"text": "  "}',
        "[" * 100_000,
        '{"n": ' + "9" * 5000 + "}",
        '{"text": "' + "y" * 300 + '"}',
        '{"text": "' + "z" * 3000 + '"}',
        '{"text": "Last held."}',
    ]
    releases = read_file(tmp_path, "n.jsonl", "\r\n".join(lines), ReadOptions(max_bytes=250))
    found = {int(r.path.rpartition(":")[2]): (r.status, r.error) for r in releases}
    assert 3 not in found
    assert found[1] == found[13] == ("ok", None)
    assert found[2] == ("rejected", "not valid JSON: Unterminated string starting at (character 10)")
    assert found[4] == ("rejected", 'not an object but a list; write {"text": "..."}')
    assert found[5] == ("rejected", "the object has no `text`")
    assert found[6] == ("rejected", "`text` is a number, not a string")
    assert found[7] == ("rejected", "`text` is null, not a string")
    assert found[8] == ("empty", "nothing but white space")
    assert found[9][0] == found[10][0] == "rejected"
    over = ("rejected", "longer than the limit of 250 bytes; raise the limit with --max-bytes")
    assert found[11] == found[12] == over
    assert next(r for r in releases if r.path.endswith(":5")).release_id.startswith("x9-")


def test_deep_nesting_is_a_reason(tmp_path: Path) -> None:
    deep = '{"text": "One held.", "more": ' + "[" * 50_000 + "]" * 50_000 + "}"
    for name, path in (("d.jsonl", "d.jsonl:1"), ("d.json", "d.json")):
        (release,) = read_file(tmp_path, name, deep)
        assert (release.status, release.error) == ("rejected", "not readable as JSON: nested too deeply")
        assert release.path.endswith(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[]", []),
        (" [ ] ", []),
        ('[{"text": "A"}, 7, {"text": "B"}]', ["A", "!not an object but a number", "B"]),
        ('[{"text": "A"}, {"text": B}]', ["A", "!not valid JSON"]),
        ('[{"text": "A"} {"text": "B"}]', ["A", "!not valid JSON: the list does not end"]),
        ('[{"text": "A"}', ["A", "!not valid JSON: the list does not end"]),
        ('[{"text": "A"}] tail', ["A", "!not valid JSON: the list does not end"]),
        ("[", ["!not valid JSON"]),
        ('{"text": "A"} tail', ["!not valid JSON: Extra data"]),
        ("7", ["!not an object but a number"]),
        ("", [""]),
    ],
)
def test_lists_are_read_as_far_as_they_go(tmp_path: Path, content: str, expected: list[str]) -> None:
    releases = read_file(tmp_path, "list.json", content)
    assert len(releases) == len(expected)
    for release, wanted in zip(releases, expected, strict=True):
        if wanted.startswith("!"):
            assert release.status == "rejected"
            assert (release.error or "").startswith(wanted[1:])
        else:
            assert release.text == wanted


def test_a_fault_in_a_list_says_that_the_rest_is_lost(tmp_path: Path) -> None:
    first, fault = read_file(tmp_path, "list.json", '[{"text": "A"}, {"text": B}, {"text": "C"}]')
    assert first.text == "A"
    assert fault.path.endswith("list.json#2")
    assert (fault.error or "").endswith("the rest of the file is not read")


def test_a_lone_surrogate_is_replaced_and_said(tmp_path: Path) -> None:
    (release,) = read_file(
        tmp_path, "s.jsonl", r'{"text": "Nine \ud83d held \ud83d\ude94", "k\udc00": ["\udc01"]}'
    )
    assert release.text == "Nine \ufffd held \U0001f694"
    assert release.metadata["k\ufffd"] == ["\ufffd"]
    assert release.metadata["warnings"] == ["lone surrogate(s) in the text replaced by U+FFFD"]


def test_a_line_in_a_legacy_encoding_is_said(tmp_path: Path) -> None:
    data = '{"text": "Málaga", "published": "soon"}\n'.encode("latin-1") + '{"text": "Málaga"}'.encode()
    legacy, plain = read_file(tmp_path, "l.jsonl", data)
    assert legacy.text == plain.text == "Málaga"
    assert legacy.metadata["warnings"] == [
        "not UTF-8; read as Latin-1",
        "`published` is no date that can be read for certain ('soon'); left out",
    ]
    assert "warnings" not in plain.metadata


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-09-12", "2024-09-12"),
        ("2024-09-12T08:30:00+02:00", "2024-09-12"),
        ("20240912", "2024-09-12"),
        ("12 September 2024", "2024-09-12"),
        ("Sep 3, 2024", "2024-09-03"),
        ("Thu, 12 Sep 2024 08:00:00 GMT", "2024-09-12"),
        ("12/09/2024", None),
        ("2024-13-40", None),
        ("12-13", None),
        ("yesterday", None),
    ],
)
def test_published_is_an_iso_date_or_nothing(value: str, expected: str | None) -> None:
    assert iso_date(value) == expected


def test_odd_values_in_known_keys() -> None:
    found = {
        "id": 12,
        "text": "x",
        "title": ["a"],
        "publisher": 7,
        "language": "",
        "warnings": "mine",
        "encoding": 1,
    }
    draft = draft_of(found, "p", "n", ReadOptions())
    assert (draft.name, draft.title, draft.publisher, draft.language) == ("12", None, "7", None)
    assert draft.metadata == {
        "given_warnings": "mine",
        "given_encoding": 1,
        "warnings": ["`title` is a list, not a string; left out"],
    }


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet=st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "title", "published", "publisher", "language", "text", "url", "warnings", "other"]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES) | VALUES)
def test_any_value_is_a_release_or_rejected(found: Any) -> None:
    draft = draft_of(found, "p.json", "p", ReadOptions(max_bytes=40))
    assert draft.rejected == (draft.error is not None)
    json.dumps(dict(draft.metadata), ensure_ascii=False).encode("utf-8")
    for value in (draft.text, draft.name, draft.title or "", draft.publisher or "", draft.language or ""):
        value.encode("utf-8")


def test_a_file_of_many_releases_may_be_longer_than_the_limit_of_one(tmp_path: Path) -> None:
    items = [{"text": f"{n} held. " * 9} for n in range(40)]
    options = ReadOptions(max_bytes=100)
    for name, content in (("m.json", json.dumps(items)), ("m.jsonl", "\n".join(map(json.dumps, items)))):
        assert [r.status for r in read_file(tmp_path, name, content, options)] == ["ok"] * 40
    (release,) = read_file(tmp_path, "m.json", json.dumps(items * 4), options)
    assert release.status == "rejected"
    assert "JSON Lines" in (release.error or "")
