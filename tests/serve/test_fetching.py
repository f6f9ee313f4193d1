"""Add fetches addresses and feeds, says what failed and why, and asks no inward address."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.cli import options
from onrecord.config import config
from onrecord.serve import run
from onrecord.serve.adding import Adding, Addresses
from onrecord.serve.app import make
from onrecord.sources import Given, pace
from onrecord.store import Store
from tests.conftest import HereCrew
from tests.serve.conftest import BASE, KEYS
from tests.sources.server import PAGE, Reply, Server

XML = {"Content-Type": "application/xml"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(pace.Pace, "wait", lambda self, host: None)
    made = Server()
    items = "".join(
        f"<item><link>{made.at(f'/{n}')}</link>"
        f"<pubDate>{7 - n} Nov 2026 10:00:00 GMT</pubDate></item>"
        for n in (1, 2, 3)
    )
    made.replies |= {
        "/feed": Reply(f"<rss><channel>{items}</channel></rss>".encode(), headers=XML),
        "/1": Reply(),
        "/2": Reply(PAGE.replace(b"Armenia met Russia", b"Armenia met Turkey")),
        "/inward": Reply(status=302, headers={"Location": "http://10.0.0.7/"}),
    }
    yield made
    made.close()


def bench(path: Path) -> TestClient:
    """A workbench as `onrecord serve` opens it with the settings of this environment."""
    settings = config(os.environ, folder=path.parent, cores=1)
    app = make(path, keys=KEYS, crew=HereCrew, loopback=settings.loopback)
    client = TestClient(app, base_url=BASE, follow_redirects=False)
    client.get(f"/?token={KEYS.token}")
    return client


@pytest.fixture
def outward(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A workbench that fetches from this machine, as its setting allows."""
    monkeypatch.setenv("ONRECORD_ALLOW_LOOPBACK", "1")
    with Store(tmp_path / "r.db", write=True):
        pass
    with bench(tmp_path / "r.db") as client:
        yield client


def give(client: TestClient, *addresses: str, **more: str) -> str:
    """Sends the form, and gives the jobs as they are when all is done."""
    sent = {"form_key": KEYS.form, "addresses": "\r\n".join(addresses)} | more
    assert client.post("/add", data=sent).status_code == 303
    return settled(client)


def settled(client: TestClient) -> str:
    """The jobs as they are when all is done."""
    for _ in range(200):
        html = client.get("/add/jobs").text
        if "hx-get" not in html:
            return unescape(html)
        time.sleep(0.02)
    raise AssertionError("still fetching")


def test_the_form_is_there(outward: TestClient) -> None:
    html = outward.get("/add").text
    assert re.search(r'<textarea[^>]* name="addresses"[^>]* required', html)
    assert "Adressen abrufen" in outward.get("/add", headers={"accept-language": "de"}).text


def test_pages_and_feeds_are_fetched_and_failures_listed(
    outward: TestClient, server: Server
) -> None:
    html = give(outward, server.at("/feed"), "", "ftp://e.org/x", outlet="Wire")
    assert "2 pages added, 2 failed" in html
    assert f"<bdi>{server.at('/3')}</bdi>: <bdi>it answered with status 404</bdi>" in html
    assert "<bdi>ftp://e.org/x</bdi>: <bdi>only http and https are fetched</bdi>" in html
    story = re.search(r'href="(/stories/[^"]+)"', html)
    assert story
    shown = outward.get(story[1]).text
    assert "Leaders meet in Geneva" in shown
    assert "Wire" in shown


def test_what_is_known_is_not_fetched_again(outward: TestClient, server: Server) -> None:
    give(outward, server.at("/feed"))
    before = server.paths().count("/1")
    html = give(outward, server.at("/feed"), server.at("/1"))
    first = html.split("</article>")[0]
    assert "0 pages added" in first
    assert "there already" in first
    assert server.paths().count("/1") - before <= 1
    assert server.paths().count("/2") == 1


def test_only_the_newest_of_a_feed(outward: TestClient, server: Server) -> None:
    server.replies["/long"] = Reply(
        b"<rss><channel>"
        + b"".join(f"<item><link>{server.at(f'/p{n}')}</link></item>".encode() for n in range(12))
        + b"</channel></rss>",
        headers=XML,
    )
    html = give(outward, server.at("/long"), newest="10")
    assert "2 older ones of their list left out, 10 failed" in html
    assert 'max="10" value="10"' in html


def test_a_job_is_stopped_in_a_pause_and_goes_on(
    outward: TestClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def wait(self: pace.Pace, host: str) -> None:
        if "/1" in server.paths():
            begun.set()
            self._sleep(60)

    monkeypatch.setattr(pace.Pace, "wait", wait)
    sent = {"form_key": KEYS.form, "addresses": "\n".join(server.at(f"/{n}") for n in (1, 2, 3))}
    assert outward.post("/add", data=sent).status_code == 303
    assert begun.wait(5)
    html = outward.get("/add/jobs").text
    assert re.search(r'<button id="job-1" name="verb" value="stop">Stop', html)
    assert "<form" in html
    assert outward.post("/add/stop", data={"job": "1"}).status_code == 403
    stop = {"form_key": KEYS.form, "job": "1", "verb": "stop"}
    assert outward.post("/add/stop", data=stop).status_code == 303
    html = settled(outward)
    assert "stopped" in html
    assert "1 page added" in html
    assert "2 pages are left." in html
    monkeypatch.setattr(pace.Pace, "wait", lambda self, host: None)
    again = stop | {"verb": "resume"}
    assert outward.post("/add/stop", data=again).status_code == 303
    html = settled(outward)
    first, second = html.split("</article>")[:2]
    assert "1 page added, 1 there already, 1 failed" in first
    assert "Go on" not in second
    assert outward.post("/add/stop", data=stop | {"job": "x"}).status_code == 400


def test_a_way_inward_is_refused_on_a_redirect(outward: TestClient, server: Server) -> None:
    html = give(outward, server.at("/inward"))
    assert "1 failed" in html
    assert "it leads to http://10.0.0.7/" in html


@pytest.mark.parametrize("setting", [None, "0"])
def test_inward_addresses_are_refused(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, setting: str | None
) -> None:
    monkeypatch.delenv("ONRECORD_ALLOW_LOOPBACK", raising=False)
    if setting is not None:
        monkeypatch.setenv("ONRECORD_ALLOW_LOOPBACK", setting)
    with Store(tmp_path / "r.db", write=True):
        pass
    with bench(tmp_path / "r.db") as client:
        inward = ("http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/x", server.at("/1"))
        html = give(client, *inward)
    assert "0 pages added, 4 failed" in html
    for address in inward:
        assert f"<bdi>{address}</bdi>: <bdi>" in html
    assert not server.asked


@pytest.mark.parametrize("sent", [{"addresses": " \r\n#x"}, {"newest": "9999"}])
def test_nothing_to_fetch_is_a_sentence(outward: TestClient, sent: dict[str, str]) -> None:
    whole = {"form_key": KEYS.form, "addresses": "https://e.org/"} | sent
    answer = outward.post("/add", data=whole)
    assert answer.status_code == 400
    assert "nothing was added" in answer.text


def test_too_many_addresses_are_refused(outward: TestClient) -> None:
    some = "\n".join(f"https://e.org/{n}" for n in range(201))
    answer = outward.post("/add", data={"form_key": KEYS.form, "addresses": some})
    assert answer.status_code == 400


def test_nobody_else_makes_it_fetch(outward: TestClient, server: Server) -> None:
    sent = {"addresses": server.at("/1"), "form_key": "wrong"}
    assert outward.post("/add", data=sent).status_code == 403
    outward.cookies.clear()
    sent["form_key"] = KEYS.form
    assert outward.post("/add", data=sent).status_code in (401, 403)
    assert not server.asked


def test_closing_does_not_wait_for_a_pause(tmp_path: Path) -> None:
    made = Server()
    with Store(tmp_path / "r.db", write=True):
        pass
    made.replies |= {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 200\n"), "/1": Reply()}
    adding = Adding(tmp_path / "r.db", crew=HereCrew, loopback=True)
    those = (made.at("/1"), made.at("/2"))
    job = adding.submit("x", Addresses(those=those, given=Given(), most=10), total=2)
    until = time.monotonic() + 5
    while not made.paths() and time.monotonic() < until:
        time.sleep(0.01)
    adding.close()
    made.close()
    assert (job.state, job.left + job.done) == ("stopped", 2)
    assert made.paths() == ["/1"]


def test_serve_hands_the_setting_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from onrecord.cli.serve import command

    given = {}
    monkeypatch.setattr(run, "serve", lambda path, **rest: given.update(rest))
    for setting, expected in (("1", True), ("0", False)):
        monkeypatch.setenv("ONRECORD_ALLOW_LOOPBACK", setting)
        assert options.settings(store=None).loopback is expected
        done = CliRunner().invoke(command, ["--store", str(tmp_path / "r.db")])
        assert done.exit_code == 0, done.output
        assert given["loopback"] is expected
