"""How much time and memory one release may take, and what is said of one that takes more.

Time is counted in seconds of the processor, so that a machine that others use rejects no more than an idle one. Memory is bounded
on Linux, and in the main thread alone, for the bound holds for a whole process. Elsewhere work goes on unbounded.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from types import FrameType

from opledger.run.threadtime import thread_time

# A release of usual length takes a hundredth of a second and no memory to speak of. The longest that is read by default (10 MB)
# takes some seconds, and some hundred megabytes.
MAX_SECONDS, MAX_MEGABYTES = 60.0, 2_000
# The time that is up is told again and again, after so many seconds: what is raised inside a callback from C is dropped there.
AGAIN = 0.5
STATM = "/proc/self/statm"

Unraisable = Callable[["sys.UnraisableHookArgs"], object]


class OutOfTime(BaseException):
    """The time is up. No ``Exception``: a component that catches any fault of its own must not catch this one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one release may take.

    Args:
        seconds: of the processor; ``None`` for no limit.
        megabytes: of memory beyond what the process had when it began with the release; ``None`` for no limit.

    Example:
        >>> Limits(seconds=0.5).too_slow
        'took more than 0.5 seconds; raise --max-seconds if it is worth it'
    """

    seconds: float | None = MAX_SECONDS
    megabytes: int | None = MAX_MEGABYTES

    @property
    def too_slow(self) -> str:
        """Why a release is rejected that took too long."""
        return f"took more than {self.seconds or 0:g} seconds; raise --max-seconds if it is worth it"

    @property
    def too_large(self) -> str:
        """Why a release is rejected that took too much memory."""
        limit = f"more than {self.megabytes} MB of memory" if self.megabytes else "more memory than there is"
        return f"needed {limit}; raise --max-memory if there is more"


UNLIMITED = Limits(None, None)


@contextmanager
def within(limits: Limits, times: int = 1) -> Iterator[None]:
    """Do what is inside within the limits of so many releases.

    Raises:
        OutOfTime: when the time is up; as soon as the code that runs lets Python see to signals.
        MemoryError: when memory is.
    """
    seconds = limits.seconds and limits.seconds * times
    if threading.current_thread() is not threading.main_thread():
        with thread_time(seconds, OutOfTime) if seconds else nullcontext():
            yield
        return
    with _memory(limits.megabytes), _time(seconds):
        yield


@contextmanager
def watched() -> Iterator[None]:
    """Make ready, once for many releases, for the limits that ``within`` sets for each: what it does by itself to have
    the signal of the time and the size of the process takes longer than some releases. All is undone at the end."""
    global _watch
    if _watch is not None or threading.current_thread() is not threading.main_thread():
        yield
        return
    with _signal_taken(), ExitStack() as files:
        statm = os.open(STATM, os.O_RDONLY) if sys.platform.startswith("linux") else None
        if statm is not None:
            files.callback(os.close, statm)
        _watch = _Watch(os.getpid(), statm)
        try:
            yield
        finally:
            _watch = None


@dataclass(frozen=True, slots=True)
class _Watch:
    """What ``watched`` made ready, and in which process: the open file that tells its size, where there is one."""

    process: int
    statm: int | None


_watch: _Watch | None = None


@contextmanager
def _time(seconds: float | None) -> Iterator[None]:
    if seconds is None or not hasattr(signal, "ITIMER_PROF"):
        yield
        return
    with nullcontext() if _watch else _signal_taken():
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def _signal_taken() -> Iterator[None]:
    """Have the signal of the time, and drop what is raised again."""
    if not hasattr(signal, "SIGPROF"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _time_is_up), sys.unraisablehook
    sys.unraisablehook = partial(_told_unless_again, before[1])
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, before[0])
        sys.unraisablehook = before[1]


def _told_unless_again(tell: Unraisable, dropped: sys.UnraisableHookArgs) -> None:
    """Tell of an exception that Python drops, but not of one that is raised again."""
    if dropped.exc_type is not OutOfTime:
        tell(dropped)


def _time_is_up(number: int, frame: FrameType | None) -> None:
    raise OutOfTime


@contextmanager
def _memory(megabytes: int | None) -> Iterator[None]:
    if megabytes is None or not sys.platform.startswith("linux"):
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _data() + megabytes * 1_000_000
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([wanted, *known]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data() -> int:
    """Bytes that the process has of what RLIMIT_DATA counts."""
    import resource

    # Asked before each release: what Path does beside reading would take longer than the reading.
    if _watch and _watch.statm is not None and _watch.process == os.getpid():
        told = os.pread(_watch.statm, 200, 0)
    else:
        file = os.open(STATM, os.O_RDONLY)
        try:
            told = os.read(file, 200)
        finally:
            os.close(file)
    return int(told.split()[5]) * resource.getpagesize()
