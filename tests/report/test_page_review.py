"""A reviewer's hand in the page, in a real browser: what is marked there comes out as a file that ``opledger extract`` obeys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def release_of(tables: Path, name: str) -> dict[str, Any]:
    (found,) = [r for r in rows(tables, "releases") if Path(r["path"]).stem == name]
    return found


def figure_of(tables: Path, name: str, text: str) -> dict[str, Any]:
    own = release_of(tables, name)["release_id"]
    (found,) = [f for f in rows(tables, "figures") if f["release_id"] == own and f["text"] == text]
    return found


@pytest.fixture
def review(visit: Any, site: Path, tables: Path) -> Any:
    """Opens the view of a release with reviewing on."""

    def open_(name: str = "", address: str = "") -> Any:
        where = f"#/release/{release_of(tables, name)['release_id']}" if name else address
        page = visit(site, where)
        page.click("#toolbar >> text=Review")
        return page

    return open_


def choose(page: Any, figure: dict[str, Any]) -> None:
    page.click(f'.found a[href*="{figure["figure_id"].split(":")[-1]}"]')
    page.wait_for_selector(f'.inspector [data-figure-id="{figure["figure_id"]}"]')


def exported(page: Any, file: Path) -> list[dict[str, Any]]:
    with page.expect_download() as saved:
        page.click("text=Export decisions")
    assert saved.value.suggested_filename == "decisions.jsonl"
    saved.value.save_as(file)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def mark(page: Any, words: str) -> None:
    """Mark words of the text, as a reader does with the mouse."""
    page.evaluate(
        """(words) => {
        const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(words);
          if (at < 0) continue;
          getSelection().setBaseAndExtent(node, at, node, at + words.length);
          return;
        }
        throw new Error('not in one piece of the text: ' + words);
        }""",
        words,
    )


def test_nothing_of_it_shows_before_it_is_asked_for(visit: Any, site: Path) -> None:
    page = visit(site)
    assert page.locator(".review:visible").count() == 0
    page.click("#toolbar >> text=Review")
    assert page.locator("#progress").inner_text().startswith("0 decisions in all, of ")


def test_what_is_decided_in_the_page_is_obeyed(
    review: Any, opledger: Any, tables: Path, tmp_path: Path
) -> None:
    page = review("first")
    wrong, right = (figure_of(tables, "first", text) for text in ("212 phones", "seven flats"))
    changed = figure_of(tables, "first", "16 people")
    choose(page, wrong)
    page.click(".inspector >> text=Wrong")
    assert page.locator(".inspector .decided").inner_text() == "Wrong, will be taken out"
    choose(page, right)
    page.click(".inspector >> text=Right")
    choose(page, changed)
    page.click(".inspector >> text=Correct …")
    page.select_option(".review-form [name=measure]", "charges")
    page.fill(".review-form [name=value]", "sixteen")
    page.click(".review-form >> text=Save")
    assert page.locator(".review-form .fault").inner_text() == "Value must be a number of 0 or more."
    page.fill(".review-form [name=value]", "1,617")
    page.select_option(".review-form [name=qualifier]", "more_than")
    page.fill(".review-form [name=why]", "read again <b>")
    page.click(".review-form >> text=Save")
    assert "Corrected: more than 1,617 charges (total) – read again <b>" in page.inner_text(
        ".inspector .decided"
    )
    assert page.locator("#progress").inner_text().startswith("3 of ")
    # The marks in the text follow.
    assert page.locator(f'.text .decided-wrong[data-figure-id="{wrong["figure_id"]}"]').count()
    page.fill("#review-who", "AB")
    lines = exported(page, tmp_path / "decisions.jsonl")
    assert [next(iter(line)) for line in lines] == ["wrong", "right", "correct"]
    release = release_of(tables, "first")
    assert lines[0]["wrong"] == {
        "release": release["release_id"], "sha256": release["sha256"], "start": wrong["start"], "end": wrong["end"],
        "measure": "devices_seized", "text": "212 phones",
    }  # fmt: skip
    texts, out = tables.parent / "releases", tmp_path / "out"
    ended = opledger("extract", texts, "--out", out, "--decisions", tmp_path / "decisions.jsonl")
    assert ended.status == 0 and "note on" not in ended.err
    mine = [f for f in rows(out, "figures") if f["release_id"] == release["release_id"]]
    told = {f["text"]: f for f in mine}
    assert "212 phones" not in told and told["seven flats"]["rule"].endswith("+confirmed")
    after = told["16 people"]
    assert (after["measure"], after["low"], after["high"]) == ("charges", 1617, None)
    assert after["qualifier"] == "more_than"
    # A page over the new tables knows what was reviewed.
    assert any(f["rule"].endswith("+corrected") for f in mine)


def test_a_missing_figure_behind_wide_letters_and_controls(
    review: Any, opledger: Any, tables: Path, tmp_path: Path
) -> None:
    page = review("hostile <b>")
    assert page.locator("text=Add a missing figure").is_disabled()
    text = release_of(tables, "hostile <b>")["text"]
    mark(page, "w" * 12)
    page.click("text=Add a missing figure")
    page.select_option(".review-form [name=measure]", "deaths")
    page.fill(".review-form [name=value]", "3")
    page.click(".review-form >> text=Save")
    # The words are marked where they first stand, behind two emoji and several controls.
    (line,) = exported(page, tmp_path / "decisions.jsonl")
    named = line["missing"]
    assert text[named["start"] : named["end"]] == named["text"] == "w" * 12
    assert named["start"] == text.index("w" * 12)
    out = tmp_path / "out"
    opledger("extract", tables.parent / "releases", "--out", out, "--decisions", tmp_path / "decisions.jsonl")
    (added,) = [f for f in rows(out, "figures") if f["rule"] == "added"]
    assert (added["measure"], added["value"], added["unit"], added["start"]) == (
        "deaths",
        3,
        "person",
        named["start"],
    )


def test_operations_are_merged_and_split_in_the_page(
    review: Any, opledger: Any, tables: Path, tmp_path: Path
) -> None:
    operations = rows(tables, "operations")
    harbour = next(o for o in operations if o["name"] and "Quiet Harbour" in o["name"])
    third = next(o for o in operations if len(o["release_ids"]) == 1 and "third" in o["release_ids"][0])
    second = release_of(tables, "second")["release_id"]
    page = review(address=f"#/operation/{third['operation_id']}")
    page.focus("#review-same")
    page.fill("#review-same", harbour["name"])
    page.click("text=Merge")
    assert "are one operation" in page.inner_text(".head .decided")
    page.goto(page.url.partition("#")[0] + f"#/operation/{harbour['operation_id']}")
    page.wait_for_selector("#review-split")
    page.select_option("#review-split", second)
    page.click("text=Split off")
    lines = exported(page, tmp_path / "decisions.jsonl")
    assert [next(iter(line)) for line in lines] == ["same"] + ["different"] * (
        len(harbour["release_ids"]) - 1
    )
    out = tmp_path / "out"
    ended = opledger(
        "extract", tables.parent / "releases", "--out", out, "--decisions", tmp_path / "decisions.jsonl"
    )
    assert ended.status == 0 and "note on" not in ended.err
    groups = [set(o["release_ids"]) for o in rows(out, "operations")]
    assert {second} in groups
    assert next(g for g in groups if third["release_ids"][0] in g) >= set(harbour["release_ids"]) - {second}


def test_the_keyboard_alone(review: Any, tables: Path, tmp_path: Path) -> None:
    page = review("second")
    own = release_of(tables, "second")["release_id"]
    figures = sorted(
        (f for f in rows(tables, "figures") if f["release_id"] == own), key=lambda f: (f["start"], f["end"])
    )
    for key in ("j", "r", "j", "w", "k", "u"):
        page.keyboard.press(key)
    assert (
        page.locator(".inspector [data-figure-id]").get_attribute("data-figure-id") == figures[0]["figure_id"]
    )
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    # Letters typed into a field are letters.
    page.fill(".review-form [name=object]", "")
    page.focus(".review-form [name=object]")
    page.keyboard.type("wrjuk")
    assert page.input_value(".review-form [name=object]") == "wrjuk"
    page.keyboard.press("Enter")
    (wrong, correct) = exported(page, tmp_path / "decisions.jsonl")
    assert wrong["wrong"]["text"] == figures[1]["text"]
    assert correct["correct"]["text"] == figures[0]["text"] and correct["as"]["object"] == "wrjuk"
    page.keyboard.press("Escape")


def test_a_file_is_taken_in_again(review: Any, tables: Path, tmp_path: Path) -> None:
    figure = figure_of(tables, "first", "16 people")
    release = release_of(tables, "first")
    name = {key: figure[key] for key in ("start", "end", "text")} | {"sha256": release["sha256"]}
    # It was found as charges, and corrected to what the tables now say.
    old = {
        "correct": {"release": release["release_id"], "measure": "charges", **name},
        "as": {"measure": "arrests"},
    }
    kept = [
        "# by hand",
        json.dumps({"same": ["a", "b"], "withdrawn": True}),
        json.dumps({"same": ["x", "y"]}),
    ]
    file = tmp_path / "old.jsonl"
    file.write_text("\n".join([*kept, json.dumps(old)]), encoding="utf-8")
    page = review("first")
    page.set_input_files("#review input[type=file]", file)
    page.wait_for_selector("text=old.jsonl was read: 2 decisions.")
    choose(page, figure)
    assert page.locator(".inspector .decided").inner_text() == "Corrected: arrests"
    page.click(".inspector >> text=Wrong")
    page.click("#review summary")
    page.wait_for_selector("#review ul li")
    assert page.locator("#review ul li").count() == 2
    with page.expect_download() as saved:
        page.click("text=Export decisions")
    lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[:2] == kept[:2]
    assert json.loads(lines[3])["wrong"]["measure"] == "charges"
    file.write_text('{"wrong": 3}\n', encoding="utf-8")
    page.set_input_files("#review input[type=file]", file)
    page.wait_for_selector("text=old.jsonl, line 1: 'wrong' must name a release")
    # What was decided is there when the page is opened again.
    page.reload()
    page.wait_for_selector("body[data-opened]")
    page.click("#toolbar >> text=Review")
    assert page.locator("#progress").inner_text().startswith("1 of ")


def test_hostile_words_stay_words(review: Any, tables: Path, tmp_path: Path) -> None:
    """What a release or a file of decisions holds is shown, never run; controls are shown as signs and exported as they are."""
    page = review("hostile <b>")
    release = release_of(tables, "hostile <b>")
    bad = "<img src=x onerror=window.hacked=1>\u202e"
    start = release["text"].index("\u202e")
    named = {"release": release["release_id"], "sha256": release["sha256"], "start": start, "end": start + 4}
    named |= {"measure": bad, "text": release["text"][start : start + 4]}
    rows_ = [
        {"missing": named, "as": {"measure": bad, "value": bad, "role": {"a": bad}}, "why": bad, "who": bad}
    ]
    rows_ += [{"same": [bad, "</script><script>window.hacked=1</script>"]}]
    file = tmp_path / "bad.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows_), encoding="utf-8")
    page.set_input_files("#review input[type=file]", file)
    page.wait_for_selector("text=bad.jsonl was read: 2 decisions.")
    page.click("#review summary")
    page.wait_for_selector("#review ul li")
    shown = page.inner_text("#review")
    assert "<img src=x onerror=window.hacked=1>\ufffd" in shown and "\u202e" not in shown
    assert page.evaluate("window.hacked") is None
    assert page.locator("#review img, #review script").count() == 0
    assert exported(page, tmp_path / "again.jsonl") == rows_


def test_without_storage_the_page_says_so(visit: Any, site: Path, tables: Path) -> None:
    page = visit(site)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(f"{site.as_uri()}?x#/release/{release_of(tables, 'first')['release_id']}")
    page.wait_for_selector("body[data-opened]")
    page.click("#toolbar >> text=Review")
    assert page.locator("#review .memory").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("r")
    assert page.locator("#progress").inner_text().startswith("1 of ")


def test_reviewing_is_accessible(review: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = review("first")
    page.keyboard.press("j")
    page.keyboard.press("c")
    faults = [v for v in axe.Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(f["id"], [n["html"][:120] for n in f["nodes"]]) for f in faults] == []
