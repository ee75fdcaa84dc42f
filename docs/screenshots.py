"""Take the pictures of the web page that README.md shows, from seeds/, in headless Chromium.

    .venv/bin/python docs/screenshots.py

Writes docs/images/*.png.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip


def opledger(*words: str | Path) -> None:
    call = [sys.executable, "-m", "opledger", *map(str, words)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def shot(tab: Any, name: str) -> None:
    """A picture of what is in view, in 128 colours: a quarter of the size."""
    file = IMAGES / f"{name}.png"
    tab.wait_for_timeout(700)
    tab.screenshot(path=file)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


def take(page: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        tab = browser.new_page(viewport={"width": 1200, "height": 860}, color_scheme="light")
        tab.goto(page.as_uri())
        tab.wait_for_selector("body[data-opened]")
        shot(tab, "overview")
        tab.locator("#filters [name=status]").select_option("conflict")
        tab.get_by_role("button", name="Releases", exact=True).click()
        tab.locator("#operations tbody th a").first.click()
        tab.wait_for_selector("body[data-view=operation]")
        tab.evaluate(
            "scrollTo(0, document.querySelector('.outcome').getBoundingClientRect().top + scrollY - 20)"
        )
        shot(tab, "operation")
        statement = tab.locator(".statement").first
        statement.locator("a").click()
        tab.wait_for_selector("body[data-view=release]")
        tab.evaluate("scrollTo(0, 0)")
        shot(tab, "release")
        browser.close()


def main() -> None:
    if CHROMIUM is None:
        sys.exit("Chromium is not installed")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        opledger("extract", ROOT / "seeds", "--out", out / "seeds")
        opledger("report", out / "seeds", "--out", out / "site")
        take(out / "site" / "index.html")


if __name__ == "__main__":
    main()
