"""Writes pages with all that was read from them, and takes them out again; one transaction each."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, delete, insert, or_, select, update

from onrecord.jsonlines import clean, dumps, loads
from onrecord.sources.document import Document
from onrecord.store import overlays, versions
from onrecord.store.records import put, text_hash
from onrecord.store.schema import PAGES, PENDING, STORIES


class TakenError(Exception):
    """A story id of the page belongs to another page of the store already; nothing was written."""

    def __init__(self, story: str) -> None:
        super().__init__(story)
        self.story = story


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a takedown deleted: the ids of the story and its copies, of the records, and of what
    older versions of the page had."""

    stories: tuple[str, ...]
    ids: tuple[str, ...]
    past: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """How many records."""
        return len(self.ids)


def identity(document: Document) -> str:
    """What makes two pages the same page: their kind and their bytes, not their name.

    >>> a, b = (Document(name=n, media="text", data=b"Talks ended.") for n in ("a.txt", "b.txt"))
    >>> identity(a) == identity(b)
    True
    """
    return hashlib.sha256(document.media.encode("ascii") + b"\0" + document.data).hexdigest()


def add(
    to: Connection, document: Document, *, lines: Iterable[str], version: str, added: str
) -> None:
    """Writes a page with its stories, records and evidence; replaces what an older reading of the
    same page gave, and puts away what another page at the same address gave. `TakenError` is raised
    where a page elsewhere has a story of the same id."""
    key = identity(document)
    read = [v for v in map(loads, lines) if v["kind"] != "mention"]
    address = versions.address(document.given.url, read)
    row = {
        "name": clean(document.name),
        "media": document.media,
        "published": document.given.published,
        "outlet": document.given.outlet,
        "url": document.given.url,
        "charset": document.charset,
        "size": len(document.data),
        "data": zlib.compress(document.data),
        "version": version,
        "address": address,
    }
    known = to.execute(select(PAGES.c.id, PAGES.c.newer).where(PAGES.c.sha256 == key)).first()
    before: list[dict[str, Any]] = []
    if known is None:
        page = _key(to.execute(insert(PAGES).values(row | {"sha256": key, "added": added})))
    else:
        page = known.id
        to.execute(update(PAGES).where(PAGES.c.id == page).values(row))
        if known.newer is not None:
            versions.put_away(to, page, newer=known.newer, read=read)
            return
        before = versions.lines(to, page)
        to.execute(delete(STORIES).where(STORIES.c.page == page))
    for other in versions.current(to, address, but=page) if address else ():
        held = versions.lines(to, other)
        if versions.revised(held) > versions.revised(read):
            versions.put_away(to, page, newer=other, read=read)
            wait(to, before)
            versions.tell(to, before, [], at=added)
            return
        versions.put_away(to, other, newer=page, read=held)
        before += held
    stories: dict[str, tuple[int, dict[str, Any]]] = {}
    hashes: dict[str, str] = {}
    for value in read:
        if value["kind"] == "story":
            stories[value["id"]] = (_add_story(to, value, page=page), value)
            hashes[value["id"]] = text_hash(value["text"])
        else:
            number, story = stories[value["story"]]
            published = (story["published"] or {}).get("date")
            put(to, value, story=number, published=published, sha256=hashes[story["id"]])
    wait(to, [*before, *read])
    versions.tell(to, before, read, at=added)
    overlays.show_all(to, {v["id"] for v in read if v["kind"] != "story"})


def wait(to: Connection, read: Iterable[dict[str, Any]]) -> None:
    """Notes that stories came, changed or went: they wait for the merging."""
    rows = [{"story": i} for i in sorted({v["id"] for v in read if v["kind"] == "story"})]
    if rows:
        to.execute(insert(PENDING).prefix_with("OR IGNORE"), rows)


def _add_story(to: Connection, story: dict[str, Any], *, page: int) -> int:
    known = select(STORIES.c.id).where(STORIES.c.id == story["id"])
    if to.execute(known).first():
        raise TakenError(story["id"])
    text = story["text"]
    kept = clean(text)
    rest = story if kept != text else {k: v for k, v in story.items() if k != "text"}
    row = {
        "id": story["id"],
        "page": page,
        "section": story["section"],
        "language": story["language"],
        "outlet": _clean(story["outlet"]),
        "title": clean(story["title"] or ""),
        "published": (story["published"] or {}).get("date"),
        "duplicate_of": story["duplicate_of"],
        "text": kept,
        "sha256": text_hash(text),
        "line": dumps(rest),
    }
    return _key(to.execute(insert(STORIES).values(row)))


def remove(to: Connection, story: str, *, at: str) -> Removed | None:
    """Deletes a story, its copies on the same page, their records and index, the page's bytes, and
    older versions of the page.

    The page's row stays, without bytes and with its SHA-256 only, so that adding the same page
    again does not bring the story back; its other stories stay too. None where there is no such
    story.
    """
    row = to.execute(
        select(STORIES.c.page, STORIES.c.duplicate_of).where(STORIES.c.id == story)
    ).first()
    if row is None:
        return None
    same = {story} | ({row.duplicate_of} if row.duplicate_of else set())
    picked = to.execute(
        select(STORIES.c.number, STORIES.c.id)
        .where(or_(STORIES.c.id.in_(same), STORIES.c.duplicate_of.in_(same)))
        .order_by(STORIES.c.number)
    ).all()
    numbers = [p.number for p in picked]
    held = [v for v in versions.lines(to, row.page) if v.get("story", v["id"]) in {*ids(picked)}]
    gone = [v["id"] for v in held if v["kind"] != "story"]
    to.execute(delete(STORIES).where(STORIES.c.number.in_(numbers)))
    put_away = older(to, row.page)
    past = [v["id"] for p in put_away for v in versions.lines(to, p)]
    pages = [row.page, *put_away]
    to.execute(update(PAGES).where(PAGES.c.id.in_(pages)).values(data=None, lines=None))
    wait(to, held)
    versions.tell(to, held, [], at=at)
    return Removed(stories=tuple(ids(picked)), ids=tuple(gone), past=tuple(past))


def ids(rows: Iterable[Any]) -> list[str]:
    """The ids of rows."""
    return [row.id for row in rows]


def older(of: Connection, page: int) -> list[int]:
    """The keys of the pages that a page took the place of, at first or second hand."""
    found, border = list[int](), [page]
    while border:
        asked = select(PAGES.c.id).where(PAGES.c.newer.in_(border))
        border = [p for p in of.execute(asked).scalars() if p not in found]
        found += border
    return found


def _key(result: CursorResult[Any]) -> int:
    """The key that an inserted row got."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)
