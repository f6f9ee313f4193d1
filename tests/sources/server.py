"""A web server on loopback for tests of fetching, and time that passes when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = b"""<!DOCTYPE html><html><head><title>Leaders meet in Geneva</title></head><body><article>
<h1>Leaders meet in Geneva</h1><p>Armenia met Russia on Sunday in the capital, officials in Geneva
told reporters at the palace after the talks.</p><p>Germany will meet France next week to discuss
the accord, according to the ministry that spoke to reporters on Sunday.</p></article></body></html>
"""


@dataclass
class Reply:
    """What the server says at one path. `steps`, if given, writes the body itself."""

    body: bytes = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    steps: Callable[[], Iterator[bytes]] | None = None
    length: bool = True


class Server:
    """Serves `replies`, by path or by host and path; keeps what was asked in `asked`."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[Any], Reply]] = {
            "/robots.txt": Reply(b"", status=404)
        }
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        outer = self

        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers["Host"]
                outer.asked.append((host, self.path, dict(self.headers)))
                name = host.partition(":")[0]
                reply = outer.replies.get(name + self.path) or outer.replies.get(self.path)
                found = reply(self) if callable(reply) else reply or Reply(b"gone", status=404)
                with suppress(BrokenPipeError, ConnectionResetError):
                    self.answer(found)

            def answer(self, reply: Reply) -> None:
                self.close_connection = True
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.steps is None and reply.length:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.send_header("Connection", "close")
                self.end_headers()
                for piece in reply.steps() if reply.steps else [reply.body]:
                    self.wfile.write(piece)
                    self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: object) -> None:
                pass

        self.http = Quiet(("127.0.0.1", 0), Answers)
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(
            target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self.thread.start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def at(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        return [path for _, path, _ in self.asked if robots or path != "/robots.txt"]


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


class Notes:
    """A memory as a store is one."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}
        self.out: set[str] = set()

    def fetched(self, address: str) -> Any:
        return self.held.get(address)

    def remember(self, fetched: Any) -> None:
        self.held[fetched.address] = fetched

    def taken_out(self, address: str) -> bool:
        return address in self.out
