"""What a user may set: where the store lies and how many processes read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STORE = "ONRECORD_STORE"
"""The environment variable that names the store."""

LOOPBACK = "ONRECORD_ALLOW_LOOPBACK"
"""The environment variable that lets this machine's own addresses be fetched, if it is 1."""

MOST_JOBS = 8
"""Reading processes at most unless asked for more; each needs about 200 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of one run. `named` is whether the user said which store; `loopback`, whether this
    machine's own addresses may be fetched, as tests of fetching need it."""

    store: Path
    jobs: int
    named: bool
    loopback: bool = False


def config(
    environment: Mapping[str, str],
    *,
    folder: Path,
    cores: int,
    store: str | None = None,
    jobs: int | None = None,
) -> Config:
    """The settings: what the call says, else the environment, else the user's data `folder`.

    >>> config({}, folder=Path("/data"), cores=2).store.as_posix()
    '/data/record.db'
    >>> config({"ONRECORD_STORE": "/r.db"}, folder=Path("/data"), cores=2).store.as_posix()
    '/r.db'
    """
    name = store or environment.get(STORE)
    return Config(
        store=Path(name).expanduser() if name else folder / "record.db",
        jobs=jobs or min(max(1, cores), MOST_JOBS),
        named=bool(name),
        loopback=environment.get(LOOPBACK) == "1",
    )
