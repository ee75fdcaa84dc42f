"""The command line: one module a command; a command parses, calls, prints and says how it ended.

Nothing but click is imported until a command runs, so that ``opledger --help`` is quick.
"""

from opledger.cli.app import main

__all__ = ["main"]
