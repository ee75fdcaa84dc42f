"""Which files are read, in which order, under which names."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from opledger.errors import UsageError
from opledger.reading import ReadOptions, read
from opledger.reading.source import Ahead


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(*inputs: str, skip: tuple[str, ...] = ()) -> list[str]:
    return [release.path for release in read(inputs, ReadOptions(skip=skip))]


def test_a_folder_is_walked_in_order_without_hidden_files(here: Path) -> None:
    names = [
        "in/b.txt",
        "in/a/z.txt",
        "in/a-1.txt",
        "in/.hidden.txt",
        "in/.git/x.txt",
        "in/A.md",
        "in/no_suffix",
    ]
    write(here, {name: f"Text of {name}" for name in names})
    assert paths("in") == ["in/A.md", "in/a/z.txt", "in/a-1.txt", "in/b.txt", "in/no_suffix"]


def test_the_order_of_inputs_does_not_matter(here: Path) -> None:
    write(here, {"a/x.txt": "One held.", "b/x.txt": "One held.", "c.txt": "Two held."})
    forward = [(r.path, r.release_id) for r in read(["a", "b", "c.txt"])]
    backward = [(r.path, r.release_id) for r in read(["c.txt", "b", "a"])]
    assert forward == backward
    assert [path for path, _ in forward] == ["a/x.txt", "b/x.txt", "c.txt"]


@pytest.mark.parametrize(
    "inputs",
    [("in", "in/a.txt"), ("in/a.txt", "./in/a.txt"), ("in/*.txt", "in"), ("in/../in/a.txt", "in/a.txt")],
)
def test_a_file_named_twice_is_read_once(here: Path, inputs: tuple[str, ...]) -> None:
    write(here, {"in/a.txt": "One held."})
    assert paths(*inputs) == ["in/a.txt"]


def test_links_are_followed_once_and_never_in_circles(here: Path) -> None:
    write(here, {"in/a.txt": "One held.", "else/b.txt": "Two held."})
    (here / "in/loop").symlink_to(here / "in")
    (here / "in/more").symlink_to(here / "else")
    (here / "in/same.txt").symlink_to(here / "in/a.txt")
    assert paths("in") == ["in/a.txt", "in/more/b.txt"]


def test_globs(here: Path) -> None:
    write(here, {"in/a.txt": "One.", "in/deep/b.txt": "Two.", "in/c.md": "Three.", "in/[x].txt": "Four."})
    assert paths("in/*.txt") == ["in/[x].txt", "in/a.txt"]
    assert paths("in/**/*.txt") == ["in/[x].txt", "in/a.txt", "in/deep/b.txt"]
    assert paths("in/d*") == ["in/deep/b.txt"]
    assert paths("in/[x].txt") == ["in/[x].txt"]
    assert paths(str(here / "in/c*")) == ["in/c.md"]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (("in", "gone.txt"), "gone.txt: no such file or folder"),
        (("in", "*.pdf"), "*.pdf: no file matches"),
        ((), "nothing to read"),
    ],
)
def test_a_wrong_call_fails_before_anything_is_read(
    here: Path, inputs: tuple[str, ...], message: str
) -> None:
    write(here, {"in/a.txt": "One held."})
    with pytest.raises(UsageError) as caught:
        read(inputs)
    assert str(caught.value).startswith(message)


def test_a_skipped_folder_is_left_out(here: Path) -> None:
    write(here, {"a.txt": "One held.", "out/releases.jsonl": '{"text": "One held."}'})
    assert paths(".", skip=("out",)) == ["a.txt"]
    assert paths(".", skip=("not-there",)) == ["a.txt", "out/releases.jsonl:1"]


def test_paths_outside_the_current_folder_stay_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"in/a.txt": "One held.", "work/b.txt": "Two held."})
    monkeypatch.chdir(tmp_path / "work")
    assert paths("../in", ".") == [f"{tmp_path.as_posix()}/in/a.txt", "b.txt"]


def test_one_bad_file_does_not_stop_the_rest(here: Path) -> None:
    write(here, {"in/a.txt": "One held.", "in/c.txt": "Two held.", "in/d.txt.gz": "no gzip at all"})
    (here / "in/b.txt").symlink_to(here / "nowhere.txt")
    (here / "in/cut.txt.gz").write_bytes(gzip.compress(b"Three held." * 99)[:30])
    os.mkfifo(here / "in/pipe")
    found = {r.path: (r.status, r.error) for r in read(["in"])}
    assert found["in/a.txt"] == ("ok", None)
    assert found["in/b.txt"] == ("rejected", "can't be read: no such file or directory")
    assert found["in/c.txt"] == ("ok", None)
    assert found["in/pipe"] == ("rejected", "not a regular file")
    assert found["in/d.txt.gz"][0] == found["in/cut.txt.gz"][0] == "rejected"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_rejected(here: Path) -> None:
    write(here, {"in/a.txt": "One held."})
    (here / "in/a.txt").chmod(0)
    (release,) = read(["in"])
    assert (release.status, release.error) == ("rejected", "can't be read: permission denied")


def test_a_refused_file_is_rejected_with_the_reason(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"in/a.txt": "One held.", "in/b.txt": "Two held."})
    real = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    first, second = read(["in"])
    assert (first.status, first.error) == ("rejected", "can't be read: permission denied")
    assert second.status == "ok"


def test_compressed_files_are_read_by_the_suffix_inside(here: Path) -> None:
    (here / "news.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One held."}\n{"text": "Two held."}\n'))
    assert [(r.path, r.text) for r in read(["news.jsonl.gz"])] == [
        ("news.jsonl.gz:1", "One held."),
        ("news.jsonl.gz:2", "Two held."),
    ]


def test_the_stem_of_a_path_is_the_stem_of_the_file(here: Path) -> None:
    write(here, {"in/dev-001.v2.txt": "One held."})
    (release,) = read([str(here / "in")])
    assert Path(release.path).stem == "dev-001.v2"


def test_a_file_name_that_is_no_text_is_shown_as_text(here: Path) -> None:
    (here / "in").mkdir()
    try:
        Path(os.fsdecode(os.fsencode(here / "in") + b"/caf\xe9.txt")).write_text("One held.")
    except OSError:
        pytest.skip("this file system wants text")
    (release,) = read(["in"])
    assert (release.path, release.status) == ("in/caf\ufffd.txt", "ok")


class Dribble(io.RawIOBase):
    """A pipe that gives one byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._data.read(1 if size else 0) if size >= 0 else self._data.read()

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._data.readline(-1 if size is None else size)


@pytest.mark.parametrize(
    ("data", "texts", "expected"),
    [
        (b"One held in Lyon.", ["One held in Lyon."], ["-"]),
        (b'{"text": "One held."}\n{"text": "Two held."}\n', ["One held.", "Two held."], ["-:1", "-:2"]),
        (b'[{"text": "One held."}]', ["One held."], ["-#1"]),
        (b'{"text":\n "One held."}', ["One held."], ["-"]),
        (b"<!DOCTYPE html><html><body><p>One held.</p></body></html>", ["One held."], ["-"]),
        (b"\n<div><p>One held.</p></div>", ["One held."], ["-"]),
        (b"<12> One held.", ["<12> One held."], ["-"]),
        (b"[Update] One held.", ["[Update] One held."], ["-"]),
        (b"{draft} One held.", ["{draft} One held."], ["-"]),
    ],
)
@pytest.mark.parametrize("pipe", [io.BytesIO, Dribble])
def test_standard_input_is_sniffed(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str], expected: list[str], pipe: type
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe(data)))
    releases = list(read(["-", "-"]))
    assert [release.text for release in releases] == texts
    assert [release.path for release in releases] == expected
    assert all(release.release_id.startswith("stdin-") for release in releases)


def test_a_stand_in_for_standard_input_without_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Three held."))
    assert [release.text for release in read(["-"])] == ["Three held."]


@pytest.mark.parametrize("size", [0, 1, 3, 4, 7, 100])
def test_looking_ahead_loses_nothing(size: int) -> None:
    data = b"one\n\ntwo\nthree"
    assert Ahead(Dribble(data), size).read() == data
    stream = Ahead(Dribble(data), size)
    assert [stream.read(2), stream.read(100)] == [b"on", data[2:]]
    stream = Ahead(Dribble(data), size)
    assert list(iter(stream.readline, b"")) == [b"one\n", b"\n", b"two\n", b"three"]
    stream = Ahead(Dribble(data), size)
    assert list(iter(lambda: stream.readline(2), b"")) == [
        b"on",
        b"e\n",
        b"\n",
        b"tw",
        b"o\n",
        b"th",
        b"re",
        b"e",
    ]


def test_reading_is_lazy(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"in/a.txt": "One held.", "in/b.txt": "Two held."})
    releases = read(["in"])
    assert next(releases).text == "One held."
    (here / "in/b.txt").write_text("Changed meanwhile.")
    assert next(releases).text == "Changed meanwhile."
