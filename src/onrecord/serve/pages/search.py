"""Full-text search over stories and the words that records rest on."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.render import address, respond, text
from onrecord.store.search import CLOSE, OPEN

PAGE = 30


def search(request: Request) -> Response:
    """Stories with all the words, the best first."""
    desk: Desk = request.app.state.desk
    words = address(request).get("q") or ""
    found = desk.store.look_for(words, limit=PAGE) if words.strip() else None
    hits = [(hit, marked(hit.snippet)) for hit in found.hits] if found else []
    return respond(request, "search.html", q=words, hits=hits, found=found)


def marked(snippet: str) -> Markup:
    """A snippet with the words found marked.

    >>> print(marked(f"the <b> {OPEN}talks{CLOSE}"))
    the &lt;b&gt; <mark>talks</mark>
    """
    out = Markup()
    for number, part in enumerate(snippet.split(OPEN)):
        found, _, rest = part.partition(CLOSE)
        out += Markup("<mark>{}</mark>{}").format(text(found), text(rest)) if number else text(part)
    return out


ROUTES = [Route("/search", search, name="search")]
