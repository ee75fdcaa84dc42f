"""Imported by the process that workers are forked from, for what importing it does: the pipeline is loaded there, once."""

from contextlib import suppress

from opledger.run.worker import preload

with suppress(Exception):  # a worker that has to load for itself says what is wrong
    preload()
