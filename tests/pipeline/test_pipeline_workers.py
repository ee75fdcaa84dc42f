"""Workers that die, that hang, that take too much: the batch goes on, and only the release at fault is rejected."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from opledger.errors import OpledgerError
from opledger.forking import Packs
from opledger.records import Release
from opledger.run import worker
from opledger.run.limits import UNLIMITED, Limits, OutOfTime, within
from opledger.run.work import Found, analyse_all
from opledger.run.workers import Crew

PLAIN = "Police arrested 16 people in Portugal on 4 March 2024."
PACKS: Packs = ((), None)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def release(number: int, text: str = PLAIN) -> Release:
    return Release(f"r{number}", f"r{number}.txt", None, None, None, None, str(number), text)


def poisoned(tasks: Any, answers: Any, packs: Packs, limits: Limits) -> None:
    """A worker to which some words of a text happen."""
    worker.find = _find_or_fall  # type: ignore[attr-defined]
    worker.work(tasks, answers, packs, limits)


def _find_or_fall(nlp: Language, own: Release, limits: Limits, find: Any = worker.find) -> Any:
    word, _, rest = own.text.partition(" ")
    if word == "KILLS":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "KILLS-ONCE" and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "HANGS-IN-C":
        sum(range(10**12))
    if word == "FILLS":
        os._exit(3)
    return find(nlp, own, limits)


def stillborn(tasks: Any, answers: Any, packs: Packs, limits: Limits) -> None:
    """A worker that can't start."""
    os._exit(1)


def through(texts: list[str], jobs: int = 2, limits: Limits = UNLIMITED) -> list[Found]:
    with Crew(jobs, PACKS, limits, poisoned) as crew:
        return list(crew.analyse(release(n, text) for n, text in enumerate(texts)))


def test_a_release_that_kills_two_workers_is_rejected_and_no_other() -> None:
    texts = [PLAIN] * 70
    texts[7] = texts[30] = "KILLS"
    texts[31] = "FILLS"
    found = through(texts)
    assert [f.release.release_id for f in found] == [f"r{n}" for n in range(70)]
    assert [n for n, f in enumerate(found) if f.release.status == "rejected"] == [7, 30, 31]
    assert found[7].release.error == (
        "2 worker processes died of it (signal 9: out of memory?); leave it out, or see --max-memory"
    )
    assert found[31].release.error is not None
    assert "(exit status 3)" in found[31].release.error
    assert all(f.figures for f in found if f.release.status == "ok")


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    texts = [PLAIN] * 30
    texts[3] = f"KILLS-ONCE {tmp_path / 'once'}"
    assert [f.release.status for f in through(texts)] == ["ok"] * 30
    assert (tmp_path / "once").exists()


def test_what_hangs_where_python_sees_no_signal_is_ended_from_outside() -> None:
    texts = [PLAIN, "HANGS-IN-C", PLAIN]
    found = through(texts, limits=Limits(seconds=0.2))
    assert [f.release.status for f in found] == ["ok", "rejected", "ok"]
    assert found[1].release.error == "took more than 0.2 seconds; raise --max-seconds if it is worth it"


def test_workers_that_cannot_start_are_an_error_with_advice() -> None:
    with (
        pytest.raises(OpledgerError, match=r"--jobs: worker processes end before they begin .* try --jobs 1"),
        Crew(1, PACKS, UNLIMITED, stillborn) as crew,
    ):
        list(crew.analyse([release(1)]))


def test_who_stops_early_leaves_no_worker() -> None:
    with Crew(2, PACKS, UNLIMITED) as crew:
        pids = [own.process.pid for own in crew._workers]
        with closing(crew.analyse(release(n) for n in range(500))) as found:  # type: ignore[type-var]
            next(found)
    assert not [pid for pid in pids if _lives(pid)]


def test_reading_is_not_far_ahead_of_what_is_taken() -> None:
    read = 0

    def releases() -> Iterator[Release]:
        nonlocal read
        for read in range(10_000):
            yield release(read, PLAIN + " " * 50_000)

    with Crew(1, PACKS, UNLIMITED) as crew:
        found = crew.analyse(releases())
        for _ in range(3):
            next(found)
        time.sleep(0.2)
        next(found)
        assert read < 500


@pytest.mark.parametrize("limits", [Limits(0.3, None), Limits(None, 30)])
def test_in_this_process_a_release_that_exceeds_a_limit_is_rejected_alone(
    nlp: Language, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opledger.layout.component import LayoutFinder

    find = LayoutFinder.find

    def greedy(self: LayoutFinder, doc: Any) -> Any:
        kept: list[str] = []
        while "GREEDY" in doc.text:
            if limits.megabytes:
                kept.append("x" * 1_000_000)
        return find(self, doc)

    monkeypatch.setattr(LayoutFinder, "find", greedy)
    found = list(analyse_all([release(1), release(2, "GREEDY"), release(3)], nlp, limits))
    assert [f.release.status for f in found] == ["ok", "rejected", "ok"]
    said = limits.too_large if limits.megabytes else limits.too_slow
    assert found[1].release.error == said


def test_limits_are_lifted_again() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGPROF)
    with within(Limits(5, 500)):
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
    with pytest.raises(OutOfTime), within(Limits(0.05, None)):
        while True:
            pass
    assert (resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGPROF)) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def _lives(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True


def test_time_is_limited_in_any_thread_and_nothing_is_raised_afterwards() -> None:
    """As on a cluster, whose workers work in threads that no signal reaches."""
    outcomes: dict[int, list[str]] = {}

    def spin(seconds: float) -> None:
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass

    def run(own: int) -> None:
        outcomes[own] = []
        for turn in range(10):
            try:
                with within(Limits(0.1, None)):
                    spin(0.5 if turn % 5 == 4 else 0.01)
                outcomes[own].append("done")
            except OutOfTime:
                outcomes[own].append("out of time")
            spin(0.02)

    threads = [threading.Thread(target=run, args=(own,)) for own in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(outcomes.values()) == [[*["done"] * 4, "out of time"] * 2] * 3


def _wastes(seconds: float) -> None:
    """Take time of the processor where Python drops exceptions: in a callback of the collector, and as an object ends."""

    def spin(*_: object) -> None:
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass

    class Slow:
        def __del__(self) -> None:
            spin()

    gc.callbacks.append(spin)
    try:
        gc.collect()
    finally:
        gc.callbacks.remove(spin)
    Slow()


@pytest.mark.parametrize("in_thread", [False, True])
def test_time_that_is_up_where_exceptions_are_dropped_is_told_again(
    in_thread: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    reached: list[str] = []

    def run() -> None:
        try:
            with within(Limits(0.05, None)):
                _wastes(0.1)
                reached.append("beyond")
                while True:
                    pass
        except OutOfTime:
            reached.append("ended")

    if in_thread:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    else:
        run()
    assert reached[-1] == "ended"
    assert told == []
    assert capfd.readouterr().err == ""


def test_other_exceptions_that_are_dropped_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError("no end")

    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda dropped: told.append(str(dropped.exc_value)))
    with within(Limits(5, None)):
        Broken()
    assert told == ["no end"]
