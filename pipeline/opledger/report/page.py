"""A web page over tables: one file that opens from disk, fetches nothing and runs no script but ours.

Whatever comes from the tables goes into the page as packed data, and from there into text nodes alone. The page's policy names our
scripts and styles by their hashes, so that nothing else can run, load or be sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files

from opledger.report.data import PageData
from opledger.report.pack import Blocks, block
from opledger.report.reviewing import vocabulary
from opledger.report.safe import esc, one_line

# In this order the modules are joined; each may use those before it. A module's functions may be hooked into the page (hooks.js).
MODULES = (
    "dom", "words", "store", "route", "filters", "totals", "csv", "hooks", "charts", "map", "chart-panel", "table", "overview",
    "intervals", "parts", "statement", "operation", "segments", "release", "decisions",
    "review-form", "review", "keys", "main",
)  # fmt: skip


def asset(name: str) -> str:
    """The text of a file under ``report/assets``."""
    return files("opledger.report").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def joined(modules: tuple[str, ...] = MODULES) -> str:
    """The modules as one script: their imports and exports fall away, for all stand in one scope."""
    kept = []
    for name in modules:
        lines = asset(f"{name}.js").splitlines()
        kept += [line.removeprefix("export ") for line in lines if not line.startswith("import ")]
    return '"use strict";\n(() => {\n' + "\n".join(kept) + "\n})();\n"


def hashed(text: str) -> str:
    """A text's name in a Content-Security-Policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page(data: PageData, name: str, start: str = "") -> Iterator[str]:
    """The page, piece by piece.

    Args:
        data: what it shows.
        name: what it is over, for its title.
        start: the part of the address that it opens with; empty for the overview.
    """
    style, chart_style = asset("page.css") + asset("review.css"), asset("vendor/plot.css")
    library, script = asset("vendor/plot.js"), joined()
    policy = (
        f"default-src 'none'; script-src {hashed(library)} {hashed(script)}; "
        f"style-src {hashed(style)} {hashed(chart_style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{esc(name)} – opledger</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    yield asset("body.html")
    yield block("overview", {"name": one_line(name), "start": start, **data.overview()})
    operations, releases = Blocks("operations"), Blocks("releases")
    yield from operations.pieces(data.operations())
    yield from releases.pieces(data.releases())
    yield block("places", {"operations": operations.places, "releases": releases.places})
    yield block("vocabulary", vocabulary(f for own in data.figures.values() for f in own))
    yield block("world", json.loads(asset("vendor/world.json")))
    yield f"<script>{library}</script>\n<script>{script}</script>\n</body>\n</html>\n"
