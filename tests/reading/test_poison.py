"""Files made to do harm: refused or read, soon, and without filling the memory."""

from __future__ import annotations

import gzip
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from writers import read_bytes

from opledger.reading import ReadOptions

SOON = 20  # seconds on a busy machine; each takes less than two on an idle one
ZEROS = 40_000_000
BOMBS = {
    "bomb.txt.gz": b"9" * ZEROS,
    "bomb.html.gz": b"<p>" + b"9" * ZEROS,
    "bomb.jsonl.gz": b'{"text": "' + b"9" * ZEROS,
    "bomb.csv.gz": b"text\n" + b"9" * ZEROS,
    "bomb.mbox.gz": b"From a 2024\nSubject: a\n\n" + b"9" * ZEROS,
    "bomb.parquet.gz": b"PAR1" + b"9" * ZEROS,
    "bomb.rss.gz": b"<rss>" + b"9" * ZEROS,
    "bomb.eml.gz": b"Subject: a\n\n" + b"9" * ZEROS,
    "bomb": b"9" * ZEROS,
}


@pytest.mark.parametrize("name", BOMBS)
def test_gzip_bombs_are_refused(tmp_path: Path, name: str) -> None:
    (release,) = read_bytes(tmp_path, name, gzip.compress(BOMBS[name]), ReadOptions(max_bytes=100_000))
    assert release.status == "rejected"
    assert re.search("limit|longer than|a line of more|times its size", str(release.error))


def test_text_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    data = gzip.compress(b'{"text": "Nine held in Ghent."}\n' * 5_000)
    releases = read_bytes(tmp_path, "news.jsonl.gz", data, ReadOptions(max_bytes=10_000))
    assert [release.status for release in releases].count("ok") == 5_000


def test_gzip_is_known_by_its_beginning(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "unnamed", gzip.compress(b"Nine held."))[0].text == "Nine held."


def multiparts() -> bytes:
    parts = (b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    return b"Subject: x\n" + b"".join(parts) + b"\n9 held"


def forwards() -> bytes:
    return b"Subject: x\n\n" + b"-- Forwarded message --\nFrom: a\n\n" * 20_000 + b"\n9 held"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("columns.csv", lambda: b"text," + b"a," * 200_000 + b"\n9 held\n"),
        ("quotes.csv", lambda: b'text,id\n"9 held,1\n' + b"10 held,2\n" * 200_000),
        ("parts.eml", multiparts),
        ("forwards.eml", forwards),
        ("blanks.eml", lambda: b"Subject: x\n\n" + b"\n" * 500_000 + b"9 held"),
        ("words.eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\n9 held"),
        ("deep.rss", lambda: b'<rss version="2.0"><channel><item><description>' + b"<a>" * 50_000 + b"9"),
        ("prolog.xml", lambda: b"<!--" * 1000 + b"<!DOCTYPE" * 1000 + b"[" * 5000),
        ("arrows.mbox", lambda: b"From x 2024\nA: b\n\n" + b">" * 2_000_000 + b"From y\n"),
        ("marks.csv", lambda: b"text\n" + "\u202e\u200b\u200f9 held\ud7ff".encode() * 20_000),
        ("long.csv", lambda: b"text\n" + b"x9" * 500_000),
    ],
)
def test_nothing_takes_long(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    started = time.monotonic()
    releases = read_bytes(tmp_path, name, make())
    assert time.monotonic() - started < SOON
    assert all(release.status in ("ok", "empty", "rejected") for release in releases)
    assert len(releases) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes is told otherwise elsewhere")
def test_a_long_mailbox_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    import subprocess

    message = (
        b"From a 2024\nSubject: Nine held\n\n" + b"Nine men were held in Ghent on Monday.\n" * 50 + b"\n"
    )
    code = "import resource, sys\nfrom opledger.reading import read\nprint(sum(1 for _ in read(sys.argv[1:])), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    taken = {}
    for count in (10, 5000):
        (tmp_path / "box.mbox").write_bytes(message * count)
        ended = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "box.mbox")],
            capture_output=True,
            text=True,
            check=True,
        )
        releases, taken[count] = map(int, ended.stdout.split())
        assert releases == count
    assert taken[5000] < taken[10] + 8_000  # kilobytes; the mailbox has ten megabytes
