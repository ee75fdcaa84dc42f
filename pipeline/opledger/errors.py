"""Errors that say what is wrong, where, and what to do about it."""

from __future__ import annotations


class OpledgerError(Exception):
    """Base of every error that opledger raises on purpose.

    Args:
        what: what is wrong, in plain words.
        where: the file, option or entry concerned, if there is one.
        advice: what to do next, if something can be done.

    Example:
        >>> str(OpledgerError("no such pattern pack", where="harbuor", advice="known packs: core, harbour"))
        'harbuor: no such pattern pack; known packs: core, harbour'
    """

    def __init__(self, what: str, where: str = "", advice: str = "") -> None:
        self.what, self.where, self.advice = what, where, advice
        super().__init__((f"{where}: " if where else "") + what + (f"; {advice}" if advice else ""))


class PatternError(OpledgerError):
    """A pattern file breaks its schema, or a pack can't be found."""


class RejectedError(OpledgerError):
    """One input can't be read; the rest of the batch goes on."""


class UsageError(OpledgerError):
    """The call itself was wrong (exit status 2)."""
