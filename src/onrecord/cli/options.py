"""Options that several commands have, said once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.config import Config, config
from onrecord.errors import OnRecordError, UsageError

if TYPE_CHECKING:
    from onrecord.sources import Given
    from onrecord.store import Filter

Command = TypeVar("Command", bound=Callable[..., Any])

MERGED = ("mode", "place", "outlet", "happening", "disputed", "text")
"""Options of `merged` that `filtered` has not."""

TYPES = """\b
What --type and --status look at:
  events        PLOVER type or mode          occurred ongoing planned ...
  statements    act, or direct|mixed|indirect  certainty (CT+ PR+ ...)
  agreements    stage                        agreed signed broken ...
  attributions  basis                        likelihood"""


def stored(command: Command) -> Command:
    """`--store PATH`."""
    return click.option(
        "--store",
        metavar="PATH",
        help="The store's file; else $ONRECORD_STORE, else one in your data folder.",
    )(command)


def machine(command: Command) -> Command:
    """`--json` and `--jsonl`."""
    lines = click.option("--jsonl", is_flag=True, help="One JSON object a line, all of them.")
    array = click.option("--json", "as_json", is_flag=True, help="One JSON array, all of them.")
    return array(lines(command))


def limited(command: Command) -> Command:
    """`--limit N`."""
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        metavar="N",
        help="At most N; 0 for all. Only tables on a terminal are cut without it.",
    )(command)


def filtered(command: Command) -> Command:
    """The options that say which records are asked for."""
    for option in (
        click.option("--until", metavar="DATE", help="On or before this day, month or year."),
        click.option("--since", metavar="DATE", help="On or after this day, month or year."),
        click.option("--status", metavar="STATUS", help="Planned, denied, signed: see the docs."),
        click.option("--type", "of_type", metavar="TYPE", help="CONSULT, meeting, denial, ..."),
        click.option("--country", metavar="CODE", help="Of a party or the place: ARM, DEU, ..."),
        click.option("--actor", metavar="NAME", help="A part of a name, or an actor's id."),
    ):
        command = option(command)
    return command


def merged(command: Command) -> Command:
    """Further options that say which merged events are asked for."""
    for option in (
        click.option("--text", metavar="WORDS", help="Words that it is told in, as in `search`."),
        click.option("--disputed", is_flag=True, help="Only what parties do not agree on."),
        click.option("--happening", metavar="ID", help="Told in stories of this happening."),
        click.option("--outlet", metavar="NAME", help="Told by this outlet."),
        click.option("--place", metavar="NAME", help="A part of the place's name."),
        click.option("--mode", metavar="MODE", help="PLOVER mode."),
    ):
        command = option(command)
    return filtered(command)


def person(command: Command) -> Command:
    """`--by NAME`: who decides."""
    return click.option("--by", metavar="NAME", help="Who decides; your user name, if not said.")(
        command
    )


def who(by: str | None) -> str:
    """Who decides: as said, else the user's name."""
    from getpass import getuser

    try:
        return by or getuser()
    except (KeyError, OSError):
        return "somebody"


def now() -> str:
    """The time, ISO 8601."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def reading(command: Command, *, inputs: str = "FILE|FOLDER|- ...") -> Command:
    """The options of commands that read pages."""
    for option in (
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="Reading processes; as many as there are cores, if not said.",
        ),
        click.option("--url", metavar="URL", help="The page's address, if it does not say it."),
        click.option("--outlet", metavar="NAME", help="Who published it, if it does not say so."),
        click.option(
            "--published", metavar="DATE", help="When it was published, if it does not say so."
        ),
        click.argument("inputs", nargs=-1, metavar=inputs),
    ):
        command = option(command)
    return command


def reading_also_web(command: Command) -> Command:
    """The same, of commands that fetch addresses too."""
    return reading(command, inputs="FILE|FOLDER|URL|- ...")


def settings(*, store: str | None = None, jobs: int | None = None) -> Config:
    """The run's settings from the call and the user's environment."""
    from platformdirs import user_data_path

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    folder = user_data_path("onrecord", appauthor=False)
    return config(os.environ, folder=folder, cores=cores or 1, store=store, jobs=jobs)


def existing(store: str | None) -> Path:
    """The store's path for commands that change what is there already."""
    path = settings(store=store).store
    if not path.exists():
        raise OnRecordError(f"There is no store at {path}; nothing was changed.")
    return path


def given(*, published: str | None, outlet: str | None, url: str | None) -> Given:
    """What the user says about the pages; `UsageError` for a date that is none."""
    from onrecord.sources import Given

    if published is not None:
        day(published, option="--published", last=False)
    return Given(published=published, outlet=outlet, url=url)


def asked(kinds: tuple[str, ...], **options: Any) -> Filter:
    """The filter that the options of `filtered` make."""
    from onrecord.store import Filter

    since, until = options.pop("since"), options.pop("until")
    return Filter(
        kinds=kinds,
        actor=options.pop("actor"),
        country=options.pop("country"),
        type=options.pop("of_type"),
        status=options.pop("status"),
        since=day(since, option="--since", last=False) if since else None,
        until=day(until, option="--until", last=True) if until else None,
        **{name: options[name] for name in MERGED if options.get(name)},
    )


def day(date: str, *, option: str, last: bool) -> str:
    """The first or last day of a date that an option gives; `UsageError` if it is none."""
    from onrecord.store import day as parsed

    found = parsed(date, last=last)
    if found is None:
        raise UsageError(f"{option} {date!r} is no date; write 2026, 2026-11 or 2026-11-24.")
    return found
