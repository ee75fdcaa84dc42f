"""The group of commands, and the one place where errors become a line and an exit status."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click

from opledger import __version__
from opledger.collector import COLLECT_AFTER
from opledger.errors import OpledgerError

DONE, REJECTED, WRONG_CALL = 0, 1, 2
BUG, INTERRUPTED = 70, 130

COMMANDS = (
    *("extract", "show", "add", "status", "refresh", "watch", "report", "export", "schema"),
    *("judge", "evaluate", "gold"),
)


class LazyGroup(click.Group):
    """Finds a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"opledger.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="opledger")
def app() -> None:
    """Turn police press releases into tables that lead back to the text.

    \b
    Example:
      opledger extract releases/ --out tables/
      opledger show releases/first.txt
      opledger report tables/
    """


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit status: 0 done, 1 some releases rejected, 2 wrong call."""
    signal.signal(signal.SIGTERM, _terminated)
    # Imports and tables of names make many small objects that all stay; by default these are walked over and over.
    gc.set_threshold(*COLLECT_AFTER)
    try:
        status = app.main(args, prog_name="opledger", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        status = done.exit_code
    except click.ClickException as err:
        status = _complain(_advice(err))
    except OpledgerError as err:
        status = _complain(str(err))
    except BrokenPipeError:
        # The reader has left ("| head"); what could still be flushed at exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = DONE
    except (click.Abort, KeyboardInterrupt):
        click.echo("opledger: stopped; no table was changed", err=True)
        status = INTERRUPTED
    except OSError as err:
        where = f"{err.filename}: " if err.filename else ""
        status = _complain(
            f"{where}{err.strerror or err}; check the path, its permissions and the free space"
        )
    except Exception as err:  # a fault of opledger's own: still one line, and the traceback for who asks
        if os.environ.get("OPLEDGER_DEBUG"):
            raise
        what = " ".join(f"{type(err).__name__}: {err}".split())
        _complain(f"opledger itself failed ({what}); set OPLEDGER_DEBUG=1 to see where, and please report it")
        status = BUG
    # CPython notes a Ctrl-C that fell into code made from a string (a named tuple that some import defines), and kills
    # itself by the signal on leaving, though it was caught; the next such code clears the note.
    exec("")
    sys.exit(status if isinstance(status, int) else DONE)


def _advice(err: click.ClickException) -> str:
    message = " ".join(err.format_message().split())
    path = err.ctx.command_path if isinstance(err, click.UsageError) and err.ctx else "opledger"
    return f"{message.rstrip('.')}; see '{path} --help'"


def _complain(line: str) -> int:
    click.echo(f"opledger: {line}", err=True)
    return WRONG_CALL


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
