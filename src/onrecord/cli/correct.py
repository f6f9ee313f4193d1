"""`onrecord correct`: corrects a field of a record, or the words that it rests on."""

from __future__ import annotations

import click

from onrecord.cli import options, output
from onrecord.errors import UsageError


@click.command("correct", short_help="Corrects a field of a record.")
@click.argument("what", metavar="ID")
@click.argument("change", metavar="FIELD=VALUE")
@click.option("--nth", type=click.IntRange(min=1), metavar="N", help="Which, of several places.")
@click.option("--instead", metavar="WORDS", help="Which evidence of the role is replaced.")
@click.option("--reason", metavar="WORDS", help="Why.")
@options.person
@options.machine
@options.stored
def command(
    what: str,
    change: str,
    nth: int | None,
    instead: str | None,
    reason: str | None,
    by: str | None,
    store: str | None,
    jsonl: bool,
    as_json: bool,
) -> None:
    """Corrects a field of one story's record; what was read is kept and told by `onrecord why ID`,
    and `onrecord undo` brings it back. An empty VALUE says that the text does not say.

    FIELD is one of those in docs/commands.md (status, killed, when, certainty, ...), or
    evidence.ROLE: then VALUE are words of the story, exactly.

    \b
    Example:
      onrecord correct 480ff18372fc0743 status=planned
      onrecord correct 480ff18372fc0743 evidence.place="Geneva" --nth 2
    """
    from onrecord.store import Store

    field, equals, value = change.partition("=")
    if not equals or not field.strip():
        raise UsageError(f"{change!r} is no FIELD=VALUE; nothing was changed.")
    path = options.existing(store)
    with Store(path, write=True) as held:
        told = held.correct(
            what,
            field.strip(),
            value,
            by=options.who(by),
            at=options.now(),
            reason=reason or "",
            nth=nth,
            instead=instead or "",
        )
    if jsonl or as_json:
        output.machine(iter([told]), jsonl=jsonl, as_json=as_json)
        return
    click.echo(f"{told['id']}: {field.strip()} of {told['target']} was corrected.")
