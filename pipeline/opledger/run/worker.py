"""What a worker process does: it takes batches of releases from a pipe and answers release by release; once it was told a setting, it
takes bunches of the end of the job and answers bunch by bunch.

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

from opledger.collector import seldom_collected
from opledger.forking import PRELOAD, Packs
from opledger.patternfiles import load_patterns
from opledger.reconciliation.reconcile import Reconciler
from opledger.records import Release
from opledger.run.fetching import Reading
from opledger.run.filing import Filing, card_of, filed
from opledger.run.finishing import Bunch, Desk, Setting
from opledger.run.limits import Limits, watched
from opledger.run.work import find
from opledger.steps import Steps, load_steps

READY = b"ready"

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
    desk: Desk | None = None
    clerk: Reconciler | None = None
    try:
        answers.send_bytes(READY)
        while True:
            given = pickle.loads(tasks.recv_bytes())
            if isinstance(given, Setting):
                desk = Desk(given)
            elif isinstance(given, Filing):
                clerk = _clerk(given)
            elif isinstance(given[0], Reading):
                for reading in given:
                    answers.send_bytes(packed(reading.drafts()))
            elif desk is None:
                _analyse(steps, clerk, given, answers, limits)
            else:
                _finish(desk, given, answers)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone, or needs no more


def _clerk(filing: Filing) -> Reconciler:
    return Reconciler(load_patterns(filing.packs, filing.profile))


def _analyse(
    steps: Steps, clerk: Reconciler | None, batch: Sequence[Release], answers: Connection, limits: Limits
) -> None:
    """Answer with what was found in each release; with a clerk, with that packed, and the card of the release."""
    with watched(), seldom_collected():
        for release in batch:
            _last_resort(limits.seconds)
            found = find(steps, release, limits)[0]
            _last_resort(None)
            answer = (packed(found), filed(card_of(found, clerk, limits), clerk)) if clerk else found
            answers.send_bytes(packed(answer))


def _finish(desk: Desk, bunches: Sequence[Bunch], answers: Connection) -> None:
    for bunch in bunches:
        try:
            finished = desk.finish(bunch)
        except Exception:  # whatever it is: the parent does this bunch itself, and tells of it
            answers.send_bytes(packed(None))
        else:
            answers.send_bytes(packed(finished))


def _last_resort(seconds: float | None) -> None:
    """Let the system end this process where the time is long up, and code in C has not let Python see to it."""
    if hasattr(signal, "ITIMER_VIRTUAL"):
        signal.setitimer(signal.ITIMER_VIRTUAL, 1 + 1.2 * seconds if seconds else 0)


def ended_for_time(exitcode: int | None) -> bool:
    """Whether a process ended because the last resort ended it."""
    return exitcode is not None and exitcode == -getattr(signal, "SIGVTALRM", 0)


def packed(given: object) -> bytes:
    """A batch or a setting as a worker takes it, and an answer as it gives it."""
    return pickle.dumps(given, protocol=pickle.HIGHEST_PROTOCOL)
