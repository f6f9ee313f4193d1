"""One address: what becomes a document, what is refused, and what it may cost."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from onrecord.errors import Failed
from onrecord.sources import web as module
from onrecord.sources.address import Allowed
from onrecord.sources.document import Document, Given
from onrecord.sources.get import Limits
from onrecord.sources.web import Answer, Refusal, Unchanged, Web
from tests.sources.server import PAGE, Reply, Server, Time

HTML = {"Content-Type": "text/html"}
MIB = 1024 * 1024


def reason(found: Document | Failed) -> str:
    assert isinstance(found, Failed), found
    assert found.stage == "fetch"
    return found.reason


def test_a_page(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/a"] = Reply(b"", status=301, headers={"Location": "b?x=1#part"})
    server.replies["/b?x=1"] = Reply(headers={"Content-Type": "text/html; charset=KOI8-R"})
    found = module.fetch(server.at("/a#top"), given=Given(outlet="Times"), web=web())
    assert found == Document(
        name=server.at("/a#top"),
        media="html",
        data=PAGE,
        given=Given(outlet="Times", url=server.at("/b?x=1")),
        charset="koi8-r",
    )
    _, _, headers = server.asked[-1]
    assert headers["User-Agent"].startswith("OnRecord/")
    assert "br" not in headers["Accept-Encoding"]
    assert "Cookie" not in headers


def test_no_cookie_is_kept(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/a"] = Reply(headers=HTML | {"Set-Cookie": "who=you; Path=/"})
    client = web()
    client.fetch(server.at("/a"))
    client.fetch(server.at("/a"))
    assert "Cookie" not in server.asked[-1][2]


@pytest.mark.parametrize(
    ("told", "body", "media"),
    [
        ("text/html", PAGE, "html"),
        ("application/xhtml+xml", PAGE, "html"),
        ("", PAGE, "html"),
        ("text/plain", PAGE, "html"),
        ("text/plain; charset=utf-8", b"Talks ended on Sunday.", "text"),
        ("text/html", b"Talks ended on Sunday.", "html"),
        ("application/pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("image/png", b"\x89PNG\r\n", "image/png"),
        ("application/json", b'{"a": 1}', "application/json"),
        ("application/xml", b"<?xml version='1.0'?><note>Talks</note>", "application/xml"),
        ("video/mp4", PAGE, "video/mp4"),
    ],
)
def test_kinds(server: Server, web: Callable[..., Web], told: str, body: bytes, media: str) -> None:
    server.replies["/a"] = Reply(body, headers={"Content-Type": told} if told else {})
    found = web().fetch(server.at("/a"))
    if "/" in media:
        assert reason(found) == f"this is no page but {media}"
    else:
        assert isinstance(found, Document)
        assert found.media == media


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "it answered with status 404"),
        (403, "it answered with status 403"),
        (500, "it answered with status 500"),
        (204, "it answered with status 204"),
        (304, "it answered with status 304"),
        (302, "status 302 without a place to go to"),
    ],
)
def test_statuses(server: Server, web: Callable[..., Web], status: int, why: str) -> None:
    server.replies["/a"] = Reply(b"", status=status)
    assert reason(web().fetch(server.at("/a"))) == why


def test_empty_and_nowhere(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/a"] = Reply(b" \n")
    assert reason(web().fetch(server.at("/a"))) == "the page is empty"

    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    told = reason(web(resolve=nobody).fetch("http://news.example/"))
    assert told.endswith("(there is no connection (the host's name leads nowhere))")


def test_redirects_end(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/a"] = Reply(b"", status=302, headers={"Location": "/a"})
    assert "more than 3 times" in reason(web(limits=Limits(redirects=3)).fetch(server.at("/a")))
    assert len(server.paths()) == 4


def bomb(kind: str) -> bytes:
    """30 MiB of nothing in a little."""
    wbits = {"gzip": 31, "deflate": 15, "raw": -15}[kind]
    packer = zlib.compressobj(1, wbits=wbits)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(30)) + packer.flush()


@pytest.mark.parametrize("kind", ["gzip", "deflate", "raw"])
def test_bombs(server: Server, web: Callable[..., Web], kind: str) -> None:
    told = "gzip" if kind == "gzip" else "deflate"
    server.replies["/a"] = Reply(bomb(kind), headers=HTML | {"Content-Encoding": told})
    found = web(limits=Limits(size=2 * MIB)).fetch(server.at("/a"))
    assert reason(found) == "the page is longer than 2 MiB"


def test_bombs_in_bombs(server: Server, web: Callable[..., Web]) -> None:
    twice = gzip.compress(bomb("gzip"))
    server.replies["/a"] = Reply(twice, headers=HTML | {"Content-Encoding": "gzip"})
    server.replies["/b"] = Reply(twice, headers={"Content-Type": "application/gzip"})
    client = web(limits=Limits(size=2 * MIB))
    assert reason(client.fetch(server.at("/a"))) == "the page is longer than 2 MiB"
    assert reason(client.fetch(server.at("/b"))) == "the page is longer than 2 MiB"


@pytest.mark.parametrize("told", ["br", "zstd", "gzip, gzip", "compress"])
def test_packings_that_were_not_asked_for(
    server: Server, web: Callable[..., Web], told: str
) -> None:
    server.replies["/a"] = Reply(b"\x8b\x00", headers=HTML | {"Content-Encoding": told})
    assert "which was not asked for" in reason(web().fetch(server.at("/a")))


@pytest.mark.parametrize("told", ["gzip", "deflate", "raw"])
def test_packed_pages(server: Server, web: Callable[..., Web], told: str) -> None:
    packer = zlib.compressobj(wbits={"gzip": 31, "deflate": 15, "raw": -15}[told])
    packed = packer.compress(PAGE) + packer.flush()
    headers = HTML | {"Content-Encoding": "gzip" if told == "gzip" else "deflate"}
    server.replies["/a"] = Reply(packed, headers=headers)
    found = web().fetch(server.at("/a"))
    assert isinstance(found, Document)
    assert found.data == PAGE
    server.replies["/a"] = Reply(packed[: len(packed) // 2], headers=headers)
    assert "ends too early" in reason(web().fetch(server.at("/a")))
    server.replies["/a"] = Reply(packed[:40] + b"\xff" * 40 + packed[80:], headers=headers)
    assert "damaged" in reason(web().fetch(server.at("/a")))


def test_too_long(server: Server, web: Callable[..., Web]) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield PAGE * 100

    server.replies["/said"] = Reply(
        b"", headers=HTML | {"Content-Length": str(10**12)}, length=False
    )
    server.replies["/unsaid"] = Reply(steps=endless, headers=HTML)
    client = web(limits=Limits(size=MIB))
    assert reason(client.fetch(server.at("/said"))) == "the page is longer than 1 MiB"
    assert reason(client.fetch(server.at("/unsaid"))) == "the page is longer than 1 MiB"


@pytest.mark.parametrize("where", ["body", "head"])
def test_a_steady_drip_ends(server: Server, web: Callable[..., Web], where: str) -> None:
    """Each byte comes in time, and all of them would take for ever."""

    def drip() -> Iterator[bytes]:
        while True:
            time.sleep(0.03)
            yield b"<"

    server.replies["/a"] = Reply(steps=drip, headers=HTML)
    if where == "head":
        server.replies["/a"] = _heads
    began = time.monotonic()
    client = web(limits=Limits(read=0.2, total=0.4), clock=time.monotonic, sleep=lambda s: None)
    assert "it took too long" in reason(client.fetch(server.at("/a")))
    assert time.monotonic() - began < 3


def _heads(asked: object) -> Reply:
    """Sends heads one by one until nobody listens any more."""
    out = asked.wfile  # type: ignore[attr-defined]
    out.write(b"HTTP/1.1 200 OK\r\n")
    try:
        for n in range(100):
            out.write(b"X-%d: y\r\n" % n)
            out.flush()
            time.sleep(0.03)
    except OSError:
        pass
    return Reply(b"")


def test_silence_ends(server: Server, web: Callable[..., Web]) -> None:
    def nothing() -> Iterator[bytes]:
        time.sleep(0.6)
        yield b""

    server.replies["/a"] = Reply(steps=nothing, headers=HTML)
    client = web(limits=Limits(read=0.2, total=9), clock=time.monotonic, sleep=lambda s: None)
    assert "it took too long" in reason(client.fetch(server.at("/a")))


def test_nonsense_for_an_answer(server: Server, web: Callable[..., Web]) -> None:
    def nonsense(asked: object) -> Reply:
        asked.wfile.write(b"\x00\x01 nonsense\r\n\r\n")  # type: ignore[attr-defined]
        return Reply(b"")

    server.replies["/a"] = nonsense
    assert "the answer is broken" in reason(web().fetch(server.at("/a")))
    server.replies["/b"] = Reply(PAGE, headers=HTML | {"Content-Length": "99999"}, length=False)
    assert "the answer is broken" in reason(web().fetch(server.at("/b")))


def test_conditions(server: Server, web: Callable[..., Web]) -> None:
    tags = {"ETag": '"one"', "Last-Modified": "Fri, 27 Nov 2026 08:00:00 GMT"}

    def page(asked: object) -> Reply:
        if asked.headers.get("If-None-Match") == '"one"':  # type: ignore[attr-defined]
            return Reply(b"", status=304)
        return Reply(headers=HTML | tags)

    server.replies["/a"] = page
    server.replies["/to"] = Reply(b"", status=302, headers={"Location": "/a"})
    client = web()
    first = client.ask(server.at("/to"))
    assert isinstance(first, Answer)
    assert client.ask(server.at("/to"), known=first.validators) == Unchanged()
    assert server.asked[-1][2]["If-Modified-Since"] == tags["Last-Modified"]
    # they are of the page, not of what leads to it
    assert "If-None-Match" not in server.asked[-2][2]


def test_robots(server: Server, web: Callable[..., Web], passing: Time) -> None:
    told = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /no*.html\nAllow: /no.html$"
    )
    server.replies["/robots.txt"] = Reply(told, headers={"Content-Type": "text/plain"})
    server.replies |= {"/a": Reply(), "/no.html": Reply()}
    client = web()
    assert isinstance(client.fetch(server.at("/a")), Document)
    assert isinstance(client.fetch(server.at("/no.html")), Document)
    assert reason(client.fetch(server.at("/no-1.html"))) == "its robots.txt does not allow it"
    server.replies["/to"] = Reply(b"", status=302, headers={"Location": "/no-2.html"})
    assert reason(client.fetch(server.at("/to"))) == "its robots.txt does not allow it"
    assert server.paths(robots=True) == ["/robots.txt", "/a", "/no.html", "/to"]
    passing.sleep(25 * 3600)
    client.fetch(server.at("/a"))
    assert server.paths(robots=True)[-2:] == ["/robots.txt", "/a"]


def test_robots_that_cannot_be_read(server: Server, web: Callable[..., Web], passing: Time) -> None:
    server.replies["/robots.txt"] = Reply(b"", status=503)
    server.replies["/a"] = Reply()
    client = web()
    found = client.ask(server.at("/a"))
    assert found == Refusal(reason="its robots.txt cannot be read now (status 503)")
    server.replies["/robots.txt"] = Reply(b"", status=404)
    assert isinstance(client.ask(server.at("/a")), Refusal)
    passing.sleep(700)
    assert isinstance(client.ask(server.at("/a")), Answer)


def test_robots_without_an_end(server: Server, web: Callable[..., Web]) -> None:
    def endless() -> Iterator[bytes]:
        yield b"User-agent: *\nDisallow: /secret\n"
        while True:
            yield b"# nothing\n" * 5000

    server.replies["/robots.txt"] = Reply(steps=endless, headers={"Content-Type": "text/plain"})
    server.replies["/a"] = Reply()
    client = web()
    assert isinstance(client.fetch(server.at("/a")), Document)
    assert "does not allow" in reason(client.fetch(server.at("/secret")))


def test_robots_with_costly_patterns(server: Server, web: Callable[..., Web]) -> None:
    told = b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"b\n"
    server.replies["/robots.txt"] = Reply(told, headers={"Content-Type": "text/plain"})
    address = "/" + "a" * 2000
    server.replies[address] = Reply()
    began = time.monotonic()
    assert isinstance(web().fetch(server.at(address)), Document)
    assert time.monotonic() - began < 3


def test_pace(server: Server, web: Callable[..., Web], passing: Time) -> None:
    server.replies["slow.example/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7")
    server.replies["rate.example/robots.txt"] = Reply(b"User-agent: *\nRequest-rate: 1/9s")
    server.replies["/a"] = Reply()
    client = web()
    for host in ("plain.example", "slow.example", "rate.example"):
        for _ in range(3):
            client.fetch(server.at("/a", host=host))
    assert passing.slept == [1.0, 1.0, 7.0, 7.0, 9.0, 9.0]


def test_busy_hosts(server: Server, web: Callable[..., Web], passing: Time) -> None:
    busy = Reply(b"", status=429, headers={"Retry-After": "30"})
    replies = iter([busy, Reply(b"", status=503, headers={}), Reply()])
    server.replies["/a"] = lambda asked: next(replies)
    assert isinstance(web().fetch(server.at("/a")), Document)
    assert passing.slept == [30.0, 20.0]
    server.replies["/b"] = Reply(b"", status=503, headers={})
    assert reason(web().fetch(server.at("/b"))) == "its host is busy (status 503)"
    assert server.paths().count("/b") == 3


def test_a_host_that_asks_for_hours_is_left_alone(
    server: Server, web: Callable[..., Web], passing: Time
) -> None:
    server.replies["/a"] = Reply(b"", status=429, headers={"Retry-After": "7200"})
    server.replies["/b"] = Reply()
    client = web()
    assert reason(client.fetch(server.at("/a"))) == "its host is busy (status 429)"
    assert "left alone for 120 minutes" in reason(client.fetch(server.at("/b")))
    assert passing.slept == []
    assert server.paths() == ["/a"]


def test_a_host_that_is_gone_is_not_asked_for_ever(server: Server, web: Callable[..., Web]) -> None:
    def names(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    asked: list[str] = []
    server.replies["/a"] = Reply()
    client = web(resolve=names)
    client.fetch(server.at("/a"))
    server.close()
    told = [reason(client.fetch(server.at("/a"))) for _ in range(5)]
    assert told[2].startswith("there is no connection")
    assert told[3:] == ["its host does not answer"] * 2
    client.pace.forgive()
    assert reason(client.fetch(server.at("/a"))).startswith("there is no connection")
    server.close = lambda: None  # type: ignore[method-assign]


def test_nothing_is_fetched_from_this_machine_unless_it_is_said(server: Server) -> None:
    server.replies["/a"] = Reply()
    assert "port" in reason(module.fetch(server.at("/a")))
    with Web(allowed=Allowed(ports=frozenset({server.port}))) as client:
        assert "this machine" in reason(client.fetch(server.at("/a")))
    assert server.asked == []
