"""A progress bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opledger.records import Release

if TYPE_CHECKING:
    from opledger.reading import Meter

# Seconds that the rate is taken over: long enough to stand still, short enough to show a change.
OVER = 10.0


@contextmanager
def progress(shown: bool, meter: Meter | None = None) -> Iterator[Callable[[Release], None] | None]:
    """A function to call after each release, or ``None`` where nobody looks.

    Args:
        shown: whether to show anything; it is not shown where standard error is no terminal.
        meter: the meter of the reading; without one, or with standard input, nobody knows how much is to come.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=OVER) as bar:
        task = bar.add_task("reading", total=None, rate="")
        pace = Pace(meter)

        def step(release: Release) -> None:
            pace.add(release)
            bar.update(task, total=pace.total, completed=pace.done, description=pace.said, rate=pace.rate)

        yield step


class Pace:
    """How far a job has come, and how fast it goes.

    Args:
        meter: the meter of the reading, if there is one.
        clock: gives seconds.

    Example:
        >>> pace = Pace(None)
        >>> pace.add(release)  # doctest: +SKIP
        >>> pace.said  # doctest: +SKIP
        '1 release'
    """

    def __init__(self, meter: Meter | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._meter, self._clock = meter, clock
        self._releases = self._characters = 0
        self._start = clock()

    def add(self, release: Release) -> None:
        """One more is done."""
        self._releases += 1
        self._characters += len(release.text)

    @property
    def total(self) -> int | None:
        """Bytes of all inputs; ``None`` if nobody knows."""
        return self._meter.total if self._meter else None

    @property
    def done(self) -> int:
        """Bytes done. Reading is ahead of the rest: of what was read, the share of the releases that are done."""
        if self._meter is None or not self._meter.releases:
            return 0
        return self._meter.read * self._releases // self._meter.releases

    @property
    def said(self) -> str:
        """How many releases are done; and, after the last one, what is done now."""
        if self._meter and self.total is not None and self._meter.read >= self.total <= self.done:
            return f"{self._releases:,} releases; reconciling, writing"
        return f"{self._releases:,} release{'s' * (self._releases != 1)}"

    @property
    def rate(self) -> str:
        """Releases and megabytes of text a second, since the first one."""
        seconds = self._clock() - self._start
        if seconds <= 0:
            return ""
        return f"{self._releases / seconds:,.0f}/s, {self._characters / seconds / 1e6:.2f} MB/s"
