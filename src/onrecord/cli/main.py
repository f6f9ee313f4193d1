"""The command `onrecord`: finds the subcommand, and turns what goes wrong into a sentence."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any

import click

from onrecord.errors import OnRecordError, UsageError
from onrecord.version import __version__

COMMANDS = (
    "extract",
    "add",
    "watch",
    "events",
    "event",
    "statements",
    "agreements",
    "agreement",
    "attributions",
    "disputes",
    "timeline",
    "actor",
    "stories",
    "story",
    "search",
    "why",
    "accept",
    "reject",
    "correct",
    "split",
    "join",
    "undo",
    "changes",
    "remerge",
    "export",
    "report",
    "serve",
    "remove",
    "doctor",
    "demo",
)

FAILED, WRONG, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130
"""Exit statuses: fault, wrong call, some inputs failed, Ctrl-C. docs/commands.md tells them."""


class Fault(click.ClickException):
    """A sentence on standard error and an exit status."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        vars(self)["exit_code"] = status

    def show(self, file: Any = None) -> None:
        """Writes the sentence."""
        from onrecord.views.visible import visible

        click.echo(f"onrecord: {visible(self.message)}", err=True)


class InterruptedRunError(Exception):
    """Ctrl-C, with a sentence about what is kept."""


class Commands(click.Group):
    """The subcommands, each imported when it is called: a quick start for all of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of the module with the same name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"onrecord.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the subcommand; a fault becomes one sentence and its exit status."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except UsageError as error:
            raise Fault(str(error), status=WRONG) from error
        except OnRecordError as error:
            raise Fault(str(error), status=FAILED) from error
        except InterruptedRunError as error:
            raise Fault(str(error), status=INTERRUPTED) from error
        except KeyboardInterrupt as error:
            raise Fault("Interrupted; nothing was changed.", status=INTERRUPTED) from error
        except BrokenPipeError:
            # Whoever read our output, `head` for one, has seen enough.
            _drop_output()
            ctx.exit(0)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EDQUOT):
                raise
            _drop_output()
            told = f"The output cannot be written in full: {error.strerror}."
            raise Fault(told, status=FAILED) from error
        return result


def _drop_output() -> None:
    """Sends what is still to be written nowhere, so that closing it does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord", message="%(prog)s %(version)s")
def onrecord() -> None:
    """Reads news about conflict and diplomacy and keeps a record that can be checked.

    Who did what to whom, who said it, what was agreed, who is blamed: each with the words in the
    text that it rests on.

    \b
    Begin with:
      onrecord demo                   the record of the bundled example pages
      onrecord extract page.html      the record of a page, as JSON Lines
      onrecord add news/              the same into a store, to search and filter

    Exit status: 0 done, 1 fault, 2 wrong call, 3 some inputs failed, 130 interrupted.
    """


def main() -> None:
    """Runs the command line."""
    onrecord(prog_name="onrecord")
