"""``watch``: files of a folder into a ledger as they arrive."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from opledger.errors import OpledgerError, UsageError
from opledger.ledger.adding import AddOptions, Report, add_sources, own_files
from opledger.ledger.settings import choose
from opledger.ledger.settling import is_settled
from opledger.ledger.store import Store
from opledger.reading.inputs import GOLD
from opledger.reading.reader import sources_of
from opledger.steps import load_steps

# How long a file must have kept its size to count as written, and how often that is looked at, in seconds.
SETTLE, LOOK = 1.0, 0.25
# How long to wait before a ledger that could not be written to is tried again, in seconds.
PATIENCE = 5.0
# So many files are worked in this process.
FEW = 50


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was seen: its size and time, and since when it has been so."""

    size: int
    changed: int
    since: float


def watch(
    target: str | Path,
    folder: Path,
    options: AddOptions | None = None,
    settle: float = SETTLE,
    on_report: Callable[[Report], None] = lambda report: None,
    on_trouble: Callable[[OpledgerError], None] = lambda error: None,
    stop: Event | None = None,
) -> None:
    """Add what lies in a folder, then what arrives there, until ``stop`` is set or Ctrl-C is pressed.

    Args:
        target: path of a ledger, made if missing, or address of one in PostgreSQL.
        folder: the folder; those inside it are watched too.
        options: as for ``add``.
        settle: how long a file must have kept its size before it is read, in seconds.
        on_report: called with what each bunch of files came to.
        on_trouble: called where a bunch could not be added; it is tried again.
        stop: set it to end.

    Raises:
        UsageError: if there is no such folder, the ledger can't be opened, or watchfiles is not installed.
        PatternError: if a pack can't be loaded.
    """
    if not folder.is_dir():
        raise UsageError("no such folder", str(folder), "name a folder to watch")
    options = options or AddOptions()
    arrivals = _Arrivals(folder, settle, {Path(file).resolve() for file in own_files(target)})
    with Store(target, write=True, wait=options.wait) as store:
        with store.writing() as base:
            settings = choose(base, options.patterns, options.profile, options.judgements, options.decisions)
            behind = not is_settled(base) or bool(settings.concerned)
        options = replace(
            options,
            nlp=options.nlp or load_steps(settings.packs, settings.profile),
            patterns=None,
            profile=None,
            judgements=None,
            decisions=None,
        )
        notes = list(settings.notes)
        if behind:
            report = add_sources(store, (), options, command="watch")
            report.notes[:0], notes = notes, []
            on_report(report)
        again = 0.0
        for _ in _looks(folder, arrivals, stop or Event()):
            ready = arrivals.ready() if time.monotonic() >= again else []
            if not ready:
                continue
            try:
                sources = sources_of(map(str, ready), options.reading)
                # Few are done before processes have begun.
                own = options if len(ready) > FEW else replace(options, jobs=1)
                report = add_sources(store, sources, own, command="watch")
                report.notes[:0], notes = notes, []
                on_report(report)
                arrivals.done(ready)
            except OpledgerError as err:
                # A file that has gone meanwhile is no longer waited for; a ledger that is locked is tried again.
                arrivals.look(ready)
                again = time.monotonic() + PATIENCE
                on_trouble(err)


def _looks(folder: Path, arrivals: _Arrivals, stop: Event) -> Iterator[None]:
    """A look at the folder after each change, and now and then."""
    try:
        import watchfiles
    except ModuleNotFoundError as err:
        raise UsageError(
            "watching needs watchfiles", "opledger watch", "install it with: pip install 'opledger[watch]'"
        ) from err
    milliseconds = int(LOOK * 1000)
    first = True
    for changes in watchfiles.watch(
        folder,
        watch_filter=None,
        debounce=milliseconds,
        step=50,
        stop_event=stop,
        rust_timeout=milliseconds,
        yield_on_timeout=True,
    ):
        # What lay there before is looked for once the watch stands, so that nothing falls between.
        arrivals.look([folder] if first else [Path(path) for _, path in sorted(changes)])
        first = False
        yield


class _Arrivals:
    """The files that have arrived and are not in the ledger yet."""

    def __init__(self, folder: Path, settle: float, own: set[Path]) -> None:
        self._folder, self._settle, self._own = folder, settle, own
        self._seen: dict[Path, _Seen] = {}

    def look(self, paths: Iterable[Path]) -> None:
        """Something may have happened at some paths."""
        for path in paths:
            if path.is_dir():
                for inside, _, names in os.walk(path):
                    self.look(Path(inside, name) for name in sorted(names))
            elif self._is_wanted(path):
                self._see(path)

    def ready(self) -> list[Path]:
        """The files that have kept their size for long enough, in order."""
        found = []
        for path in sorted(self._seen):
            seen = self._see(path)
            if seen is not None and time.monotonic() - seen.since >= self._settle:
                found.append(path)
        return found

    def done(self, paths: Iterable[Path]) -> None:
        """Some files are in the ledger."""
        for path in paths:
            self._seen.pop(path, None)

    def _see(self, path: Path) -> _Seen | None:
        """A file as it is now; None, and no longer waited for, if it has gone."""
        try:
            now = path.stat()
        except OSError:
            self._seen.pop(path, None)
            return None
        old = self._seen.get(path)
        if old is None or (old.size, old.changed) != (now.st_size, now.st_mtime_ns):
            old = self._seen[path] = _Seen(now.st_size, now.st_mtime_ns, time.monotonic())
        return old

    def _is_wanted(self, path: Path) -> bool:
        """Whether ``add`` would read a file if it walked the folder."""
        inside = path.absolute().relative_to(self._folder.absolute()).parts
        hidden = any(part.startswith(".") for part in inside)
        if hidden or path.name.endswith(GOLD) or path.resolve() in self._own:
            return False
        return path.is_file()
