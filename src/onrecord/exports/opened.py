"""A store as questions and answers in Python, for notebooks: `onrecord.open(path).events(...)`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.closing import Closing
from onrecord.errors import OnRecordError, UsageError
from onrecord.exports.export import export
from onrecord.exports.table import table
from onrecord.exports.taken import Line, taken
from onrecord.store import Filter, Store, day

DAYS = ("date_start", "date_end", "first_seen", "last_seen", "start", "end", "story_published")
"""Columns that become days in a data frame, where they hold text."""


class Lines:
    """What a question asks for: to be looped over, counted, taken as a data frame or a file."""

    def __init__(self, store: Store, *, kind: str, asked: Filter, merged: bool) -> None:
        self._store = store
        self._how: dict[str, Any] = {"kind": kind, "asked": asked, "merged": merged}

    def __iter__(self) -> Iterator[Line]:
        """The lines, as the commands print them with `--jsonl`."""
        with taken(self._store, **self._how) as found:
            yield from found.lines

    def __len__(self) -> int:
        """How many lines there are."""
        if self._how["merged"]:
            return self._store.count_derived(self._how["kind"], self._how["asked"])
        if self._how["kind"] == "story":
            return sum(1 for _ in self)
        return self._store.count(self._how["asked"])

    def rows(self) -> Iterator[dict[str, Any]]:
        """The lines as flat rows with the columns of docs/exports.md."""
        with taken(self._store, **self._how) as found:
            columns, rows = table(found)
            for row in rows:
                yield {name: row.get(name) for name in columns}

    def to_pandas(self) -> Any:
        """The rows as a pandas data frame: days as datetime64, whole numbers as Int64, what is not
        told as missing.

        Raises `OnRecordError` where pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError:
            told = "to_pandas needs pandas, which is not installed: pip install pandas"
            raise OnRecordError(told) from None
        with taken(self._store, **self._how) as found:
            columns, rows = table(found)
            frame = pandas.DataFrame(list(rows), columns=list(columns))
        for name, of in columns.items():
            if of is int:
                frame[name] = frame[name].astype("Int64")
            elif name in DAYS:
                days = [day(d if isinstance(d, str) else None, last=False) for d in frame[name]]
                frame[name] = pandas.to_datetime(pandas.Series(days, dtype="object"))
        return frame

    def write(self, path: str | os.PathLike[str], *, of_format: str) -> int:
        """Writes a file as `onrecord export --format` does; gives back how many rows it has."""
        return export(self._store, Path(path), of_format=of_format, **self._how)


class Opened(Closing):
    """A store that is open for questions; also for a `with` statement. The filters are those of
    the commands: actor, country, type, mode, status, since, until, place, outlet, happening,
    text, disputed, confidence."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)

    def close(self) -> None:
        """Closes the store."""
        self.store.close()

    def events(self, *, records: bool = False, **asked: Any) -> Lines:
        """Merged events; with `records` each story's own."""
        return self._lines("event", merged=not records, asked=asked)

    def statements(self, **asked: Any) -> Lines:
        """Statements."""
        return self._lines("statement", merged=False, asked=asked)

    def agreements(self, *, records: bool = False, **asked: Any) -> Lines:
        """Agreements as many stories tell them; with `records` each story's own."""
        return self._lines("agreement", merged=not records, asked=asked)

    def attributions(self, **asked: Any) -> Lines:
        """Attributions."""
        return self._lines("attribution", merged=False, asked=asked)

    def disputes(self, **asked: Any) -> Lines:
        """Disputes."""
        return self._lines("dispute", merged=True, asked=asked)

    def actors(self, **asked: Any) -> Lines:
        """Actors across stories."""
        return self._lines("actor", merged=True, asked=asked)

    def places(self, **asked: Any) -> Lines:
        """Places across stories."""
        return self._lines("place", merged=True, asked=asked)

    def happenings(self, **asked: Any) -> Lines:
        """Happenings."""
        return self._lines("happening", merged=True, asked=asked)

    def stories(self, **asked: Any) -> Lines:
        """Stories with their texts."""
        return self._lines("story", merged=False, asked=asked)

    def evidence(self, **asked: Any) -> Lines:
        """Each piece of evidence of all records; in rows and data frames."""
        return self._lines("evidence", merged=False, asked=asked)

    def _lines(self, kind: str, *, merged: bool, asked: dict[str, Any]) -> Lines:
        from onrecord.store import KINDS

        for name, last in (("since", False), ("until", True)):
            if asked.get(name) is not None:
                found = day(str(asked[name]), last=last)
                if found is None:
                    told = f"{name}={asked[name]!r} is no date; write 2026, 2026-11 or 2026-11-24."
                    raise UsageError(told)
                asked[name] = found
        kinds = () if merged or kind == "story" else (kind,) if kind in KINDS else KINDS
        try:
            wanted = Filter(kinds=kinds, **asked)
        except TypeError:
            known = ", ".join(sorted(set(Filter.__slots__) - {"kinds"}))
            wrong = ", ".join(sorted(set(asked) - set(Filter.__slots__)))
            raise UsageError(f"{wrong} cannot be asked; what can is {known}.") from None
        return Lines(self.store, kind=kind, asked=wanted, merged=merged)


def open_store(path: str | os.PathLike[str]) -> Opened:
    """A store, open for questions.

    Raises `StoreError` where there is none.
    """
    return Opened(Path(path))
