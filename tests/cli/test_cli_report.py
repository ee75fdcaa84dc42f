"""``opledger report``: where the page goes, what it is over, and the plain lines instead of it."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest


def overview(html: str) -> dict[str, Any]:
    """What the page reads when it opens."""
    (held,) = re.findall(r'id="data-overview">([^<]*)<', html)
    value: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(held)))
    return value


@pytest.fixture(scope="module")
def tables(batch: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from opledger.cli import main

    folder = tmp_path_factory.mktemp("report") / "tables"
    with pytest.raises(SystemExit):
        main(["extract", str(batch), "--out", str(folder)])
    return folder


def test_by_default_the_page_lies_beside_the_tables(opledger: Any, tables: Path) -> None:
    ended = opledger("report", tables, "--no-left-out")
    assert (ended.status, ended.out, ended.err) == (0, f"wrote {tables / 'report.html'}\n", "")
    shown = overview((tables / "report.html").read_text(encoding="utf-8"))
    assert "Operation Quiet Harbour" in [o["name"] for o in shown["operations"]]
    assert shown["name"] == "tables"


@pytest.mark.parametrize(
    ("out", "file"), [("site", "site/index.html"), ("a/b.html", "a/b.html"), ("c.HTM", "c.HTM")]
)
def test_a_name_is_a_file_or_a_folder(
    opledger: Any, tables: Path, tmp_path: Path, out: str, file: str
) -> None:
    ended = opledger("report", tables, "--no-left-out", "--out", tmp_path / out)
    assert (ended.status, ended.out) == (0, f"wrote {tmp_path / file}\n")
    assert [f for f in tmp_path.rglob("*") if f.is_file()] == [tmp_path / file]


def test_the_same_tables_give_the_same_page(opledger: Any, tables: Path) -> None:
    first, second = (opledger("report", tables, "--out", "-").out for _ in range(2))
    assert first == second


def test_fewer_operations(opledger: Any, tables: Path) -> None:
    shown = overview(opledger("report", tables, "--no-left-out", "--out", "-", "--operations", "1").out)
    assert (len(shown["operations"]), shown["hidden"]) == (1, 1)


def test_where_nothing_can_be_written(opledger: Any, tables: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = opledger("report", tables, "--no-left-out", "--out", tmp_path / "file" / "page.html")
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "cannot be written" in ended.err


def test_where_nothing_is(opledger: Any, tmp_path: Path) -> None:
    ended = opledger("report", tmp_path / "nowhere")
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "no such folder" in ended.err


def test_plain_lines(opledger: Any, tables: Path) -> None:
    ended = opledger("report", tables, "--text")
    assert ended.status == 0
    assert ended.out.startswith("3 releases, ")
    assert "Operation Quiet Harbour (" in ended.out


def test_an_empty_folder_of_tables(opledger: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    opledger("extract", tmp_path / "empty.txt", "--out", tmp_path / "t")
    shown = overview(opledger("report", tmp_path / "t", "--no-left-out", "--out", "-").out)
    assert (shown["operations"], len(shown["releases"])) == ([], 1)
