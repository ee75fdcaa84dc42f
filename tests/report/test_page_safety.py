"""Whatever a release holds stays text; nothing runs but our scripts; everybody can read the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from opledger.report.safe import visible

VIEWS = ("overview", "operation", "release")


def address_of(tables: Path, view: str, name: str = "hostile <b>.txt") -> str:
    lines = (tables / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    (release,) = [r for r in map(json.loads, lines) if r["path"].endswith(f"/{name}")]
    if view == "release":
        return f"#/release/{release['release_id']}"
    lines = (tables / "operations.jsonl").read_text(encoding="utf-8").splitlines()
    own = [o["operation_id"] for o in map(json.loads, lines) if release["release_id"] in o["release_ids"]]
    return f"#/operation/{own[0]}" if view == "operation" else "#/"


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_stays_text(site: Path, tables: Path, visit: Any, view: str) -> None:
    page = visit(site, address_of(tables, view))
    for summary in page.locator("details:not([open]) summary").all():
        summary.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main [onerror], main [onload], main iframe").count() == 0
    assert "<script>window.hacked=1</script>" in page.locator("main").inner_text()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.locator("main").inner_text())
    # A word of 5,000 letters breaks, and the page does not grow wide.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_hostile_text_is_whole_and_marked_in_place(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, address_of(tables, "release"))
    lines = (tables / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    (text,) = [r["text"] for r in map(json.loads, lines) if "hostile" in r["path"]]
    assert page.locator(".text").text_content() == visible(text)
    # Behind letters that take two units in JavaScript.
    marked = page.locator(".text .on-total, .text .on-part").all_text_contents()
    assert any(words.startswith("14 cars") for words in marked)


@pytest.mark.browser
def test_an_injected_script_does_not_run(tmp_path: Path, site: Path, browser: Any) -> None:
    html = site.read_text(encoding="utf-8")
    holed = tmp_path / "holed.html"
    hole = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1><p style='color:red'>x</p>"
    holed.write_text(html.replace("<noscript>", f"{hole}<noscript>"), encoding="utf-8")
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(holed.as_uri())
    page.wait_for_selector("body[data-opened]")
    assert page.evaluate("window.hacked") is None
    assert sum("Content Security Policy" in words for words in told) >= 3
    page.close()


def test_the_policy_names_every_script_and_style(site: Path) -> None:
    html = site.read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    inline = re.findall(r"<script>(.*?)</script>|<style>(.*?)</style>", html, re.DOTALL)
    assert len(inline) == 3
    for text in (script or style for script, style in inline):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert not re.search(
        r"<[^>]*\s(?:on\w+|style)=", re.sub(r"<(script|style)>.*?</\1>", "", html, flags=re.DOTALL)
    )


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(site: Path, tables: Path, visit: Any, view: str, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = visit(site, address_of(tables, view, "first.txt"), color_scheme=theme)
    if view == "overview":
        page.wait_for_selector("#totals .multiples svg")
        page.locator("#map").get_by_role("button", name="Numbers").click()
    elif view == "release":
        page.locator(".text [role=button]").first.click()
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (v["id"], v["help"], [n["target"] for n in v["nodes"]][:5])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.browser
def test_a_page_over_nothing(tmp_path: Path, opledger: Any, visit: Any) -> None:
    (tmp_path / "empty.txt").write_text("")
    opledger("extract", tmp_path / "empty.txt", "--out", tmp_path / "t")
    opledger("report", tmp_path / "t", "--no-left-out", "--out", tmp_path / "p.html")
    page = visit(tmp_path / "p.html")
    assert page.locator("#count").inner_text() == "0 of 0"
