"""docs/inputs.md agrees with the code, and its example gives what it says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from opledger.reading.needs import needed
from opledger.reading.sniff import SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")


def test_every_suffix_is_told() -> None:
    table = PAGE.partition("## Formats")[2].partition("\n## ")[0].partition("A file `.xml`")[0]
    told = re.findall(r"`(\.\w+)`", table)
    assert sorted(told) == sorted(SUFFIXES)


def test_every_extra_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(re.findall(r"opledger\[([\w,]+)\]", PAGE))
    named = {name for extra in extras for name in extra.split(",")}
    assert named <= set(project["optional-dependencies"])


def test_the_example_gives_what_it_says() -> None:
    code, told = re.search(r"```python\n(.*?)```\n\n    (.*?)\n", PAGE, re.S).groups()  # type: ignore[union-attr]
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == told


@pytest.mark.parametrize(
    ("module", "extra", "data"),
    [
        ("pypdfium2", "pdf", b"%PDF-1.7"),
        ("docx", "docx", None),
        ("feedparser", "feeds", b"<rss version='2.0'>"),
        ("warcio.archiveiterator", "warc", b"WARC/1.0\r\n"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, extra: str, data: bytes | None
) -> None:
    from writers import docx, read_bytes

    whole = data if data is not None else docx(lambda document: None)
    monkeypatch.setitem(sys.modules, module, None)
    (release,) = read_bytes(tmp_path, "unnamed", whole)
    assert release.status == "rejected"
    assert str(release.error).endswith(f"pip install 'opledger[{extra}]'")


def test_nothing_heavy_is_imported_for_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nine held.")
    code = f"""
import sys
from opledger.reading import read
assert [r.status for r in read([{str(tmp_path)!r}])] == ["ok"]
print([m for m in ("pypdfium2", "docx", "feedparser", "warcio", "pyarrow", "trafilatura", "email.message") if m in sys.modules])
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pypdfium2" not in ended.stdout and "pyarrow" not in ended.stdout
    assert needed("json", "pdf", "x").__name__ == "json"
