"""An operation and a release in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

HARBOUR = "#/operation/op-operation-quiet-harbour"


def rows(tables: Path, table: str) -> list[dict[str, Any]]:
    lines = (tables / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def release_of(tables: Path, name: str) -> dict[str, Any]:
    (release,) = [r for r in rows(tables, "releases") if r["path"].endswith(f"/{name}")]
    return release


def test_every_outcome_with_its_explanation_and_statements(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, HARBOUR)
    assert page.locator("h1").inner_text() == "Operation Quiet Harbour"
    outcomes = [
        o
        for o in rows(tables, "outcomes")
        if o["operation_id"] == "op-operation-quiet-harbour" and o["release_id"] is None
    ]
    assert outcomes
    for summary in page.locator(".outcome details:not([open]) summary").all():
        summary.click()
    for outcome in outcomes:
        card = page.locator(f'[data-outcome-id="{outcome["outcome_id"]}"]')
        said = " ".join(card.locator(".why").inner_text().split())
        assert all(
            word in said
            for word in outcome["explanation"].split()
            if not word.startswith(("first-", "second-"))
        )
        shown = {e.get_attribute("data-figure-id") for e in card.locator(".statement").all()}
        assert shown == {*outcome["supporting"], *outcome["conflicting"]}


def test_a_statement_marks_its_number_in_its_sentence(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, HARBOUR)
    for summary in page.locator(".outcome details:not([open]) summary").all():
        summary.click()
    figures = {f["figure_id"]: f for f in rows(tables, "figures")}
    cards = page.locator(".statement").all()
    assert cards
    for card in cards:
        figure = figures[card.get_attribute("data-figure-id")]
        assert card.locator("mark").text_content() == figure["text"]
        assert card.locator("blockquote").text_content() == figure["sentence"]


def test_a_clash_is_drawn_as_intervals(site: Path, visit: Any) -> None:
    page = visit(site, HARBOUR)
    told = [chart.get_attribute("aria-label") for chart in page.locator(".intervals .chart").all()]
    assert any("16" in words and "19" in words for words in told)
    assert page.locator(".statement.clashes").count() >= 1
    assert page.locator(".conflicts li").count() >= 1


def test_parts_are_stacked_against_their_total(site: Path, visit: Any) -> None:
    page = visit(site, HARBOUR)
    told = [chart.get_attribute("aria-label") for chart in page.locator(".parts .chart").all()]
    assert any(words.startswith("Parts come to 9 of 16") for words in told)


def test_from_an_outcome_to_the_text_and_back(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, HARBOUR)
    first = page.locator(".statement").first
    figure = first.get_attribute("data-figure-id")
    first.locator("a").click()
    page.wait_for_selector("body[data-view=release]")
    assert page.locator(".text .chosen").first.get_attribute("data-figure-id") == figure
    page.locator(".inspector a", has_text="See the outcome").click()
    page.wait_for_selector("body[data-view=operation]")
    assert page.locator(".outcome.chosen").count() == 1
    page.go_back()
    page.wait_for_selector("body[data-view=release]")


def test_the_text_of_a_release_is_whole_and_every_span_is_marked(
    site: Path, tables: Path, visit: Any
) -> None:
    release = release_of(tables, "first.txt")
    page = visit(site, f"#/release/{release['release_id']}")
    assert page.locator(".text").text_content() == release["text"]
    for figure in (f for f in rows(tables, "figures") if f["release_id"] == release["release_id"]):
        pieces = page.locator(f'.text [data-figure-id="{figure["figure_id"]}"]').all_text_contents()
        assert "".join(pieces) == figure["text"]
    for label in ("operation", "agency", "country", "date"):
        assert page.locator(f".text .on-{label}").count() >= 1


def test_layers_hide_and_come_back(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, f"#/release/{release_of(tables, 'first.txt')['release_id']}")
    mark = page.locator(".text .on-total").first
    colour = "e => getComputedStyle(e).backgroundColor"
    shown = mark.evaluate(colour)
    key = page.locator(".key[data-layer=total]")
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert mark.evaluate(colour) != shown
    key.click()
    assert mark.evaluate(colour) == shown


def test_the_keyboard_goes_from_figure_to_figure(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, f"#/release/{release_of(tables, 'first.txt')['release_id']}")
    page.locator(".text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.figureId")
    assert page.locator(".inspector [data-figure-id]").get_attribute("data-figure-id") == second
    assert "figure=" in page.evaluate("location.hash")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.figureId") != second
    page.keyboard.press("Escape")
    assert page.locator(".text .chosen").count() == 0
    page.keyboard.press("Escape")
    page.wait_for_selector("body[data-view=overview]")


def test_what_was_left_out_and_why(site: Path, tables: Path, visit: Any) -> None:
    page = visit(site, f"#/release/{release_of(tables, 'first.txt')['release_id']}")
    panel = page.locator("section", has_text="left out").inner_text()
    assert "4 March 2024" in panel
    assert "date" in panel
    assert page.locator(".text .on-left-out").count() >= 1


def test_a_copy_says_so(site: Path, tables: Path, visit: Any) -> None:
    (copy,) = [r for r in rows(tables, "releases") if r["duplicate_of"]]
    page = visit(site, f"#/release/{copy['release_id']}")
    assert "Repeats the release" in page.locator(".notice").inner_text()
    assert "gradient" in page.locator(".text").evaluate("e => getComputedStyle(e).backgroundImage")


def test_repeated_words_are_shaded(tmp_path: Path, opledger: Any, visit: Any) -> None:
    said = "Police arrested 16 people in Portugal on Monday, and seized 212 phones in their flats."
    (tmp_path / "a.txt").write_text(f"Sixteen held\n\n{said}\n\nA judge will hear them.\n\n{said}\n")
    opledger("show", tmp_path / "a.txt", "--html", "--out", tmp_path / "a.html")
    page = visit(tmp_path / "a.html")
    assert said in "".join(page.locator(".text .on-repeat").all_text_contents())
    assert page.locator(".text .again").count() >= 1


def test_show_opens_on_the_release(tmp_path: Path, opledger: Any, batch: Path, visit: Any) -> None:
    ended = opledger("show", batch / "first.txt", "--html", "--out", tmp_path / "one")
    assert (ended.status, ended.out) == (0, f"wrote {tmp_path / 'one' / 'index.html'}\n")
    page = visit(tmp_path / "one" / "index.html")
    assert page.locator("body").get_attribute("data-view") == "release"
    assert "16 people" in page.locator(".text").inner_text()


@pytest.mark.parametrize("address", ["#/operation/no-such", "#/release/constructor", "#/operation/%E0%A4%A"])
def test_an_address_that_leads_nowhere(site: Path, visit: Any, address: str) -> None:
    page = visit(site, address)
    assert page.locator("h1").inner_text() == "Nothing here"


def test_a_release_without_operation_is_reached_too(tmp_path: Path, opledger: Any, visit: Any) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "calm.txt").write_text("")
    opledger("extract", tmp_path / "in", "--out", tmp_path / "t")
    opledger("report", tmp_path / "t", "--no-left-out", "--out", tmp_path / "p.html")
    page = visit(tmp_path / "p.html")
    page.get_by_text("1 release in no operation").click()
    page.get_by_role("link", name="calm.txt").click()
    page.wait_for_selector("body[data-view=release]")
    assert page.locator(".notice").inner_text().startswith("empty")


def test_no_texts(tables: Path, tmp_path: Path, opledger: Any, visit: Any) -> None:
    opledger("report", tables, "--no-texts", "--out", tmp_path / "p.html")
    page = visit(tmp_path / "p.html", f"#/release/{release_of(tables, 'first.txt')['release_id']}")
    assert "holds no text" in page.locator(".text").inner_text()
