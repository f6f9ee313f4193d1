"""Many addresses: lists opened, hosts in turn, nothing fetched twice, nothing lost."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

from onrecord.errors import Failed
from onrecord.sources.document import Document, Given
from onrecord.sources.gather import Gathering
from onrecord.sources.web import Web
from tests.sources.server import PAGE, Notes, Reply, Server, Time

XML = {"Content-Type": "application/xml"}


def feed(server: Server, *items: tuple[str, str | None], host: str = "127.0.0.1") -> Reply:
    told = "".join(
        f"<item><link>{server.at(path, host=host)}</link>"
        + (f"<pubDate>{date}</pubDate>" if date else "")
        + "</item>"
        for path, date in items
    )
    tag = f'"{hash(told)}"'
    body = f"<rss version='2.0'><channel>{told}</channel></rss>".encode()
    return Reply(body, headers=XML | {"ETag": tag})


def conditional(reply: Reply) -> Callable[[Any], Reply]:
    """The reply, or 304 for who has it."""

    def answer(asked: Any) -> Reply:
        if asked.headers.get("If-None-Match") == reply.headers["ETag"]:
            return Reply(b"", status=304)
        return reply

    return answer


def page(n: object) -> Reply:
    headers = {"Content-Type": "text/html", "ETag": f'"p{n}"'}
    return Reply(PAGE.replace(b"Geneva", f"Geneva {n}".encode()), headers=headers)


def run(
    gathering: Gathering, *addresses: str, keep: bool = True, given: Given | None = None
) -> tuple[list[str], list[str]]:
    """Paths of the pages and reasons of the failures; pages are kept as a store does it."""
    pages, reasons = [], []
    for found in gathering.documents(addresses, given=given):
        if isinstance(found, Failed):
            reasons.append(found.reason)
        else:
            pages.append(found.name.rpartition("/")[2])
            if keep:
                gathering.kept(found.name)
    return pages, reasons


def test_a_feed(server: Server, web: Callable[..., Web]) -> None:
    day = "Fri, 27 Nov 2026 10:00:00 +0400"
    server.replies["/feed"] = feed(server, ("/1", day), ("/2", None), ("/404", None))
    server.replies |= {"/1": page(1), "/2": page(2)}
    found = list(Gathering(web=web()).documents([server.at("/feed")]))
    assert [type(f) for f in found] == [Document, Document, Failed]
    first = found[0]
    assert isinstance(first, Document)
    assert first.name == server.at("/1")
    assert first.given == Given(published="2026-11-27T10:00:00+04:00", url=server.at("/1"))
    assert found[2] == Failed("fetch", server.at("/404"), "it answered with status 404")


def test_what_the_user_says_comes_first(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/feed"] = feed(server, ("/1", "Fri, 27 Nov 2026 10:00:00 GMT"))
    server.replies["/1"] = page(1)
    said = Given(published="2026-01-01", outlet="Times")
    (found,) = Gathering(web=web()).documents([server.at("/feed")], given=said)
    assert isinstance(found, Document)
    assert found.given == Given(published="2026-01-01", outlet="Times", url=server.at("/1"))


def test_again_only_what_is_new(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()
    first = feed(server, ("/1", "Fri, 27 Nov 2026 10:00:00 GMT"), ("/2", None), ("/404", None))
    server.replies["/feed"] = conditional(first)
    server.replies |= {"/1": page(1), "/2": page(2)}
    assert run(Gathering(web=web(), memory=notes), server.at("/feed"))[0] == ["1", "2"]
    server.asked.clear()

    # nothing new: the feed alone is asked
    again = Gathering(web=web(), memory=notes)
    assert run(again, server.at("/feed")) == ([], [])
    assert server.paths() == ["/feed"]
    server.asked.clear()

    # one that is new, one that the feed says was changed; it has other words indeed
    items = [("/3", None), ("/1", "Fri, 27 Nov 2026 11:00:00 GMT"), ("/2", None), ("/404", None)]
    server.replies["/feed"] = conditional(feed(server, *items))
    server.replies |= {"/1": conditional(page("1a")), "/3": page(3)}
    again = Gathering(web=web(), memory=notes)
    assert run(again, server.at("/feed")) == (["1", "3"], [])
    assert again.counts["there"] == 1
    assert server.paths() == ["/feed", "/1", "/3"]

    # the feed says that it changed, its server that it did not
    items[1] = ("/1", "Fri, 27 Nov 2026 12:00:00 GMT")
    server.replies["/feed"] = conditional(feed(server, *items))
    again = Gathering(web=web(), memory=notes)
    assert run(again, server.at("/feed")) == ([], [])
    assert again.counts["there"] == 3


def test_resume_after_an_interruption(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()
    server.replies["/feed"] = conditional(feed(server, ("/1", None), ("/2", None), ("/3", None)))
    server.replies |= {f"/{n}": page(n) for n in (1, 2, 3)}
    broken = Gathering(web=web(), memory=notes)
    some = broken.documents([server.at("/feed")])
    first = next(some)
    assert isinstance(first, Document)
    broken.kept(first.name)
    next(some)  # fetched, and not stored when the run ends
    some.close()  # type: ignore[attr-defined]
    again = Gathering(web=web(), memory=notes)
    assert run(again, server.at("/feed")) == (["2", "3"], [])
    assert again.counts["there"] == 1
    server.asked.clear()
    assert run(Gathering(web=web(), memory=notes), server.at("/feed")) == ([], [])
    assert server.paths() == ["/feed"]


def test_what_may_pass_is_tried_again(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()
    server.replies["/feed"] = conditional(feed(server, ("/1", None), ("/2", None)))
    server.replies |= {"/1": Reply(b"", status=500), "/2": Reply(b"", status=410)}
    told = run(Gathering(web=web(), memory=notes), server.at("/feed"))[1]
    assert told == ["it answered with status 500", "it answered with status 410"]
    server.replies |= {"/1": page(1), "/2": page(2)}
    assert run(Gathering(web=web(), memory=notes), server.at("/feed")) == (["1"], [])
    # asked for by name it is fetched all the same
    assert run(Gathering(web=web(), memory=notes), server.at("/2")) == (["2"], [])


def test_a_page_of_no_use_is_not_fetched_again(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()
    server.replies["/feed"] = feed(server, ("/1", None))
    server.replies["/1"] = page(1)
    gathering = Gathering(web=web(), memory=notes)
    for found in gathering.documents([server.at("/feed")]):
        assert isinstance(found, Document)
        gathering.refused(found.name, "no news text was found on the page")
    assert run(Gathering(web=web(), memory=notes), server.at("/feed")) == ([], [])


def test_taken_out_stays_out(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()
    notes.out = {server.at("/1"), server.at("/other")}
    server.replies["/feed"] = feed(server, ("/1", None), ("/2", None))
    server.replies |= {
        "/1": page(1),
        "/2": Reply(b"", status=302, headers={"Location": "/other"}),
        "/other": page(2),
    }
    gathering = Gathering(web=web(), memory=notes)
    assert run(gathering, server.at("/feed"), server.at("/1")) == ([], [])
    assert gathering.counts["removed"] == 2
    assert "/1" not in server.paths()


def test_sitemaps_in_an_index(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()

    def sitemap(*paths: str) -> bytes:
        urls = "".join(f"<url><loc>{server.at(p)}</loc></url>" for p in paths)
        return f"<urlset>{urls}</urlset>".encode()

    def index(*lists: tuple[str, str]) -> bytes:
        told = "".join(
            f"<sitemap><loc>{server.at(p)}</loc><lastmod>{day}</lastmod></sitemap>"
            for p, day in lists
        )
        return f"<sitemapindex>{told}</sitemapindex>".encode()

    packed = gzip.compress(sitemap("/1", "/2"))
    server.replies |= {
        "/index": Reply(index(("/a.xml.gz", "2026-11-26"), ("/b.xml", "2026-11-27")), headers=XML),
        "/a.xml.gz": Reply(packed, headers={"Content-Type": "application/gzip"}),
        "/b.xml": Reply(sitemap("/2", "/3"), headers=XML),
    } | {f"/{n}": page(n) for n in range(1, 5)}
    assert sorted(run(Gathering(web=web(), memory=notes), server.at("/index"))[0]) == list("123")
    server.asked.clear()
    server.replies["/index"] = Reply(
        index(("/a.xml.gz", "2026-11-26"), ("/b.xml", "2026-11-28")), headers=XML
    )
    server.replies["/b.xml"] = Reply(sitemap("/3", "/4"), headers=XML)
    assert run(Gathering(web=web(), memory=notes), server.at("/index"))[0] == ["4"]
    assert server.paths() == ["/index", "/b.xml", "/4"]


def test_lists_that_lead_to_themselves_or_too_deep(server: Server, web: Callable[..., Web]) -> None:
    def index(path: str) -> Reply:
        loc = f"<sitemap><loc>{server.at(path)}</loc></sitemap>"
        return Reply(f"<sitemapindex>{loc}</sitemapindex>".encode(), headers=XML)

    server.replies["/self"] = index("/self")
    assert run(Gathering(web=web()), server.at("/self")) == ([], [])
    server.replies |= {f"/{n}": index(f"/{n + 1}") for n in range(9)}
    told = run(Gathering(web=web(), memory=Notes()), server.at("/0"))
    assert told == ([], ["lists within lists go deeper than 3"])


def test_links_of_a_feed_are_looked_at_like_any(server: Server, web: Callable[..., Web]) -> None:
    links = [
        "http://e.org/" + "a" * 9000,
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://a:b@e.org/",
    ]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    body = f"<rss><channel>{items}</channel></rss>".encode()
    server.replies["/feed"] = Reply(body, headers=XML)
    gathering = Gathering(web=web(resolve=lambda host, port: [host]))
    pages, reasons = run(gathering, server.at("/feed"))
    assert pages == []
    assert len(reasons) == 5
    assert server.paths() == ["/feed"]


def test_addresses_that_are_no_text(web: Callable[..., Web]) -> None:
    assert len(run(Gathering(web=web(), memory=Notes()), "http://\udcff/", "http://")[1]) == 2


def test_hosts_take_turns(server: Server, web: Callable[..., Web], passing: Time) -> None:
    hosts = ("a.example", "b.example", "c.example")
    for n in range(3):
        server.replies[f"/{n}"] = page(n)
    server.replies |= {f"{host}/{n}": page(f"{host}{n}") for host in hosts for n in range(3)}
    some = [server.at(f"/{n}", host=host) for host in hosts for n in range(3)]
    list(Gathering(web=web()).documents(some))
    asked = [host[0] for host, path, _ in server.asked if path != "/robots.txt"]
    assert "".join(asked) == "abcabcabc"
    assert passing.slept == [1.0, 1.0]


def test_a_busy_host_does_not_hold_up_the_others(
    server: Server, web: Callable[..., Web], passing: Time
) -> None:
    busy = iter([Reply(b"", status=429, headers={"Retry-After": "60"}), page(0)])
    server.replies["a.example/0"] = lambda asked: next(busy)
    server.replies |= {f"b.example/{n}": page(n) for n in (1, 2, 3)}
    some = [server.at("/0", host="a.example")]
    some += [server.at(f"/{n}", host="b.example") for n in (1, 2, 3)]
    assert run(Gathering(web=web()), *some) == (["1", "2", "3", "0"], [])
    assert sum(passing.slept) == 60.0


def test_the_newest_entries(server: Server, web: Callable[..., Web]) -> None:
    days = [(f"/{n}", f"{n + 1:02} Nov 2026 10:00:00 GMT") for n in range(5)]
    server.replies["/feed"] = feed(server, *days)
    server.replies |= {f"/{n}": page(n) for n in range(5)}
    gathering = Gathering(web=web(), most=2)
    assert run(gathering, server.at("/feed")) == (["4", "3"], [])
    assert gathering.counts["left_out"] == 3


def test_a_page_twice(server: Server, web: Callable[..., Web]) -> None:
    server.replies |= {"/1": page(1), "/2": page(1)}
    gathering = Gathering(web=web())
    assert run(gathering, server.at("/1"), server.at("/2"), server.at("/1")) == (["1"], [])
    assert gathering.counts["there"] == 1
    assert server.paths() == ["/1", "/2"]


def test_fresh(server: Server, web: Callable[..., Web]) -> None:
    notes = Notes()
    server.replies["/feed"] = conditional(feed(server, ("/1", None)))
    server.replies["/1"] = conditional(page(1))
    run(Gathering(web=web(), memory=notes), server.at("/feed"))
    assert run(Gathering(web=web(), memory=notes, fresh=True), server.at("/feed"))[0] == ["1"]


def test_empty_and_damaged_feeds(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/empty"] = Reply(b"<rss><channel/></rss>", headers=XML)
    server.replies["/damaged"] = Reply(b"<rss><channel>", headers=XML)
    gathering = Gathering(web=web(), memory=Notes())
    told = run(gathering, server.at("/empty"), server.at("/damaged"))
    assert told == ([], ["the feed is damaged"])
