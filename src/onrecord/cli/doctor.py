"""`onrecord doctor`: versions, and whether the store is sound, quotation by quotation."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click

from onrecord.cli import options, output, reading
from onrecord.cli.main import FAILED
from onrecord.errors import StoreError
from onrecord.version import __version__

PARTS = ("onnxruntime", "numpy", "trafilatura", "lxml", "sqlalchemy", "pyarrow")
"""Libraries whose version can change what is read or stored."""

WAIT = 1.0
"""Seconds to wait for a writer before the index is left unchecked."""


@click.command("doctor", short_help="Tells versions, checks the store.")
@options.stored
@click.pass_context
def command(ctx: click.Context, store: str | None) -> None:
    """Tells the versions and checks the store: the file, the index, every quotation against its
    text. Faults are listed, nothing is repaired; exit status 1 if there are any.

    \b
    Example:
      onrecord doctor --store record.db
    """
    from onrecord.store import BY, Store
    from onrecord.views.visible import visible

    config = options.settings(store=store)
    with reading.crew(jobs=1) as crew:
        reader = crew.version()
    click.echo(f"onrecord {__version__}, its records carry version {reader}")
    click.echo(f"Python {platform.python_version()} on {platform.machine()}")
    click.echo(", ".join(f"{name} {version(name)}" for name in PARTS))
    if not config.store.exists() and not config.named:
        click.echo(f"There is no store yet; `onrecord add` makes one at {config.store}.")
        return
    with Store(config.store) as held:
        schema, engine = held.schema()
        click.echo(f"store {config.store}: schema {schema}, SQLite {engine}")
        click.echo(", ".join(output.counted(n, kind) for kind, n in held.counts().items()))
        faults = list(held.check())
        old = len(held.outdated(reader))
        waiting, by = held.waiting(), held.merged_by()
        stories = held.counts()["story"]
    try:
        with Store(config.store, write=True, wait=WAIT) as held:
            faults += held.check_index()
    except StoreError as error:
        click.echo(f"The search index was not checked: {error}")
    if old:
        click.echo(f"{old} pages were read by another version; `onrecord add --reread` reads them.")
    if stories and by != BY:
        told = f"by another version ({by})" if by else "never"
        click.echo(f"The store was merged {told}; `onrecord remerge` merges it anew.")
    if waiting:
        told = output.counted(waiting, "story")
        click.echo(f"{told} not merged yet; `onrecord remerge` or the next `onrecord add` does it.")
    for fault in faults:
        click.echo(visible(f"fault: {fault.where}: {fault.what}"))
    if faults:
        click.echo(f"{len(faults)} faults.")
        ctx.exit(FAILED)
    click.echo("No faults: every quotation stands in its text.")
