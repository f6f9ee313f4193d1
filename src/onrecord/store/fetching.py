"""What a store remembers of the web; the `Store` has these methods."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.sources.fetched import Fetched, Validators
from onrecord.store import versions
from onrecord.store.schema import FETCHED, PAGES


class Fetching:
    """The part of `Store` that remembers how addresses answered: a memory for `Gathering`."""

    _asking: Callable[[], AbstractContextManager[Connection]]
    _writing: Callable[[], AbstractContextManager[Connection]]

    def fetched(self, address: str) -> Fetched | None:
        """What is remembered of an address."""
        with self._asking() as c:
            row = c.execute(select(FETCHED).where(FETCHED.c.address == address)).first()
        if row is None:
            return None
        return Fetched(
            address=address,
            validators=Validators(final=row.final, etag=row.etag, modified=row.modified),
            stamp=row.stamp,
            is_list=bool(row.list),
            reason=row.reason,
        )

    def remember(self, fetched: Fetched) -> None:
        """Remembers how an address answered, in place of what was."""
        row = {
            "final": fetched.validators.final,
            "etag": fetched.validators.etag,
            "modified": fetched.validators.modified,
            "stamp": fetched.stamp,
            "list": int(fetched.is_list),
            "reason": fetched.reason,
        }
        put = insert(FETCHED).values({"address": fetched.address} | row)
        with self._writing() as c:
            c.execute(put.on_conflict_do_update(index_elements=[FETCHED.c.address], set_=row))

    def taken_out(self, address: str) -> bool:
        """Whether a story of a page at that address was taken out: the page stays out, also if its
        bytes are others by now."""
        known = versions.address(address, [])
        asked = select(PAGES.c.id).where(PAGES.c.address == known, PAGES.c.data.is_(None))
        with self._asking() as c:
            return known is not None and c.execute(asked.limit(1)).first() is not None
