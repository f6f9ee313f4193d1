"""Opens a store's SQLite file, or says in one sentence why it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from onrecord.errors import StoreError

APPLICATION = 0x4F6E5263
"""`PRAGMA application_id` of a store, "OnRc": tells it from other programs' files."""

WAIT = 10.0
"""Seconds that a writer waits for another one; a page is written in a fraction of one."""


CACHE = 262_144
"""Kilobytes of the file that a writer keeps in memory at most: what recent stories touch lies
together, and the upper parts of all trees, some 100 MB of a store of a million stories, stay."""


def migrations() -> list[str]:
    """The scripts that make a store what this version needs, oldest first; their count is the
    number of the schema, kept as `PRAGMA user_version`."""
    folder = files("onrecord.store") / "migrations"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return [(folder / name).read_text("utf-8") for name in names]


def connect(path: Path, *, write: bool, wait: float = WAIT) -> Engine:
    """An engine over the one connection to the store at `path`.

    For writing, the file is made where there is none, and brought up to this version. Raises
    `StoreError` for whatever makes it unusable; the file is unchanged then.
    """
    with faults(path):
        if not write and not path.exists():
            raise StoreError(f"There is no store at {path}; `onrecord add` makes one.")
        if path.is_dir():
            raise StoreError(f"{path} is a folder; a store is a file.")
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
        raw = _open(path, write=write, wait=wait)
        try:
            _accept(raw, path, write=write)
        except BaseException:
            raw.close()
            raise
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _open(path: Path, *, write: bool, wait: float) -> sqlite3.Connection:
    mode = "rwc" if write else "ro"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    raw = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
    if not write:
        try:
            raw.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            raw.close()
            if "unable to open" not in str(error) and "readonly" not in str(error):
                raise
            # On a medium that cannot be written there is no writer to mind.
            raw = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return raw


def _accept(raw: sqlite3.Connection, path: Path, *, write: bool) -> None:
    """Checks that the file is a store of a known schema; brings it up to date for a writer."""
    scripts = migrations()
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    schema = raw.execute("PRAGMA user_version").fetchone()[0]
    tables = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (tables or application or schema):
        raise StoreError(
            f"{path} is another program's database, not a store; it was not changed. "
            "Name another file with --store."
        )
    if schema > len(scripts):
        raise StoreError(
            f"The store {path} was made by a newer onrecord (schema {schema}, this one knows "
            f"{len(scripts)}); it was not changed. Update onrecord."
        )
    if not write:
        if schema < len(scripts):
            raise StoreError(
                f"The store {path} is empty or of an older version; "
                "`onrecord add` brings it up to date."
            )
        raw.execute("PRAGMA query_only = ON")
        return
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten
    if raw.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise StoreError(f"The store {path} cannot be shared on this file system (no WAL).")
    raw.execute(f"PRAGMA cache_size = -{CACHE}")
    raw.execute("PRAGMA synchronous = NORMAL")  # with WAL: a crash loses no consistency
    if schema < len(scripts):
        _migrate(raw, scripts)


def _migrate(raw: sqlite3.Connection, scripts: list[str]) -> None:
    """Runs the scripts that the store has not seen, all or none of them."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        # Another writer may have been first.
        schema = raw.execute("PRAGMA user_version").fetchone()[0]
        for script in scripts[schema:]:
            for statement in _statements(script):
                raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {len(scripts)}")
        raw.execute(f"PRAGMA application_id = {APPLICATION}")
        raw.execute("COMMIT")
    except BaseException:
        raw.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; a trigger with its own semicolons stays whole."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system complain of into one sentence about the store."""
    try:
        yield
    except (sqlite3.Error, DBAPIError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        raise StoreError(_sentence(path, str(cause))) from error


def _sentence(path: Path, cause: str) -> str:
    told = cause.lower()
    if "locked" in told or "busy" in told:
        return (
            f"Another process is writing to the store {path}; nothing was changed. "
            "Try again when it has finished."
        )
    if "full" in told or "no space" in told or "disk i/o" in told or "file too large" in told:
        return (
            f"The disk of the store {path} is full or failing ({cause}); "
            "what was stored before is unchanged. Make room and run the command again."
        )
    if "not a database" in told:
        return f"{path} is not a store but some other file; it was not changed."
    if "malformed" in told or "corrupt" in told:
        return (
            f"The store {path} is damaged ({cause}); nothing was changed. "
            "Bring back a copy, or add the pages to a new store."
        )
    if "readonly" in told or "read-only" in told or "permission" in told:
        return f"The store {path} cannot be written ({cause}); nothing was changed."
    return f"The store {path} cannot be used ({cause}); nothing was changed."
