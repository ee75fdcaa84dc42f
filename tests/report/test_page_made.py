"""How the page is made: its data, its scripts, what it inlines from others."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.report.marks import marked_sentence, units
from opledger.report.pack import Blocks, packed
from opledger.report.page import MODULES, asset, joined
from opledger.tables import FORMATS

NODE = shutil.which("node")


@given(st.text(max_size=30), st.data())
def test_offsets_are_those_of_javascript(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert units(text)(offset) == before


@given(st.text("ab 1", max_size=20), st.text("ab 1", min_size=1, max_size=8), st.text("ab 1", max_size=20))
def test_a_figure_is_marked_where_it_stands(before: str, figure: str, after: str) -> None:
    sentence = f"<{before}{figure}{after}>"
    text = f"{figure} {sentence} {figure}"
    start = len(figure) + 2 + len(before)
    row = {"sentence": sentence, "text": figure, "start": start, "end": start + len(figure)}
    assert marked_sentence(row, text) == (f"<{before}", figure, f"{after}>")


def test_a_sentence_that_the_text_does_not_hold_is_shown_all_the_same() -> None:
    row = {"sentence": "Police held 16 men", "text": "16 men", "start": 3, "end": 9}
    assert marked_sentence(row, "other words") == ("Police held ", "16 men", "")
    assert marked_sentence({**row, "sentence": ""}, "") == ("", "16 men", "")


def test_packing_is_the_same_each_time() -> None:
    value = {"text": "é😀</script>\u2028"}
    assert packed(value) == packed(value)
    assert json.loads(gzip.decompress(base64.b64decode(packed(value)))) == value


def test_every_key_is_in_the_block_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opledger.report.pack.BLOCK", 50)
    blocks = Blocks("things")
    pieces = list(blocks.pieces((str(n), "x" * 20) for n in range(7)))
    assert len(pieces) == 3
    for number, piece in enumerate(pieces):
        assert f'id="data-things-{number}"' in piece
        (held,) = re.findall(r">(.*)</script>", piece)
        opened = json.loads(gzip.decompress(base64.b64decode(held)))
        assert set(opened) == {key for key, place in blocks.places.items() if place == number}


def test_modules_import_only_what_stands_before_them() -> None:
    for at, name in enumerate(MODULES):
        source = asset(f"{name}.js")
        lines = [line for line in source.splitlines() if line.startswith("import ")]
        for line in lines:
            found = re.fullmatch(r'import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";', line)
            assert found, line
            assert found[2] in MODULES[:at], line
            for word in found[1].split(", "):
                assert re.search(
                    rf"^export (?:async )?(?:function|const|class) {word}\b", asset(f"{found[2]}.js"), re.M
                )
                assert len(re.findall(rf"\b{word}\b", source)) > 1, f"{name} does not use {word}"


def test_no_two_modules_share_a_name() -> None:
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", joined(), re.M)
    assert len(names) > 50
    assert sorted(names) == sorted(set(names))


def test_scripts_put_no_text_in_as_markup() -> None:
    for name in MODULES:
        found = re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.cssText",
            asset(f"{name}.js"),
        )
        assert found is None, name


def test_what_others_wrote_is_as_it_was_built() -> None:
    told = asset("vendor/THIRD-PARTY.md")
    for name in ("plot.js", "plot.css", "world.json"):
        digest = hashlib.sha256(asset(f"vendor/{name}").encode()).hexdigest()
        assert f"| {name} | {digest} |" in told
    for package in ("@observablehq/plot", "d3", "topojson-client", "world-atlas"):
        assert re.search(rf"^\| {package} \| [\d.]+ \| ISC \|$", told, re.M)
    assert "Permission to use, copy, modify" in told


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_functions_that_need_no_browser(tmp_path: Path) -> None:
    with as_file(files("opledger.report") / "assets") as assets:
        for file in assets.glob("*.js"):
            shutil.copy(file, tmp_path)
    shutil.copy(Path(__file__).parent / "scripts" / "pure.test.mjs", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    done = subprocess.run(
        [str(NODE), "--test", "."], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    (tmp_path / "joined.cjs").write_text(joined(), encoding="utf-8")
    subprocess.run([str(NODE), "--check", "joined.cjs"], cwd=tmp_path, check=True)


def test_every_format_gives_the_same_page(opledger: Any, batch: Path, tmp_path: Path) -> None:
    pages = []
    for format in FORMATS:
        opledger("extract", batch, "--out", tmp_path / format / "tables", "--format", format)
        pages.append(opledger("report", tmp_path / format / "tables", "--no-left-out", "--out", "-").out)
    assert len(set(pages)) == 1
