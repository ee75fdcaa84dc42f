"""What a worker process does: it takes batches of releases from a pipe and answers release by release.

One answer a release, each as soon as it is there: so the parent always knows which release a worker is at, and of a worker that dies
all but that release is saved.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection

from opledger.run.limits import Limits
from opledger.run.work import find
from opledger.steps import Steps, load_steps

Packs = tuple[tuple[str, ...], str | None]
"""Names of pattern packs, and the profile: what the components are loaded from."""

READY = b"ready"
PRELOAD = "OPLEDGER_PRELOAD"

# Components that stood in memory before this process was forked.
_loaded: dict[Packs, Steps] = {}


def preload() -> None:
    """Load the components that the environment names, in the process from which all workers are forked: they share its memory, and one
    that has to be replaced is there at once. A worker that finds nothing loaded loads for itself."""
    import gc

    if PRELOAD in os.environ:
        patterns, profile = json.loads(os.environ[PRELOAD])
        packs = tuple(patterns), profile
        _loaded[packs] = load_steps(*packs)
        gc.freeze()  # the collector would touch, and so copy, every page


def work(tasks: Connection, answers: Connection, packs: Packs, limits: Limits) -> None:
    """The whole life of a worker: until no more batches come."""
    # Ctrl-C is the parent's to handle; a worker that answers it too prints a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    steps = _loaded.get(packs) or load_steps(*packs)
    try:
        answers.send_bytes(READY)
        while True:
            _batch(steps, tasks, answers, limits)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone, or needs no more


def _batch(steps: Steps, tasks: Connection, answers: Connection, limits: Limits) -> None:
    for release in pickle.loads(tasks.recv_bytes()):
        _last_resort(limits.seconds)
        found = find(steps, release, limits)[0]
        _last_resort(None)
        answers.send_bytes(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))


def _last_resort(seconds: float | None) -> None:
    """Let the system end this process where the time is long up, and code in C has not let Python see to it."""
    if hasattr(signal, "ITIMER_VIRTUAL"):
        signal.setitimer(signal.ITIMER_VIRTUAL, 1 + 1.2 * seconds if seconds else 0)


def ended_for_time(exitcode: int | None) -> bool:
    """Whether a process ended because the last resort ended it."""
    return exitcode is not None and exitcode == -getattr(signal, "SIGVTALRM", 0)


def packed(batch: Sequence[object]) -> bytes:
    """A batch as a worker takes it."""
    return pickle.dumps(batch, protocol=pickle.HIGHEST_PROTOCOL)
