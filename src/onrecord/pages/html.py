"""Reads a page of HTML: the article's text, and what the page says of it."""

from __future__ import annotations

from onrecord.pages.dump import split
from onrecord.pages.metadata import metadata
from onrecord.pages.page import Page, Part
from onrecord.pages.tree import parse


def read_html(markup: str, *, name: str, digest: str) -> Page:
    """The page of `markup`; without parts where nothing on it is news."""
    tree = parse(markup)
    if tree is None:
        return Page(name=name, media="html", text=markup, digest=digest, parts=split(markup))
    from trafilatura import extract

    said = metadata(tree)
    text = extract(tree, include_comments=False, favor_precision=True) or ""
    part = Part(
        section="main",
        text="\n\n".join(line for line in text.split("\n") if line.strip()),
        title=said.title,
        published=said.published,
        updated=said.updated,
        byline=said.byline,
    )
    return Page(
        name=name,
        media="html",
        text=markup,
        digest=digest,
        parts=(part,),
        url=said.url,
        outlet=said.outlet,
        language=said.language,
    )
