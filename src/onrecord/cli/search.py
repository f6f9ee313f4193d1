"""`onrecord search`: stories by the words in them, best first."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import options, output


@click.command("search", short_help="Finds stories by the words in them.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS ...")
@options.limited
@options.machine
@options.stored
def command(
    words: tuple[str, ...], store: str | None, limit: int | None, jsonl: bool, as_json: bool
) -> None:
    """Finds stories that have all the words, in any form of case and accents.

    "Several words" in quotation marks stand together, word* is a beginning. With --json or --jsonl:
    the stories found, then the records that rest on the words.

    \b
    Example:
      onrecord search '"Security Council" ceasefire'
    """
    from onrecord.store import Store

    asked = " ".join(words)
    with Store(options.settings(store=store).store) as held:
        if jsonl or as_json:
            hits, total = held.search(asked, limit=limit or None)
            stories = (held.story(h.story) for h in hits)
            found: list[dict[str, Any]] = [s for s in stories if s is not None]
            found += held.search_records(asked, limit=limit or None)
            output.machine(found, jsonl=jsonl, as_json=as_json)
        else:
            hits, total = held.search(asked, limit=output.cut(limit))
            _draw(hits)
            if not hits:
                output.note("No stories found.")
    output.shown(len(hits), of=total, what="stories")


def _draw(hits: list[Any]) -> None:
    from rich.text import Text

    from onrecord.store.search import CLOSE, OPEN
    from onrecord.views.visible import one_line

    console = output.console()
    for hit in hits:
        facts = " · ".join(one_line(f) for f in (hit.published, hit.outlet, hit.story) if f)
        console.print(
            Text.assemble((one_line(hit.title) or "(no title)", "bold"), "  ", (facts, "dim"))
        )
        snippet = Text("  ")
        for number, part in enumerate(one_line(hit.snippet).split(OPEN)):
            found, closed, rest = part.partition(CLOSE)
            snippet.append(found, style="bold red" if number and closed else "")
            snippet.append(rest)
        console.print(snippet)
