"""Writes what is asked for to a file, all of it or, if something fails, none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.exports import csv, jsonl, parquet
from onrecord.store import Filter, Store

Told = Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]

_WRITE = {"jsonl": jsonl.write, "csv": csv.write, "parquet": parquet.write}


def export(
    store: Store, path: Path, *, of_format: str, kind: str | None = None, asked: Filter
) -> int:
    """Writes records to `path` and gives back the number of rows.

    `of_format` is jsonl, csv or parquet; `kind` one of the record kinds, story, evidence, or None
    for everything. Raises OSError where the file cannot be written: a file that was there before is
    then as it was.
    """
    told = stories(store, asked=asked)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            rows = _WRITE[of_format](told, out, kind=kind)
            out.flush()
            os.fsync(out.fileno())
        unfinished.chmod(_mode(path))
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return rows


def stories(store: Store, *, asked: Filter) -> Told:
    """Each story with those of its records that are asked for, in the order added.

    A story without such records is left out, unless everything is asked for.
    """
    everything = replace(asked, kinds=()) == Filter()
    for identity in store.story_ids():
        records = list(store.in_order_read(replace(asked, story=identity)))
        story = store.story(identity) if records or everything else None
        if story is not None:
            yield story, records


def _mode(path: Path) -> int:
    """The permissions of the file to be replaced, else what a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
