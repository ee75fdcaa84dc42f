"""The page over what one input holds, without tables written first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from opledger.report.data import PageData
from opledger.report.page import page
from opledger.report.shown import read_shown
from opledger.report.source import in_memory
from opledger.run.reread import Reread
from opledger.run.single import View
from opledger.tables.rows import Row


def single_page(views: Iterable[View], name: str) -> Iterator[str]:
    """The page over some releases, piece by piece; with a single one it opens on that.

    Args:
        views: the releases, each by itself, as ``opledger show`` looks at them.
        name: what the page is over, for its title.
    """
    seen = list(views)
    looks = {view.release.text: Reread(view.left_out, view.repeats) for view in seen}
    source = in_memory(
        {
            "releases": [view.release for view in seen],
            "mentions": [m for view in seen for m in view.found.mentions],
            "figures": [f for view in seen for f in view.result.figures or view.found.figures],
            "outcomes": [o for view in seen for o in view.result.outcomes],
            "operations": [o for view in seen for o in view.result.operations],
            "conflicts": [c for view in seen for c in view.result.conflicts],
        }
    )

    def look(text: str, figures: Iterable[Row]) -> Reread:
        return looks.get(text, Reread([], []))

    start = f"#/release/{quote(seen[0].release.release_id, safe='')}" if len(seen) == 1 else ""
    return page(PageData(read_shown(source), source, look), name, start)
