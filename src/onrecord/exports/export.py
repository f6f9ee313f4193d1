"""Writes what is asked for to a file, all of it or, if something fails, none."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.exports.formats import FORMATS, Format
from onrecord.exports.taken import MADE, ONLY_MADE, taken
from onrecord.store import Filter, Store


def export(
    store: Store,
    path: Path,
    *,
    of_format: str,
    kind: str | None = None,
    asked: Filter,
    merged: bool = False,
) -> int:
    """Writes a selection to `path` and gives back how many rows, or what a format has for rows.

    `of_format` is one of `FORMATS`; `kind` one that the format can hold, its first if None;
    `merged` asks for what is made of many stories instead of records. Raises OSError where the
    file cannot be written: a file that was there before is then as it was.
    """
    one = FORMATS[of_format]
    kind, merged = fitting(one, kind=kind, merged=merged)
    if not merged and kind in asked.kinds:
        asked = replace(asked, kinds=(kind,))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    unfinished = Path(name)
    try:
        with (
            os.fdopen(handle, "wb") as out,
            taken(store, kind=kind, asked=asked, merged=merged) as found,
        ):
            rows = one.write(found, out)
            out.flush()
            os.fsync(out.fileno())
        unfinished.chmod(_mode(path))
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return rows


def fitting(of: Format, *, kind: str | None, merged: bool) -> tuple[str | None, bool]:
    """The kind that a format is to hold, and whether as made of many stories.

    >>> fitting(FORMATS["geojson"], kind=None, merged=False)
    ('event', True)

    Raises `UsageError` for what the format cannot hold.
    """
    kind = kind or of.kinds[0]
    if kind not in of.kinds:
        told = ", ".join(k for k in of.kinds if k)
        what = (
            f"holds no {kind}; it can hold {told}" if told else "is of all records: it has no kind"
        )
        raise UsageError(f"{of.name} {what}.")
    merged = merged or kind in ONLY_MADE if of.merged is None else of.merged
    if merged and kind not in (None, *MADE):
        raise UsageError(f"A {kind} is of one story: it is not merged.")
    return kind or ("event" if merged else None), merged


def _mode(path: Path) -> int:
    """The permissions of the file to be replaced, else what a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
