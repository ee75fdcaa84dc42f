"""A progress bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from opledger.records import Release


@contextmanager
def progress(shown: bool) -> Iterator[Callable[[Release], None] | None]:
    """A function to call after each release, or ``None`` where nobody looks.

    The number of releases is not known before they are read, so the bar shows a count and a speed.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} releases, {task.fields[characters]:,} characters"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, characters=0)
        characters = 0

        def step(release: Release) -> None:
            nonlocal characters
            characters += len(release.text)
            bar.update(task, advance=1, characters=characters)

        yield step
