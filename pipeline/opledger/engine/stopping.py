"""Ctrl-C that is not lost.

What a signal raises can fall into a place where Python drops exceptions (a callback of the garbage collector, of which
Dask has one; a finalizer). Who waits for workers therefore asks at every step whether a stop was wished for.
"""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack
from types import FrameType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """While it is entered, remembers Ctrl-C and SIGTERM beside what they do anyway.

    Example:
        >>> with Stopping() as stopping:
        ...     stopping.check()
    """

    def __init__(self) -> None:
        self._wished = False
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        # Only the main thread may say what signals do.
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                self._remember(number)
        return self

    def __exit__(self, *error: object) -> None:
        self._undo.close()

    def check(self) -> None:
        """Raise KeyboardInterrupt if a stop was wished for."""
        if self._wished:
            raise KeyboardInterrupt

    def _remember(self, number: signal.Signals) -> None:
        before: Any = signal.getsignal(number)
        if not callable(before):  # ignored, or set by someone else than Python
            return

        def handler(got: int, frame: FrameType | None) -> None:
            self._wished = True
            before(got, frame)

        signal.signal(number, handler)
        self._undo.callback(signal.signal, number, before)
