"""The parent's side of a worker process, and what is on its way there and back."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from opledger.forking import Packs, context
from opledger.records import Release
from opledger.run.fetching import Reading
from opledger.run.finishing import Bunch
from opledger.run.limits import Limits
from opledger.run.worker import READY, packed

# A batch up to so many bytes fits into the pipe of a worker that is still at the one before.
PIPE_BYTES = 1_000_000
SENT_AHEAD = PIPE_BYTES // 2


@dataclass(slots=True)
class Item:
    """Something on its way: ``answer`` is what a worker made of it, packed, and ``reason`` why none could.

    Args:
        payload: what a worker is to work on.
        size: how many bytes it takes, at most, when sent.
    """

    payload: Release | Reading | Bunch
    size: int
    answer: bytes | None = None
    reason: str | None = None
    deaths: int = 0

    @property
    def done(self) -> bool:
        """Whether it is known what became of it."""
        return self.answer is not None or self.reason is not None


class Worker:
    """The parent's side of one worker process."""

    def __init__(self, target: Callable[..., None], packs: Packs, limits: Limits) -> None:
        made = context()
        taken, self._tasks = made.Pipe(duplex=False)
        self.answers, given = made.Pipe(duplex=False)
        for pipe in (self._tasks, given):
            _widen(pipe)
        self.process = made.Process(target=target, args=(taken, given, packs, limits), daemon=True)
        self.process.start()
        taken.close()
        given.close()
        self.ready = False
        self._items: deque[Item] = deque()
        self._told: bytes | None = None

    def takes(self, items: Sequence[Item]) -> bool:
        """Whether a batch can be given without waiting: it is idle, or has no more left than this one, which is small.

        One that has died of a release before is given to a worker that has nothing else, and that gets nothing else.
        """
        if not self.ready or not self._items:
            return self.ready
        alone = items[0].deaths or self._items[0].deaths
        small = sum(item.size for item in items) < SENT_AHEAD
        return not alone and small and len(self._items) <= len(items)

    def give(self, items: Sequence[Item], setting: bytes | None = None) -> None:
        """Send a batch; before it the setting, where it has not been told that one."""
        self._items += items
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: its answers will end, too
            if setting is not self._told and setting is not None:
                self._tasks.send_bytes(setting)
                self._told = setting
            self._tasks.send_bytes(packed([item.payload for item in items]))

    def take_answer(self) -> None:
        """Take what it sent.

        Raises:
            EOFError, OSError: if it has died.
        """
        answer = self.answers.recv_bytes()
        if self.ready:
            self._items.popleft().answer = answer
        else:
            self.ready = answer == READY

    def unfinished(self) -> list[Item]:
        """What it was given and has not answered, first what it was at."""
        return list(self._items)

    def end(self) -> int | None:
        """End it, if it has not ended; the exit status."""
        self._tasks.close()
        self.answers.close()
        self.process.kill()
        self.process.join()
        status: int | None = self.process.exitcode
        return status


def _widen(pipe: Connection) -> None:
    """Let a pipe hold more than the usual 64 KB, where the system can: neither side waits for the other."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
