"""Versions of a page: read again at its address with other words, the older reading is put away."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.jsonlines import dumps, loads
from onrecord.store import carrying, derived, overlays
from onrecord.store.schema import CHANGES, PAGES, STORIES

Line = dict[str, Any]


def address(given: str | None, lines: Iterable[Line]) -> str | None:
    """The address of a page by which it is known again: as given, else of its main story.

    None for what is no web address, and for front pages, which tell something new every day.

    >>> address("HTTPS://Example.org/a/?p=1#top", []), address("https://example.org/", [])
    ('https://example.org/a?p=1', None)
    """
    told = given
    if told is None:
        found = [v for v in lines if v["kind"] == "story" and v["url"]]
        main = [v for v in found if v["section"] == "main"] or found
        told = main[0]["url"] if main else None
    try:
        parts = urlsplit(told or "")
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    if not path and not parts.query:
        return None
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, parts.query, ""))


def revised(lines: Iterable[Line]) -> str:
    """When a page was last changed, as far as its stories say."""
    dates = [""]
    for value in lines:
        if value["kind"] == "story":
            dates += filter(None, [value.get("updated"), (value["published"] or {}).get("date")])
    return max(dates)


def current(of: Connection, at: str, *, but: int) -> list[int]:
    """The keys of other pages that were read at an address and that none took the place of."""
    asked = select(PAGES.c.id).where(
        PAGES.c.address == at,
        PAGES.c.newer.is_(None),
        PAGES.c.data.is_not(None),
        PAGES.c.id != but,
    )
    return list(of.execute(asked.order_by(PAGES.c.id)).scalars())


def lines(of: Connection, page: int) -> list[Line]:
    """What was read from a page: each story, then its records."""
    put_away = of.execute(select(PAGES.c.lines).where(PAGES.c.id == page)).scalar()
    if put_away is not None:
        return [loads(v) for v in zlib.decompress(put_away).decode("utf-8").splitlines()]
    out: list[Line] = []
    stories = select(STORIES).where(STORIES.c.page == page).order_by(STORIES.c.number)
    for row in of.execute(stories).all():
        out.append({"text": row.text} | loads(row.line))
        out += overlays.read(of, row.id)
    return out


def put_away(to: Connection, page: int, *, newer: int, read: Sequence[Line]) -> None:
    """Keeps what was read from a page beside it, and takes it out of the record."""
    told = "\n".join(map(dumps, read)).encode("utf-8")
    values = {"newer": newer, "lines": zlib.compress(told)}
    to.execute(update(PAGES).where(PAGES.c.id == page).values(values))
    to.execute(delete(STORIES).where(STORIES.c.page == page))


def story(of: Connection, identity: str) -> tuple[Line, list[Line], list[str]] | None:
    """A story that was put away, its records, and the ids of the stories in its place."""
    asked = select(PAGES.c.id, PAGES.c.newer).where(PAGES.c.lines.is_not(None))
    # Only a person asks for what was put away, and there is little of it.
    for page, newer in of.execute(asked.order_by(PAGES.c.id)).all():
        read = lines(of, page)
        found = next((v for v in read if v["kind"] == "story" and v["id"] == identity), None)
        if found is not None:
            records = [v for v in read if v["kind"] != "story" and v["story"] == identity]
            return found, records, _in_place(of, newer)
    return None


def _in_place(of: Connection, page: int) -> list[str]:
    seen = {page}
    while True:
        newer = of.execute(select(PAGES.c.newer).where(PAGES.c.id == page)).scalar()
        if newer is None or newer in seen:
            break
        seen.add(newer)
        page = newer
    asked = select(STORIES.c.id).where(STORIES.c.page == page).order_by(STORIES.c.number)
    return list(of.execute(asked).scalars())


def tell(to: Connection, old: Sequence[Line], new: Sequence[Line], *, at: str) -> None:
    """Writes into the feed of changes what a new reading did to the records of an older one.

    A record whose words and sort stand in the new reading too is confirmed: its id leads to the
    new one's, and what people decided of it holds for that. The others are withdrawn; what was
    rejected or corrected of one holds for a new one with its words and type, the rest no longer
    applies.
    """
    before = {r["id"]: r for r in old if r["kind"] not in ("story", "mention")}
    after = {r["id"]: r for r in new if r["kind"] not in ("story", "mention")}
    texts = {s["id"]: s["text"] for s in new if s["kind"] == "story"}
    heirs = _heirs(before, after, fields=_TELLS)
    alike = _heirs(
        {i: r for i, r in before.items() if i not in heirs},
        {i: r for i, r in after.items() if i not in heirs.values()},
        fields=_TYPES,
    )
    rows = []
    for identity, record in before.items():
        lapsed: Sequence[str] = ()
        if identity in after:
            what = "changed" if after[identity] != record else ""
        elif identity in heirs:
            heir = after[heirs[identity]]
            derived.move(to, identity, [heir["id"]])
            carrying.carry(to, record, heir, text=texts[heir["story"]])
            lapsed = carrying.lapsed(to, identity, heir=heir["id"])
            what = "changed"
        else:
            what, lapsed = "withdrawn", carrying.lapsed(to, identity)
            if identity in alike:
                heir = after[alike[identity]]
                carried = carrying.carry(to, record, heir, text=texts[heir["story"]])
                lapsed = [d for d in lapsed if d not in carried]
        rows.append((what, record["kind"], identity))
        rows += [("withdrawn", "decision", decision) for decision in lapsed]
    mains = [[s["id"] for s in some if s.get("section") == "main"][:1] for some in (old, new)]
    if all(mains) and mains[0][0] not in texts:
        carrying.carry_forced(to, mains[0][0], mains[1][0], stages=carrying.STORY)
    fresh = {i: r for i, r in after.items() if i not in before}
    rows += [("added", record["kind"], identity) for identity, record in fresh.items()]
    values = [{"at": at, "what": w, "kind": k, "record": i} for w, k, i in rows if w]
    if values:
        to.execute(insert(CHANGES), values)


def _heirs(
    before: dict[str, Line], after: dict[str, Line], *, fields: Sequence[str]
) -> dict[str, str]:
    """Which new record has the words of an older one, and is the same in these fields."""
    found: dict[str, str] = {}
    same: dict[str, list[str]] = {}
    for identity, record in after.items():
        if identity not in before:
            same.setdefault(_sort(record, fields), []).append(identity)
    for identity, record in before.items():
        if identity not in after and (some := same.get(_sort(record, fields))):
            found[identity] = some.pop(0)
    return found


_TYPES = ("kind", "type", "act")
_TELLS = (*_TYPES, "mode", "status", "killed", "injured")


def _sort(record: Line, fields: Sequence[str]) -> str:
    words = [[e["role"], e["quote"]] for e in record["evidence"]]
    return dumps([[record.get(f) for f in fields], words])
