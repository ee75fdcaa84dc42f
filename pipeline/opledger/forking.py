"""The process that workers are forked from. It loads the pipeline once, and can be begun early: it loads while this one does other things.

This module loads next to nothing itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Packs = tuple[tuple[str, ...], str | None]
"""Names of pattern packs, and the profile: what a pipeline is loaded from."""

# What that process imports, and the name under which its environment tells which packs to load.
PRELOADED, PRELOAD = "opledger.run.preloaded", "OPLEDGER_PRELOAD"


def context() -> Any:
    """How processes are made: forked from one clean process that has loaded the pipeline, where the system can; else each anew."""
    from multiprocessing import get_all_start_methods, get_context

    return get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")


def begin(packs: Packs) -> None:
    """Begin the process that loads the packs, where the system can fork and there is none yet, without waiting for it."""
    made = context()
    if made.get_start_method() != "forkserver":
        return
    os.environ[PRELOAD] = json.dumps(packs)
    try:
        made.set_forkserver_preload([PRELOADED])
        _start()
    finally:
        del os.environ[PRELOAD]


def _start() -> None:
    from multiprocessing import forkserver

    with deaf_to_ctrl_c():
        forkserver.ensure_running()


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Threads and processes begun inside never get Ctrl-C, which is this process's to handle: one that gets it, too, prints a
    traceback, even while it is starting. What the user presses meanwhile counts afterwards."""
    import signal
    from multiprocessing import resource_tracker

    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Python starts this helper with the first process, and lets the signal through again then.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
