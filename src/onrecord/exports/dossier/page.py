"""A dossier as HTML: style and drawing inside, no script, nothing fetched."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, Undefined

from onrecord.exports.charts import write_timeline
from onrecord.exports.dossier.gather import Dossier
from onrecord.exports.longjson import address
from onrecord.exports.taken import Line, Stories, Taken
from onrecord.jsonlines import clean
from onrecord.ontology.plover import quad, quad_name
from onrecord.version import __version__
from onrecord.views import together, told, words
from onrecord.views.visible import one_line, visible

HERE = "onrecord.exports.dossier"

SETTLED = ("occurred", "ongoing")


def page(of: Dossier, *, made: str) -> str:
    """The whole page. `made` is the day on which it is made, as it is to be shown.

    Whatever stories say is escaped, and characters that turn writing round are spelled out.
    """
    best = [told.best_report(event) for event in of.events.lines]
    return (
        _environment()
        .get_template("page.html")
        .render(
            d=of,
            made=made,
            version=__version__,
            title=of.title or _event_title(of),
            style=_style(),
            chart=_chart(of.events.lines) if len(of.events.lines) > 2 else "",
            best=best,
            happened=sum(e["status"] in SETTLED for e in of.events.lines),
            outlets=len({s["outlet"] for s in of.stories if s["outlet"]}),
        )
    )


def _event_title(of: Dossier) -> str:
    event = of.subject or {}
    return f"{words.kind_of(event)}: {words.who_to_whom(event)}"


def _chart(events: Iterable[Line]) -> str:
    out = io.BytesIO()
    none = Stories(lambda _: None)
    of = Taken(
        lines=events,
        kind="event",
        merged=True,
        story=none,
        record=lambda _: None,
        decisions=lambda _: (),
    )
    if not write_timeline(of, out):
        return ""
    # The drawing escapes its own words; only its first line is for files that stand alone.
    return out.getvalue().decode("utf-8").partition("\n")[2]


@lru_cache(maxsize=1)
def _style() -> str:
    return (files(HERE) / "style.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: (files(HERE) / name).read_text("utf-8")),
        undefined=Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "line": lambda text: clean(one_line(str(text or ""))),
        "piece": lambda text: clean(visible(text.replace("\n", " "))),
        "quoted": lambda text: words.quoted(clean(one_line(str(text or "")))),
        "web": address,
        "days": words.days,
        "date": words.date,
        "place": words.place,
        "kind_of": words.kind_of,
        "who": words.who_to_whom,
        "names": lambda some: words.names(some or ()),
        "counted": together.counted,
        "differences": together.differences,
        "figures": together.figures,
        "party": together.party,
        "office": together.office,
        "chain": words.chain,
        "value": together.value,
        "plain": lambda code: str(code or "").replace("_", " "),
        "quad": lambda event: quad(event["type"]),
        "quad_name": lambda event: quad_name(event["type"]),
        "published": lambda story: ((story["published"] or {}).get("date") or "")[:10],
        "unquoted": _unquoted,
    }
    return made


def _unquoted(statement: dict[str, Any]) -> str:
    return " … ".join(clean(one_line(c["quote"])) for c in statement["content"])
