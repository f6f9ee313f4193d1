"""`add URL` and `watch`: pages of a server on loopback, into a store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.cli import progress
from onrecord.sources import pace
from onrecord.store import Store
from tests.sources.server import PAGE, Reply, Server

Call = Callable[..., Result]
XML = {"Content-Type": "application/xml"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("ONRECORD_ALLOW_LOOPBACK", "1")
    monkeypatch.setattr(pace.Pace, "wait", lambda self, host: None)
    made = Server()
    made.replies |= {
        "/feed": Reply(
            f"<rss><channel><item><link>{made.at('/1')}</link>"
            "<pubDate>Fri, 27 Nov 2026 10:00:00 +0400</pubDate></item>"
            f"<item><link>{made.at('/gone')}</link></item></channel></rss>".encode(),
            headers=XML,
        ),
        "/1": Reply(),
        "/2": Reply(PAGE.replace(b"Armenia met Russia", b"Armenia met Turkey")),
    }
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r.db"


def titles(call: Call, path: Path) -> list[dict]:
    done = call("search", "leaders", "--store", path, "--jsonl")
    return [v for v in map(json.loads, done.stdout.splitlines()) if v["kind"] == "story"]


@pytest.mark.usefixtures("stub")
def test_add_addresses_and_files(call: Call, server: Server, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(PAGE.replace(b"Geneva", b"Vienna"))
    done = call("add", file, server.at("/1"), server.at("/none"), "--store", path)
    assert done.exit_code == 3
    assert done.stdout.startswith("2 pages added, 1 failed.")
    assert f"{server.at('/none')}: it answered with status 404 (fetch)" in done.stderr
    pages = {v["page"]: v["url"] for v in titles(call, path)}
    assert pages == {str(file): None, server.at("/1"): server.at("/1")}
    again = call("add", server.at("/1"), "--store", path)
    assert again.exit_code == 0
    assert again.stdout.startswith("0 pages added, 1 there already.")


@pytest.mark.usefixtures("stub")
def test_a_page_read_again_with_other_words_is_a_new_version(
    call: Call, server: Server, path: Path
) -> None:
    call("add", server.at("/1"), "--store", path)
    (old,) = titles(call, path)
    server.replies["/1"] = Reply(PAGE.replace(b"Armenia met Russia", b"Armenia met Turkey"))
    assert call("add", server.at("/1"), "--store", path).stdout.startswith("1 page added.")
    (new,) = titles(call, path)
    assert old["id"] != new["id"]
    assert "Turkey" in new["text"]
    events = map(json.loads, call("events", "--store", path, "--jsonl").stdout.splitlines())
    assert {e["recipients"][0]["name"] for e in events} == {"Turkey", "France"}


@pytest.mark.usefixtures("stub")
def test_removed_stays_out_with_other_bytes_too(call: Call, server: Server, path: Path) -> None:
    call("add", server.at("/1"), "--store", path)
    (story,) = titles(call, path)
    call("remove", story["id"], "--store", path)
    server.replies["/1"] = Reply(PAGE + b"<!-- other -->")
    done = call("add", server.at("/1"), "--store", path)
    assert done.stdout.startswith("0 pages added, 1 left out after a takedown.")
    assert titles(call, path) == []


@pytest.mark.usefixtures("stub")
def test_the_encoding_that_the_server_said_is_kept(call: Call, server: Server, path: Path) -> None:
    headers = {"Content-Type": "text/html; charset=windows-1251"}
    server.replies["/1"] = Reply(PAGE.replace(b"Geneva", "Мир".encode("cp1251")), headers=headers)
    call("add", server.at("/1"), "--store", path)
    assert "Мир" in titles(call, path)[0]["title"]
    call("add", "--reread", "--store", path)
    with Store(path) as store:
        assert store.page(1).charset == "windows-1251"


@pytest.mark.usefixtures("stub")
def test_watch_once(call: Call, server: Server, path: Path, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.txt"
    listed.write_text(f"# feeds\n{server.at('/feed')}\n\n{server.at('/2')} # a page\n")
    done = call("watch", listed, "--once", "--store", path)
    assert done.exit_code == 3
    assert done.stdout.startswith("2 pages added, 1 failed.")
    assert "/gone: it answered with status 404" in done.stderr
    dates = sorted(v["published"]["date"] for v in titles(call, path) if v["published"])
    assert dates == ["2026-11-27T10:00:00+04:00"]
    server.asked.clear()
    again = call("watch", listed, "--once", "--store", path)
    assert again.exit_code == 0
    assert again.stdout.startswith("0 pages added, 2 there already.")
    assert server.paths() == ["/feed", "/2"]


@pytest.mark.usefixtures("stub")
def test_watch_goes_on_until_it_is_interrupted(
    call: Call, server: Server, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "feeds.txt"
    listed.write_text(server.at("/1"))
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            listed.write_text(f"{server.at('/1')}\n{server.at('/2')}\n")
        elif len(slept) == 2:
            listed.unlink()
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr(progress.time, "sleep", sleep)
    done = call("watch", listed, "--every", "7", "--store", path)
    assert done.exit_code == 130
    assert slept == [420, 420, 420]
    assert done.stdout.count("1 page added") == 2
    assert "This round did not take place" in done.stderr
    assert f"Interrupted; 2 pages stored in {path}." in done.stderr


@pytest.mark.usefixtures("stub")
def test_an_interruption_keeps_what_was_done(
    call: Call, server: Server, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: pace.Pace, host: str) -> None:
        if server.paths() == ["/2", "/1"]:
            raise KeyboardInterrupt

    monkeypatch.setattr(pace.Pace, "wait", interrupted)
    some = [server.at(p) for p in ("/2", "/1", "/3")]
    done = call("add", *some, "--store", path)
    assert done.exit_code == 130
    assert "page stored" in done.stderr or "pages stored" in done.stderr
    monkeypatch.setattr(pace.Pace, "wait", lambda self, host: None)
    call("add", *some, "--store", path)
    assert len(titles(call, path)) == 2


def test_this_machine_is_refused_without_the_setting(
    call: Call, server: Server, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_ALLOW_LOOPBACK", "0")
    done = call("add", server.at("/1"), "http://localhost/", "--store", path)
    assert done.exit_code == 3
    assert "only 80 and 443" in done.stderr
    assert "this machine" in done.stderr
    assert server.asked == []


def test_wrong_calls(call: Call, tmp_path: Path, path: Path) -> None:
    listed = tmp_path / "feeds.txt"
    listed.write_text("# nothing\n")
    for words in ([listed], [tmp_path / "none.txt"], [listed, "--once", "--every", "5"]):
        done = call("watch", *words, "--store", path)
        assert done.exit_code == 2, done.output
    assert not path.exists()
    assert "addresses are fetched by onrecord add" in call("extract", "https://e.org/").stderr
