"""Web archives: pages of status 200, others counted."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from writers import STORY, pdf, read_bytes

from opledger.reading import ReadOptions

PAGE = "<html><body><h1>Neun Männer in Köln gefasst</h1><p>Police in Köln held nine men and took away 212 phones from cellars and garages.</p></body></html>"


def web_archive(*records: tuple[str, bytes, str], packed: bool = True, **headers: str) -> bytes:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "x"}))
    for kind, body, status in records:
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers.items()], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://port.example/1",
                "response",
                payload=io.BytesIO(body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": "2024-03-04T10:00:00Z"},
            )
        )
    return target.getvalue()


RECORDS = (
    ("text/html; charset=iso-8859-1", PAGE.encode("latin-1"), "200 OK"),
    ("image/png", b"\x89PNG", "200 OK"),
    ("text/html", b"gone", "404 Not Found"),
    ("application/pdf", pdf(lambda page: page.multi_cell(0, 5, STORY)), "200 OK"),
    ("text/plain", b"Ten held.", "200 OK"),
)


def test_pages_texts_and_pdfs(tmp_path: Path) -> None:
    for name, packed in (("a.warc.gz", True), ("a.warc", False), ("unnamed", False)):
        page, paper, text = read_bytes(tmp_path, name, web_archive(*RECORDS, packed=packed))
        assert page.text.startswith("Neun Männer in Köln gefasst\nPolice in Köln held nine men")
        assert (page.metadata["url"], page.metadata["fetched"]) == (
            "https://port.example/1",
            "2024-03-04T10:00:00Z",
        )
        assert (paper.text, text.text) == (STORY, "Ten held.")
        assert [release.path.rpartition("#")[2] for release in (page, paper, text)] == ["2", "5", "6"]
        (warning,) = text.metadata["warnings"]
        assert warning.endswith("3 other record(s) (image/png 1, status 404 1, warcinfo 1) are not read")


def test_an_archive_without_pages(tmp_path: Path) -> None:
    (release,) = read_bytes(tmp_path, "a.warc.gz", web_archive(RECORDS[1]))
    assert release.status == "empty"
    assert (
        release.error == "nothing but white space: no page among 2 other record(s) (image/png 1, warcinfo 1)"
    )


def test_packed_pages_and_long_ones(tmp_path: Path) -> None:
    kind, body, status = RECORDS[0]
    data = web_archive((kind, gzip.compress(body), status), **{"Content-Encoding": "gzip"})
    assert read_bytes(tmp_path, "a.warc.gz", data)[0].text.startswith("Neun Männer")
    bomb = web_archive((kind, gzip.compress(b"9" * 30_000_000), status), **{"Content-Encoding": "gzip"})
    (release,) = read_bytes(tmp_path, "b.warc.gz", bomb)
    assert release.error == "longer than the limit of 10,000,000 bytes; raise the limit with --max-bytes"


def test_broken_archives(tmp_path: Path) -> None:
    whole = web_archive(*RECORDS, packed=False)
    releases = read_bytes(tmp_path, "cut.warc", whole[: len(whole) // 2])
    assert releases[0].status == "ok"
    assert "not a web archive" in str(read_bytes(tmp_path, "text.warc", b"Nine held.\n" * 50)[0].error)
    (long,) = read_bytes(tmp_path, "a.warc", web_archive(RECORDS[4], packed=False), ReadOptions(max_bytes=5))
    assert long.status == "rejected"
