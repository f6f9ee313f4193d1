"""A server of one's own for tests of fetching."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator

import pytest

from onrecord.sources.address import Allowed
from onrecord.sources.web import Web
from tests.sources.server import Server, Time


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def passing() -> Time:
    return Time()


@pytest.fixture
def web(passing: Time) -> Iterator[Callable[..., Web]]:
    """A client that reaches loopback; every name leads there unless another `resolve` is given."""
    made: list[Web] = []

    def make(**options: object) -> Web:
        held = {
            "allowed": Allowed(loopback=True),
            "resolve": lambda host, port: ["127.0.0.1"],
            "clock": passing.clock,
            "sleep": passing.sleep,
            "trust": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # without the system's: it is quick
        }
        made.append(Web(**(held | options)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()
