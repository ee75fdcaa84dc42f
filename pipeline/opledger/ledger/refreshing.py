"""``refresh``: releases that older patterns or another version made are worked anew, from the text that the ledger has."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from opledger.ledger.adding import AddOptions, Report, find, settle
from opledger.ledger.intake import bunches
from opledger.ledger.journal import begin_run
from opledger.ledger.redoing import Redoing
from opledger.ledger.settings import choose
from opledger.ledger.store import Store
from opledger.records import Release


def refresh(
    target: str | Path,
    options: AddOptions | None = None,
    everything: bool = False,
    on_release: Callable[[Release], None] | None = None,
) -> Report:
    """Work the stale releases anew, and those that decisions newly concern, and reconcile what that touches, and all that older patterns reconciled.

    A run that is stopped at any moment loses at most one bunch; the next one goes on from there.

    Args:
        target: path of a ledger, or address of one in PostgreSQL.
        options: as for ``add``.
        everything: all releases, stale or not.
        on_release: called after each release has been worked.

    Raises:
        UsageError: if there is no such ledger, or it can't be written.
        PatternError: if a pack can't be loaded.
    """
    options = options or AddOptions()
    Store(target, wait=options.wait).close()  # there must be one
    with Store(target, write=True, wait=options.wait) as store:
        with store.writing() as base:
            settings = choose(base, options.patterns, options.profile, options.judgements, options.decisions)
            run_id = begin_run(base, "refresh", settings.made)
        redoing = Redoing(store, settings, run_id, options.limits)
        again = redoing.releases(stale=True, everything=everything, meter=options.reading.meter)
        with closing(find(again, settings, options, on_release)) as found:
            for bunch in bunches(found, lambda f: len(f.release.text)):
                redoing.store(bunch)
        report = Report(run_id, redone=redoing.redone, changes=redoing.changes)
        return settle(store, settings, report, options.limits, redo=True, everything=everything)
