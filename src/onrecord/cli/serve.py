"""`onrecord serve`: the workbench in a browser, on this machine only."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("serve", short_help="Opens the workbench for a browser on this machine.")
@options.stored
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port; 0, or nothing, for one that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="An address of this machine's loopback; any other is refused.",
)
def command(store: str | None, port: int, host: str) -> None:
    """Opens the workbench: prints a link, and serves until Ctrl-C.

    Only who has the link gets in, and only from this machine. Looking changes nothing in the
    store; adding and reviewing do.

    \b
    Example:
      onrecord serve --store record.db
    """
    from onrecord.serve.run import Opened, prepare, serve

    config = options.settings(store=store)
    path = config.store
    if prepare(path):
        output.note(f"There was no store at {path}; an empty one was made.")

    def tell(opened: Opened) -> None:
        click.echo(opened.link)

    serve(path, host=host, port=port, tell=tell, loopback=config.loopback)
