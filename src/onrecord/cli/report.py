"""`onrecord report`: a dossier as one page of HTML."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli import finding, options
from onrecord.errors import OnRecordError, UsageError


@click.command("report", short_help="Writes a dossier as a page of HTML.")
@click.option("--actor", metavar="NAME", help="About an actor: an id or a part of a name.")
@click.option("--event", metavar="ID", help="About an event.")
@click.option("--agreement", metavar="NAME", help="About an agreement: an id or part of a name.")
@click.option("--country", metavar="CODE", help="Of a time, what concerns this country: ARM, ...")
@click.option("--since", metavar="DATE", help="On or after this day, month or year.")
@click.option("--until", metavar="DATE", help="On or before this day, month or year.")
@click.option("--out", required=True, metavar="PATH", help="The file to write.")
@options.stored
def command(
    actor: str | None,
    event: str | None,
    agreement: str | None,
    country: str | None,
    since: str | None,
    until: str | None,
    out: str,
    store: str | None,
) -> None:
    """Writes what is on record about an actor, an event, an agreement or a time as one page that
    opens without a server and can be printed: words, sources, both sides of what is disputed.

    \b
    Example:
      onrecord report --actor "Lidia Marin" --out marin.html
      onrecord report --since 2026-05 --until 2026-05 --out may.html
    """
    from onrecord.exports import dossier
    from onrecord.store import Filter, Store

    if sum(map(bool, (actor, event, agreement))) > 1:
        raise UsageError("--actor, --event and --agreement do not go together; choose one.")
    if not (actor or event or agreement or since or until):
        raise UsageError("Say what about: --actor, --event, --agreement, or --since and --until.")
    if (event or agreement) and (since or until or country):
        raise UsageError("--since, --until and --country go with --actor or alone.")
    asked = Filter(
        country=country,
        since=options.day(since, option="--since", last=False) if since else None,
        until=options.day(until, option="--until", last=True) if until else None,
    )
    with Store(options.settings(store=store).store) as held:
        if actor:
            found = dossier.about_actor(held, finding.named(held, "actor", actor), asked=asked)
        elif event:
            found = dossier.about_event(held, finding.one(held, "event", event))
        elif agreement:
            found = dossier.about_agreement(held, finding.named(held, "agreement", agreement))
        else:
            title = _title(since, until) + (f", {country.upper()}" if country else "")
            found = dossier.about_time(held, asked=asked, title=title)
    try:
        Path(out).write_text(dossier.page(found, made=options.now()[:10]), encoding="utf-8")
    except OSError as error:
        raise OnRecordError(f"{out} cannot be written ({error.strerror or error}).") from error
    click.echo(f"{len(found.stories)} stories quoted in {out}")


def _title(since: str | None, until: str | None) -> str:
    """What a time is called.

    >>> _title("2026-05", None), _title("2026-05", "2026-05"), _title("2025", "2026")
    ('From 2026-05', '2026-05', '2025 – 2026')
    """
    if since and until:
        return since if since == until else f"{since} – {until}"
    return f"From {since}" if since else f"Until {until}"
