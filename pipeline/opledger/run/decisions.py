"""A reviewer's decisions obeyed: after the pipeline, before reconciliation, release by release.

The figures are changed as if they had been found so; reconciliation then goes on as always. What a decision did stands in
the figure's ``rule`` and, for reconciliation and gold, in ``extras["decision"]``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from opledger.errors import UsageError
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.figures import Measure, Measures
from opledger.reconciliation.decisions import Decision, Said, groups, read_said, settled
from opledger.reconciliation.judgements import Judgement, read_judgements, refuse_contradictions
from opledger.records import Figure, Release
from opledger.run.correcting import CURRENCY, added, corrected, fits
from opledger.run.marking import STRONGEST, key_of, mark_of, marked
from opledger.run.references import mended
from opledger.run.work import Found


def read_decisions(file: Path, patterns: Patterns) -> Decisions:
    """The decisions of a file, ready to be obeyed.

    Args:
        file: the file, as the page of ``opledger report`` exports it.
        patterns: the measures that figures can have.

    Raises:
        UsageError: if the file can't be read, a line is faulty, or lines contradict one another.
    """
    return ready(read_said(file), patterns)


def ready(said: Said, patterns: Patterns) -> Decisions:
    """Decisions that were read already, ready to be obeyed.

    Raises:
        UsageError: if one has a measure or unit that figures can't have.
    """
    measures = patterns.get(Measures).measures
    for decision in said.decisions:
        _check(decision, measures)
    return Decisions(said, measures)


def all_judgements(file: Path | None, decisions: Decisions | None) -> list[Judgement]:
    """The judgements of a file of judgements and of a file of decisions, where they are given.

    Raises:
        UsageError: if the file is faulty, or the two contradict each other.
    """
    judgements = [*(read_judgements(file) if file else ()), *(decisions.judgements if decisions else ())]
    refuse_contradictions(judgements)
    return judgements


@dataclass(frozen=True, slots=True)
class Account:
    """What became of decisions.

    Args:
        said: what is to be said of each: none before its release came, nothing where it was obeyed.
        alike: by the name of a release that there are decisions on, the first release that came and has it.
    """

    said: dict[Decision, str | None]
    alike: dict[str, str]


class Decisions:
    """Obeys decisions, and keeps account of those that found nothing to decide on.

    Args:
        said: what a file says.
        measures: the vocabulary of measures.

    Example:
        >>> decisions = read_decisions(Path("decisions.jsonl"), load_patterns())  # doctest: +SKIP
        >>> found = decisions.apply(found)  # doctest: +SKIP
    """

    def __init__(self, said: Said, measures: Mapping[str, Measure]) -> None:
        self.said, self._measures = said, measures
        self._by_release: dict[str, list[list[Decision]]] = {}
        for group in groups(said.decisions):
            self._by_release.setdefault(group[0].figure.release, []).append(group)
        self._stems = {_stem(release) for release in self._by_release}
        self._account = Account(dict.fromkeys(said.decisions), {})

    @property
    def judgements(self) -> Sequence[Judgement]:
        """What the file says about which releases are on one operation."""
        return self.said.judgements

    @property
    def releases(self) -> frozenset[str]:
        """The ids of the releases that there are decisions on."""
        return frozenset(self._by_release)

    def idle(self, elsewhere: Collection[str] = (), place: str = "run") -> list[tuple[str, str]]:
        """The decisions that were not obeyed, or not in full, each by file and line, with the reason.

        Args:
            elsewhere: releases of which nothing is to be said if they did not come: they are known to be there.
            place: what those that did not come are missing from.
        """
        told = self._account.said.items()
        left = [d for d, said in told if said or (said is None and d.figure.release not in elsewhere)]
        left.sort(key=lambda d: (d.file, d.line))
        return [(d.where, self._account.said[d] or self._no_release(d, place)) for d in left]

    def handed_over(self) -> Account:
        """What became of the decisions since this was asked before; another process hands it to ``take_over``."""
        before, self._account = self._account, Account(dict.fromkeys(self.said.decisions), {})
        return Account({d: said for d, said in before.said.items() if said is not None}, before.alike)

    def take_over(self, account: Account) -> None:
        """What became of the decisions in another process, which read the same file."""
        for decision, said in account.said.items():
            self._say([decision], said or "")
        self._account.alike.update({**account.alike, **self._account.alike})

    def apply(self, found: Found) -> Found:
        """What was found in a release, as the decisions on it say. A release without decisions is handed back as it is."""
        release = found.release
        stem = _stem(release.release_id)
        if stem in self._stems:
            self._account.alike.setdefault(stem, release.release_id)
        mine = self._by_release.get(release.release_id, ())
        reasons = [_mismatch(release, group[0]) for group in mine]
        fitting = [group for group, reason in zip(mine, reasons, strict=True) if not reason]
        for group, reason in zip(mine, reasons, strict=True):
            if reason:
                self._say(group, reason)
        if not fitting:
            return found
        review = _Review(found, self._measures, fitting)
        figures = review.figures()
        for group in fitting:
            self._say(group, review.complaint(group, figures))
        return replace(found, figures=figures)

    def _say(self, group: Iterable[Decision], reason: str) -> None:
        # What was obeyed once stays so: another round finds a wrong figure gone.
        self._account.said.update({d: reason for d in group if self._account.said[d] != ""})

    def _no_release(self, decision: Decision, place: str) -> str:
        own = decision.figure.release
        other = self._account.alike.get(_stem(own))
        more = f"; {other!r} has its name, but another text" if other and other != own else ""
        return f"{own!r} is no release of this {place}{more}"


class _Review:
    """The decisions on one release, whose text is the one that they were made on."""

    def __init__(
        self, found: Found, measures: Mapping[str, Measure], decided: Sequence[list[Decision]]
    ) -> None:
        self.release, self.found, self.measures = found.release, found.figures, measures
        self.now: dict[str, Figure | None] = {}
        self.new: list[Figure] = []
        pending = list(decided)
        # The surest first, so that the order of the lines does not matter.
        for find in (self._named, self._meant, self._lone):
            pending = [group for group in pending if not self._obey(group, find(group))]
        self.idle = [group for group in pending if not self._add(group)]

    def figures(self) -> list[Figure]:
        """The figures of the release as they are to be, those added in their place."""
        now = [(f.figure_id, self.now.get(f.figure_id, f)) for f in self.found]
        figures = mended(self.found, [*now, *(("", figure) for figure in self.new)])
        return sorted(figures, key=lambda f: (f.start, f.end, f.measure)) if self.new else figures

    def complaint(self, group: Sequence[Decision], figures: Sequence[Figure]) -> str:
        """Why decisions were not obeyed, or not in full; empty where they were."""
        named = group[0].figure
        if group in self.idle:
            return f"no figure of {named.measure} is found at {named.start}-{named.end} any more"
        for figure in figures:
            mark = mark_of(figure)
            if (figure.start, figure.end, mark.get("key")) == (named.start, named.end, key_of(group)):
                whole = mark.get("part_of")
                if whole and not figure.part_of:
                    place = f"{whole['start']}-{whole['end']}"
                    return f"obeyed, but for 'part_of': no figure of {whole['measure']} is found at {place}"
        return ""

    def _here(self, group: Sequence[Decision]) -> list[Figure]:
        """The figures where decisions point that nothing was decided on, neither before nor here."""
        span = group[0].figure.start, group[0].figure.end
        return [
            f
            for f in self.found
            if (f.start, f.end) == span and not mark_of(f) and f.figure_id not in self.now
        ]

    def _named(self, group: Sequence[Decision]) -> Figure | None:
        """The figure that these decisions made in an earlier round, else the one of the measure that they name."""
        span = group[0].figure.start, group[0].figure.end
        made = [f for f in self.found if (f.start, f.end) == span and mark_of(f).get("key") == key_of(group)]
        named = [f for f in self._here(group) if any(f.measure == d.figure.measure for d in group)]
        return next(iter([*made, *named]), None)

    def _meant(self, group: Sequence[Decision]) -> Figure | None:
        """The figure of the measure that it is to have: the rules know better by now."""
        return next((f for f in self._here(group) if any(f.measure in d.measures for d in group)), None)

    def _lone(self, group: Sequence[Decision]) -> Figure | None:
        """The only figure there. But a figure of another measure is not the one that a reviewer saw to be wrong, and beside a
        missing one another may stand."""
        here = self._here(group)
        sure = len(here) == 1 and not any(d.verb in ("wrong", "missing") for d in group)
        return here[0] if sure else None

    def _obey(self, group: Sequence[Decision], target: Figure | None) -> bool:
        if target is None:
            return False
        verb = _verb(group)
        if verb == "wrong":
            self.now[target.figure_id] = None
        else:
            figure = corrected(target, _columns(group), self.measures)
            self.now[target.figure_id] = marked(figure, target, verb, group)
        return True

    def _add(self, group: Sequence[Decision]) -> bool:
        verb = _verb(group)
        if verb != "missing":
            return False
        span = group[0].figure.start, group[0].figure.end
        figure = added(self.release, span, _columns(group), self.measures, self.found)
        self.new.append(marked(figure, None, verb, group))
        return True


def _verb(group: Sequence[Decision]) -> str:
    """What decisions that agree on a figure come to."""
    return next(verb for verb in STRONGEST if any(d.verb == verb for d in group))


def _columns(group: Sequence[Decision]) -> dict[str, Any]:
    return {key: value for d in group for key, value in settled(d).items()}


def _mismatch(release: Release, decision: Decision) -> str:
    """Why a decision can't be on this release; empty where it can."""
    named = decision.figure
    if release.status != "ok":
        return f"the release is {release.status}"
    if release.sha256 != named.sha256:
        return "the text of the release is another one"
    there = release.text[named.start : named.end]
    return "" if there == named.text else f"{there!r} stands there, not {named.text!r}"


def _stem(release_id: str) -> str:
    """A release's name: its id without the checksum at the end."""
    return release_id.rpartition("-")[0] or release_id


def _check(decision: Decision, measures: Mapping[str, Measure]) -> None:
    """Refuse measures and units that no figure can have."""
    columns = settled(decision)
    for name in (*columns.get("alternatives", ()), *([columns["measure"]] if columns else [])):
        if name not in measures:
            near = get_close_matches(name, measures, 1)
            advice = f"did you mean {near[0]!r}?" if near else "docs/data-model.md lists the measures"
            raise UsageError(f"{name!r} is no measure", decision.where, advice)
    if not columns:
        return
    measure = measures[columns["measure"]]
    units = " or ".join(measure.units).replace(CURRENCY, "a currency code")
    # Figures of a measure can be in a unit of another: litres of an explosive.
    if "unit" in columns and not any(fits(columns["unit"], m) for m in measures.values()):
        raise UsageError(
            f"{columns['unit']!r} is no unit", decision.where, f"{columns['measure']} is kept in {units}"
        )
    before = measures.get(decision.figure.measure, measure)
    if (
        "unit" not in columns
        and measure.units == [CURRENCY]
        and (decision.verb == "missing" or CURRENCY not in before.units)
    ):
        raise UsageError(
            f"{columns['measure']} needs a unit", decision.where, f'{units}, for example {{"unit": "EUR"}}'
        )
