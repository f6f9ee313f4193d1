"""Binds a port of the loopback and serves the workbench until it is told to stop."""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OnRecordError, UsageError
from onrecord.serve.guard import Keys
from onrecord.store import Store

CLOSING = 3
"""Seconds that pages under way may take when the workbench is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbench that answers: its address and the link that lets somebody in."""

    host: str
    port: int
    link: str


def prepare(path: Path) -> bool:
    """Makes an empty store where there is none, and says whether it did.

    Raises `StoreError` where the file cannot be used.
    """
    if path.exists():
        with Store(path):
            return False
    with Store(path, write=True):
        return True


def serve(
    path: Path,
    *,
    host: str,
    port: int,
    tell: Callable[[Opened], None],
    loopback: bool = False,
) -> None:
    """Serves the store; `tell` is called with the link as soon as the port is bound. `loopback`
    lets this machine's own addresses be fetched.

    Raises `UsageError` for an address that others can reach: there are no accounts yet.
    """
    bound = bind(host, port)
    taken = bound.getsockname()[1]
    keys = Keys()
    shown = f"[{host}]" if ":" in host else host
    tell(Opened(host=host, port=taken, link=f"http://{shown}:{taken}/?token={keys.token}"))
    sys.stdout.flush()

    import uvicorn

    from onrecord.serve.app import make

    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    config = uvicorn.Config(
        make(path, keys=keys, port=taken, loopback=loopback),
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=CLOSING,
        h11_max_incomplete_event_size=64 * 1024,
    )
    with bound:
        uvicorn.Server(config).run(sockets=[bound])


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on an address of the loopback.

    >>> with bind("127.0.0.1", 0) as bound:
    ...     bound.getsockname()[0]
    '127.0.0.1'
    """
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError:
        raise UsageError(f"{host!r} is no address; leave --host out, or write 127.0.0.1.") from None
    if not address.is_loopback:
        raise UsageError(
            f"{host} can be reached from other machines, and there are no accounts: "
            "the workbench is served on 127.0.0.1 only. Nothing was opened."
        )
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((str(address), port))
    except OSError as error:
        bound.close()
        raise OnRecordError(
            f"Port {port} cannot be used: {error.strerror}. Try --port 0."
        ) from error
    bound.listen(128)
    return bound
