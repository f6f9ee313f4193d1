"""Pages from templates: all escaped, nothing in a text obeyed, in the reader's language."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, PackageLoader
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.ontology.countries import countries
from onrecord.ontology.plover import quad
from onrecord.serve import drawn, language
from onrecord.serve.address import Address, path
from onrecord.serve.assets import link
from onrecord.serve.compiled import Templates
from onrecord.serve.language import Language
from onrecord.serve.names import names
from onrecord.serve.offers import of_one
from onrecord.views import words
from onrecord.views.called import other_names
from onrecord.views.disputed import set_out
from onrecord.views.margin import by_role
from onrecord.views.visible import OBEYED, one_line

THEMES = ("light", "dark")

LIGHTLY = 1
"""How hard a page is compressed: a seventh of its size in a millisecond."""


def respond(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that a template makes of the values."""
    spoken = language.chosen(
        request.cookies.get("language"), request.headers.get("accept-language")
    )
    theme = request.cookies.get("theme")
    shared = {
        "request": request,
        "here": address(request),
        "language": spoken,
        "languages": language.LANGUAGES,
        "theme": theme if theme in THEMES else None,
        "form_key": request.scope.get("form_key", ""),
        "store_path": str(request.app.state.desk.path),
    }
    html = environment(spoken).get_template(template).render(shared | values)
    body, headers = html.encode("utf-8", "replace"), {"vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = gzip.compress(body, LIGHTLY, mtime=0), "gzip"
    return HTMLResponse(body, status_code=status, headers=headers)


def address(request: Request) -> Address:
    """The address that was asked for."""
    return Address(request.url.path, tuple(request.query_params.multi_items()))


@lru_cache(maxsize=8)
def environment(spoken: Language) -> Templates:
    """The templates in one language."""
    made = Templates(
        loader=PackageLoader("onrecord.serve", "templates"),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=200,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    told = spoken.translations()
    made.speak(told)
    made.globals |= {
        "path": path,
        "of_one": of_one,
        "asset": link,
        "drawn": drawn,
        "words": words,
        "set_out": set_out,
        "other_names": other_names,
        "by_role": by_role,
        "quad_of": quad,
        "number": spoken.number,
    }
    filters: dict[str, Any] = {
        "label": lambda code: label(code, spoken),
        "number": spoken.number,
        "percent": spoken.percent,
        "country": lambda code: country(code, spoken),
        "text": text,
        "one_line": lambda value: one_line(value or ""),
        "translated": lambda value: translated(value, spoken),
        "web": web,
        "short": short,
    }
    made.filters |= filters
    return made


def text(value: str) -> Markup:
    """A text for reading: characters that would be obeyed are shown by their code point."""
    out = Markup()
    at = 0
    told = str(value or "").replace("\r\n", "\n")
    for found in OBEYED.finditer(told):
        out += escape(told[at : found.start()])
        out += Markup('<span class="control">U+{:04X}</span>').format(ord(found[0]))
        at = found.end()
    return out + escape(told[at:])


def web(address_: str | None) -> str | None:
    """An address that may stand in a link: http or https, nothing that runs."""
    told = (address_ or "").strip()
    return told if told.lower().startswith(("http://", "https://")) else None


def short(value: str | None, most: int = 220) -> str:
    """The words on one line, cut at a word where there are many."""
    line = one_line(value or "")
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def label(code: object, spoken: Language) -> str:
    """A code of the record in words, as the catalogs have them; other codes as they are."""
    known = str(code if code is not None else "") in names()
    return _ours(spoken.label(code)) if known else spoken.label(code)


def translated(name: object, spoken: Language) -> str:
    """A country's English name in the language."""
    told = spoken.translations().gettext(str(name)) if name else ""
    return _ours(told) if name in _countries() else told


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(one.name for one in countries().values())


def _ours(told: str) -> Markup:
    """A text of our own catalogs, with its marks of direction; no story's words."""
    return escape(told)


def country(code: str | None, spoken: Language) -> str:
    """A country's name."""
    known = countries().get(code or "")
    return _ours(spoken.translations().gettext(known.name)) if known else (code or "")
