"""A real browser for the page, and the tables that it shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# Without these, Chromium looks for its makers' hosts at every start.
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

HOSTILE = """Raid </script><script>window.hacked=1</script> "Friends"

Police arrested 31 people in Norway during Operation <img src=x onerror="window.hacked=1"> on 7 June 2022.
<!-- In all, 518 phones were seized.\u2028They also found 6 kg of cannabis <svg onload=window.hacked=1>.
\u202eGnidaelsim\u202c 23 flats were searched {{constructor}} ${window.hacked=1} ]]> &lt;b&gt; 😀😀 14 cars were seized.
""" + ("w" * 5000) + " 9 boats were seized.\n"  # fmt: skip


@pytest.fixture(scope="session")
def tables(batch: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of three plain releases and a hostile one."""
    from opledger.cli import main

    folder = tmp_path_factory.mktemp("report")
    inputs = folder / "releases"
    shutil.copytree(batch, inputs)
    (inputs / "hostile <b>.txt").write_text(HOSTILE, encoding="utf-8")
    shutil.copy(inputs / "first.txt", inputs / "first-again.txt")
    with pytest.raises(SystemExit):
        main(["extract", str(inputs), "--out", str(folder / "tables")])
    return folder / "tables"


@pytest.fixture(scope="session")
def site(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page over those tables."""
    from opledger.cli import main

    folder = tmp_path_factory.mktemp("site")
    with pytest.raises(SystemExit):
        main(["report", str(tables), "--out", str(folder)])
    return folder / "index.html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium; the tests are skipped where it is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Opens a page by ``visit(file, "#/...")``. Afterwards nothing may stand in the console, and nothing may have been asked for."""
    told: list[str] = []
    contexts: list[Any] = []

    def visit(file: Path, address: str = "", **options: Any) -> Any:
        context = browser.new_context(accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(f"console: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: told.append(f"error: {error}"))

        def asked(request: Any) -> None:
            if not request.url.startswith(("data:", "blob:", f"{file.as_uri()}")):
                told.append(f"request: {request.url}")

        context.on("request", asked)
        page.goto(f"{file.as_uri()}{address}")
        page.wait_for_selector("body[data-opened]")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert told == []
