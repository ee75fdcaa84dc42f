"""Plain text: decoded, never changed; what is not plain UTF-8 is said out loud."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.errors import RejectedError
from opledger.reading import ReadOptions, read
from opledger.reading.decode import MAGIC, decode
from opledger.records import Release

SENTENCE = "Police in Málaga arrested 14 people."


def read_one(
    folder: Path, data: bytes, name: str = "raid.txt", options: ReadOptions | None = None
) -> Release:
    (folder / name).write_bytes(data)
    releases = list(read([str(folder)], options))
    assert len(releases) == 1
    return releases[0]


@pytest.mark.parametrize(
    ("data", "text", "encoding", "warning"),
    [
        (SENTENCE.encode(), SENTENCE, "utf-8", None),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, "utf-8-sig", None),
        (b"One held.\r\nTwo freed.\r\n", "One held.\r\nTwo freed.\r\n", "utf-8", None),
        (b"One\rheld. \n\n", "One\rheld. \n\n", "utf-8", None),
        (b"Six\x00 held.", "Six\x00 held.", "utf-8", "1 NUL character(s) in the text, kept"),
        (SENTENCE.encode("latin-1"), SENTENCE, "latin-1", "not UTF-8; read as Latin-1"),
        (
            "“Fourteen”, said Málaga’s chief".encode("cp1252"),
            "“Fourteen”, said Málaga’s chief",
            "cp1252",
            "not UTF-8; read as Windows-1252",
        ),
        (b"caf\xe9 \x81 raid", "caf\xe9 \x81 raid", "latin-1", "not UTF-8; read as Latin-1"),
        (SENTENCE.encode("utf-16"), SENTENCE, "utf-16", None),
        (SENTENCE.encode("utf-32"), SENTENCE, "utf-32", None),
        (SENTENCE.encode("utf-16-le"), SENTENCE, "utf-16-le", "no byte-order mark; read as UTF-16"),
        (SENTENCE.encode("utf-16-be"), SENTENCE, "utf-16-be", "no byte-order mark; read as UTF-16"),
        (
            "Río ".encode() + b"\xff seven held",
            "Río \ufffd seven held",
            "utf-8",
            "invalid UTF-8; 1 character(s) replaced by U+FFFD, the first at character 4",
        ),
        (
            "Five held in Köln and Málag".encode() + b"\xc3",
            "Five held in Köln and Málag\ufffd",
            "utf-8",
            "invalid UTF-8; 1 character(s) replaced by U+FFFD, the first at character 27",
        ),
    ],
)
def test_bytes_become_text(
    tmp_path: Path, data: bytes, text: str, encoding: str, warning: str | None
) -> None:
    release = read_one(tmp_path, data)
    assert (release.status, release.text) == ("ok", text)
    assert release.metadata["encoding"] == encoding
    assert release.metadata.get("warnings", []) == ([warning] if warning else [])
    assert release.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_other_alphabets_are_guessed_and_said(tmp_path: Path) -> None:
    text = "Полиция задержала двенадцать человек в порту города. Изъято оружие и деньги. " * 3
    release = read_one(tmp_path, text.encode("cp1251"))
    assert release.text == text
    assert "a guess" in release.metadata["warnings"][0]


@pytest.mark.parametrize("magic", MAGIC, ids=lambda entry: entry[1])
def test_known_binary_is_refused_by_name(magic: tuple[bytes, str, str]) -> None:
    start, what, advice = magic
    with pytest.raises(RejectedError) as caught:
        decode(start + b"\x04\x00 ...")
    assert what in caught.value.what
    assert caught.value.advice == advice


@pytest.mark.parametrize(
    "text", ["ID3 raid: six held.", "PAR1 and PAR2 were searched.", "MM* Two held.", "PK, said the"]
)
def test_a_text_may_begin_like_binary(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"\x00" * 500, bytes(range(256)) * 4, b"\x01\x02\xff\xfe\x00" * 50])
def test_unknown_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    release = read_one(tmp_path, data)
    assert (release.status, release.text) == ("rejected", "")
    assert "binary data" in (release.error or "")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_nothing_to_read_is_empty_not_rejected(tmp_path: Path, data: bytes) -> None:
    release = read_one(tmp_path, data)
    assert (release.status, release.error) == ("empty", "nothing but white space")


def test_a_release_at_the_limit_is_read_and_one_above_is_not(tmp_path: Path) -> None:
    assert read_one(tmp_path, b"x" * 100, options=ReadOptions(max_bytes=100)).status == "ok"
    release = read_one(tmp_path, b"x" * 101, options=ReadOptions(max_bytes=100))
    assert release.status == "rejected"
    assert release.error == "longer than the limit of 100 bytes; raise the limit with --max-bytes"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except RejectedError as error:
        assert str(error)
    else:
        decoded.text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    data = text.encode("utf-8")
    if data.startswith((b"\xef\xbb\xbf", *(magic for magic, _, _ in MAGIC))):
        return
    assert decode(data).text == text
