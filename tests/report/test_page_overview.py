"""The overview in a browser: sorting, filtering, searching, charts, the keyboard."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

AUSTRIA = "#map svg path[aria-label=Austria]"


def names(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("#operations tbody th").all_inner_texts()]


def count(page: Any) -> str:
    return str(page.locator("#count").inner_text())


def downloaded(page: Any, button: str) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def test_operations_with_their_outcomes(site: Path, visit: Any) -> None:
    page = visit(site)
    assert count(page) == "3 of 3"
    row = page.locator("#operations tbody tr", has_text="Operation Quiet Harbour")
    assert "arrests" in row.inner_text()
    assert "▲" in row.inner_text()
    assert row.get_attribute("data-operation-id") == "op-operation-quiet-harbour"


def test_sorting(site: Path, visit: Any) -> None:
    page = visit(site)
    page.get_by_role("button", name="Operation", exact=True).click()
    up = names(page)
    assert up == sorted(up, key=str.lower)
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Operation")
    page.get_by_role("button", name="Operation", exact=True).click()
    assert names(page) == up[::-1]
    assert "sort=-name" in page.evaluate("location.hash")
    page.get_by_role("button", name="Releases", exact=True).click()
    assert names(page)[0] == "Operation Quiet Harbour"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("measure", "heroin", None),
        ("measure", "arrests", 3),
        ("measure", "documents_seized", 1),
        ("country", "AUT", 1),
        ("status", "single", 3),
        ("year", "2023", 1),
    ],
)
def test_filters(site: Path, visit: Any, field: str, value: str, shown: int | None) -> None:
    page = visit(site)
    choice = page.locator(f"#filters [name={field}]")
    if shown is None:
        assert value not in choice.locator("option").all_inner_texts()
        return
    choice.select_option(value)
    assert count(page) == f"{shown} of 3"
    assert len(names(page)) == shown


def test_search_is_kept_in_the_address(site: Path, visit: Any) -> None:
    page = visit(site)
    page.locator("#filters [name=q]").fill("vienna")
    assert count(page) == "0 of 3"
    assert page.locator(".where").inner_text() == "nothing fits"
    page.locator("#filters [name=q]").fill("FORGED border")
    assert names(page) == ["Forged papers found at the border"]
    again = visit(site, page.evaluate("location.hash"))
    assert names(again) == ["Forged papers found at the border"]
    again.get_by_role("button", name="Clear").click()
    again.wait_for_function("document.getElementById('count').textContent === '3 of 3'")


def test_only_conflicts(site: Path, visit: Any) -> None:
    page = visit(site)
    page.get_by_label("conflicts only").check()
    assert names(page) == ["Operation Quiet Harbour"]


def test_charts_and_their_numbers(site: Path, visit: Any) -> None:
    page = visit(site)
    page.wait_for_selector("#totals .multiples svg")
    assert "2023" in page.locator("#timeline .chart").get_attribute("aria-label")
    assert "Portugal 1" in page.locator("#map .chart").get_attribute("aria-label")
    page.locator("#map").get_by_role("button", name="Numbers").click()
    assert "Portugal" in page.locator("#map-numbers").inner_text()
    assert ["PRT", "Portugal", "1"] in downloaded(page, "Where: download as CSV")
    assert downloaded(page, "Over time: download as CSV")[0] == [
        "from",
        "without conflicts",
        "with conflicts",
    ]
    sums = downloaded(page, "Totals by measure and year: download as CSV")
    assert ["documents_seized", "item"] in [row[:2] for row in sums]
    outcomes = downloaded(page, "Outcomes of these operations: download as CSV")
    assert any(row[3] == "documents_seized" and row[6] == "31" for row in outcomes)


def test_parts_of_the_world(site: Path, visit: Any) -> None:
    page = visit(site)
    page.wait_for_selector(AUSTRIA)
    whole = page.locator(AUSTRIA).get_attribute("d")
    page.locator("#region").select_option("Europe")
    assert len(page.locator(AUSTRIA).get_attribute("d")) > len(whole)


def test_a_country_of_the_map_can_be_chosen(site: Path, visit: Any) -> None:
    page = visit(site)
    page.wait_for_selector(AUSTRIA)
    page.locator("#region").select_option("Europe")
    page.locator(AUSTRIA).hover(force=True)
    page.get_by_text("1 operation").first.wait_for()
    page.locator(AUSTRIA).click(force=True)
    assert page.locator("#filters [name=country]").input_value() == "AUT"
    assert names(page) == ["Forged papers found at the border"]


def test_keyboard(site: Path, visit: Any) -> None:
    page = visit(site)
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'q'")
    page.keyboard.type("a")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.textContent")
    assert first == names(page)[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == names(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-view=operation]")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("Escape")
    page.wait_for_selector("body[data-view=overview]")
    assert page.locator("#filters [name=q]").input_value() == "a"


def test_tab_reaches_everything_in_order(site: Path, visit: Any) -> None:
    page = visit(site)
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        )
    assert reached[0] == "Skip to the content"
    assert [r for r in reached if r in ("q", "measure", "country", "agency", "status", "year", "conflicts")] == [
        "q", "measure", "country", "agency", "status", "year", "conflicts",
    ]  # fmt: skip


def test_the_skip_link_is_no_view(site: Path, visit: Any) -> None:
    page = visit(site)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    assert page.locator("#operations").count() == 1


def test_themes(site: Path, visit: Any) -> None:
    page = visit(site, color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.get_by_role("button", name="Theme: auto").click()
    page.get_by_role("button", name="Theme: light").click()
    assert page.get_by_role("button", name="Theme: dark").count() == 1
    dark = page.evaluate(colour)
    assert dark != light
    assert visit(site, color_scheme="dark").evaluate(colour) == dark


def test_nothing_overflows_on_a_phone(site: Path, visit: Any) -> None:
    page = visit(site, viewport={"width": 360, "height": 640})
    page.wait_for_selector("#totals .multiples svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for link in ("#/operation/op-operation-quiet-harbour",):
        page = visit(site, link, viewport={"width": 360, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
