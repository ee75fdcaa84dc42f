"""The time of the processor that a thread may take. Signals reach the main thread alone; the others have a watchman."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# How often the watchman looks, in seconds.
LOOK = 0.02
# So much later it is raised again: an exception that is raised inside a callback from C is dropped there.
AGAIN = 0.1


@dataclass(slots=True, eq=False)
class _Watched:
    """A thread inside a limit: the clock of its time, when that is up, and what is raised then."""

    thread: int
    clock: int
    end: float
    error: type[BaseException]


class Watchman:
    """One thread that watches all others that are inside a limit, and sleeps where none is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._watched: set[_Watched] = set()
        self._thread: threading.Thread | None = None
        self._errors: set[type[BaseException]] = set()
        self._hook: Callable[[sys.UnraisableHookArgs], object] | None = None

    def begin(self, watched: _Watched) -> None:
        """Watch a thread."""
        with self._lock:
            self._watched.add(watched)
            self._errors.add(watched.error)
            self._wanted.set()
            if sys.unraisablehook is not self._hook:
                self._hook = _untold(self._errors)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="opledger limits", daemon=True)
                self._thread.start()

    def end(self, watched: _Watched) -> None:
        """Watch it no more; an error that is on its way is called back."""
        with self._lock:
            self._watched.discard(watched)
        _raise_in(watched.thread, None)

    def _watch(self) -> None:
        while self._wanted.wait():
            time.sleep(LOOK)
            # Who is watched cannot leave the limit, nor the thread end, while this is held.
            with self._lock:
                for one in self._watched:
                    if (now := time.clock_gettime(one.clock)) >= one.end:
                        one.end = now + AGAIN
                        _raise_in(one.thread, one.error)
                if not self._watched:
                    self._wanted.clear()


_WATCHMAN = Watchman()


def _untold(errors: set[type[BaseException]]) -> Callable[[sys.UnraisableHookArgs], object]:
    """Let Python not print a traceback where such an error is dropped; it is raised again."""
    before = sys.unraisablehook

    def hook(dropped: sys.UnraisableHookArgs) -> None:
        if dropped.exc_type not in errors:
            before(dropped)

    sys.unraisablehook = hook
    return hook


@contextmanager
def thread_time(seconds: float, error: type[BaseException]) -> Iterator[None]:
    """Raise an error in this thread when it has taken so many seconds of the processor for what is inside.

    It is raised where Python runs next: a single call into C goes on to its end. Where the system does not tell
    the time of threads, there is no limit.

    Args:
        seconds: how long.
        error: what to raise.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        yield
        return
    own = threading.get_ident()
    clock = time.pthread_getcpuclockid(own)
    watched = _Watched(own, clock, time.clock_gettime(clock) + seconds, error)
    _WATCHMAN.begin(watched)
    try:
        yield
    finally:
        while True:
            try:
                _WATCHMAN.end(watched)
                break
            except error:  # it came while this was being done: too late
                continue


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )
