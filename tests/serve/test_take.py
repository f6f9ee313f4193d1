"""Every list can be taken away in every format that can hold it: all of it, as it is filtered."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import threading
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from onrecord.exports import FORMATS
from onrecord.serve.address import Address
from onrecord.serve.app import make
from onrecord.serve.guard import Keys
from onrecord.serve.offers import offers
from onrecord.serve.sending import BLOCK, Sent
from onrecord.store import Store
from tests.exports.kept import fill
from tests.serve.conftest import BASE, KEYS
from tests.serve.derived import merge
from tests.stored import actor, alone, document, event, lines, story


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = fill(tmp_path_factory.mktemp("take") / "r.db", hostile=True)
    with TestClient(make(path, keys=KEYS), base_url=BASE) as client:
        client.get(f"/?token={KEYS.token}")
        yield client


@pytest.mark.parametrize("kind", ["event", "statement", "attribution", "actor", "dispute"])
def test_every_offer_of_a_list_is_a_file(merged: TestClient, kind: str) -> None:
    some = offers(kind, Address("/x"), merged=True)
    assert {"jsonl", "csv", "parquet"} <= {one.format.name for one in some}
    for one in some:
        answer = merged.get(one.href)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(one.format.media.partition(";")[0])
        name = one.format.file_name(kind)
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.content or one.format.name == "jsonl"


def test_the_file_has_what_the_filter_leaves(merged: TestClient) -> None:
    answer = merged.get("/export?format=csv&kind=events&type=ASSAULT&sort=date")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [row["type"] for row in rows] == ["ASSAULT", "ASSAULT"]
    assert rows[0]["reports"] == "1"
    answer = merged.get("/export?format=parquet&kind=event&type=CONSULT")
    assert pq.read_table(io.BytesIO(answer.content)).num_rows == 1
    assert merged.get("/export?format=csv&kind=event&since=soon").status_code == 400


def test_without_a_list_it_is_the_whole_store(merged: TestClient) -> None:
    lines = [json.loads(line) for line in merged.get("/export?format=jsonl").text.splitlines()]
    assert [line["kind"] for line in lines].count("story") == 2
    assert len(json.loads(merged.get("/export?format=csl").text)) == 2
    assert merged.head("/export?format=csv").content == b""


@pytest.mark.parametrize(
    "asked", ["format=exe", "kind=event", "format=csv&kind=x", "format=stix&kind=event"]
)
def test_what_there_is_not_is_said(merged: TestClient, asked: str) -> None:
    assert merged.get(f"/export?{asked}").status_code == 400


def test_only_who_was_let_in_gets_a_file(tmp_path: Path) -> None:
    client = TestClient(make(fill(tmp_path / "r.db"), keys=Keys()), base_url=BASE)
    assert client.get("/export?format=csv").status_code == 401


def test_writing_stops_when_nobody_takes_it() -> None:
    stopped = threading.Event()

    def write(out: Any) -> int:
        try:
            while True:
                out.write(b"x" * BLOCK)
        finally:
            stopped.set()

    async def ask() -> None:
        left = anyio.Event()

        async def receive() -> dict[str, Any]:
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message.get("body"):
                left.set()

        await Sent(write, media="text/plain", name="x")(
            {"type": "http", "method": "GET", "app": SimpleNamespace(state=SimpleNamespace())},
            receive,
            send,
        )

    anyio.run(ask)
    assert stopped.is_set()


def test_a_format_that_fails_midway_does_not_look_whole(
    merged: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("no more")

    monkeypatch.setitem(FORMATS, "csv", replace(FORMATS["csv"], write=fail))
    with pytest.raises(RuntimeError, match="no more"):
        merged.get("/export?format=csv&kind=event")


LISTS = (
    "events", "statements", "agreements", "attributions", "disputes", "happenings", "actors",
    "stories",
)  # fmt: skip


def menu(html: str) -> dict[str, tuple[str, str]]:
    """The address and the row count of each format of a page's menu."""
    found = re.findall(
        r'<li><a class="button" href="(/export\?[^"]+)">([^<]+), '
        r'<span class="n">([^<]+)</span>',
        html,
    )
    return {name: (unescape(href), rows) for href, name, rows in found}


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Any:
    path = Path(shutil.copy(filled, tmp_path_factory.mktemp("derived") / "r.db"))
    merge(path)
    with TestClient(make(path, keys=KEYS), base_url=BASE) as client:
        client.get(f"/?token={KEYS.token}")
        yield client


@pytest.mark.parametrize("page", LISTS)
def test_every_list_says_how_many_rows_each_file_has(derived: TestClient, page: str) -> None:
    html = derived.get(f"/{page}").text
    assert re.search(r'<details class="take no-print"[^>]*><summary class="button">Take away', html)
    formats = menu(html)
    assert {"CSV", "JSON Lines", "Parquet"} <= set(formats)
    total = int(formats["CSV"][1].split()[0])
    assert total
    for name, (href, said) in formats.items():
        assert derived.get(href).status_code == 200
        assert said.removeprefix("made of ") == ("1 row" if total == 1 else f"{total} rows")
        assert said.startswith("made of ") == (name not in ("CSV", "JSON Lines", "Parquet"))
    rows = list(csv.reader(io.StringIO(derived.get(formats["CSV"][0]).text, newline="")))
    assert len(rows) - 1 == total
    lines = derived.get(formats["JSON Lines"][0]).text.splitlines()
    assert len(lines) == total
    file = derived.get(formats["Parquet"][0]).content
    assert pq.read_table(io.BytesIO(file)).num_rows == total


def test_the_menu_has_the_filters_and_not_the_page(merged: TestClient) -> None:
    formats = menu(merged.get("/events?type=ASSAULT&sort=date&from=1&more=type").text)
    href, said = formats["CSV"]
    assert href == "/export?format=csv&kind=event&type=ASSAULT&sort=date"
    assert said == "2 rows"
    assert not menu(merged.get("/events?type=nothing").text)


def test_the_network_gives_who_acts_on_whom(merged: TestClient) -> None:
    formats = menu(merged.get("/network?top=10&type=ASSAULT").text)
    assert {"GraphML", "Network (SVG)", "CSV"} <= set(formats)
    assert "Timeline (SVG)" not in formats
    done = "&type=ASSAULT&status=occurred&status=ongoing"
    assert formats["GraphML"][0] == f"/export?format=graphml&kind=event{done}"
    assert formats["Network (PNG)"][0] == f"/export?format=network.png&kind=event{done}&top=10"
    assert formats["CSV"][1] == "2 rows"


def test_what_is_planned_is_no_act_unless_it_is_asked_for(merged: TestClient) -> None:
    assert menu(merged.get("/network").text)["CSV"][1] == "2 rows"
    planned = menu(merged.get("/network?status=planned").text)
    assert planned["CSV"] == ("/export?format=csv&kind=event&status=planned", "1 row")


@pytest.mark.parametrize("name", ["timeline", "map", "network"])
def test_charts_draw_what_the_filter_leaves(merged: TestClient, name: str) -> None:
    kept = merged.get(f"/export?format={name}.svg&kind=event&type=ASSAULT").text
    assert "2 events that occurred or go on" in kept
    left = merged.get(f"/export?format={name}.svg&kind=event&type=ASSAULT&since=2030").text
    assert "0 events that occurred or go on" in left
    picture = merged.get(f"/export?format={name}.png&kind=event&type=ASSAULT")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_the_menu_has_a_lasting_link_to_the_view(merged: TestClient) -> None:
    html = merged.get("/events?type=ASSAULT&sort=date&from=1&more=type").text
    assert '<a class="button" href="/events?type=ASSAULT&amp;sort=date">Link to this view' in html


def test_the_menu_is_translated(merged: TestClient) -> None:
    html = merged.get("/events", headers={"accept-language": "de"}).text
    assert ">Mitnehmen</summary>" in html
    assert menu(html)["Tabelle wie ICEWS"][1].startswith("aus ")


ONES = (
    "/event/m1", "/statement/t1", "/agreement/g1", "/attribution/b1", "/dispute/d1",
    "/happening/h1", "/actor/x1", "/stories/s1", "/search?q=talks", "/",
)  # fmt: skip


def rows(client: TestClient, name: str, href: str) -> int | None:
    """How many rows a file has, where a row is a thing."""
    answer = client.get(href)
    assert answer.status_code == 200, href
    if name == "CSV":
        return len(list(csv.reader(io.StringIO(answer.text, newline="")))) - 1
    return len(answer.text.splitlines()) if name == "JSON Lines" else None


@pytest.mark.parametrize("page", ONES)
def test_every_page_gives_what_it_shows(derived: TestClient, page: str) -> None:
    menus = derived.get(page).text.split('<details class="take no-print"')[1:]
    assert menus
    for html in menus:
        formats = menu(html.partition("</details>")[0])
        assert {"JSON Lines", "CSV", "Parquet"} <= set(formats)
        for name, (href, said) in formats.items():
            assert rows(derived, name, href) in (None, int(re.search(r"\d+", said)[0]))


def test_a_story_gives_itself_and_its_records(derived: TestClient) -> None:
    html = derived.get("/stories/s1").text
    assert ">Take the records away</summary>" in html
    lines = derived.get("/export?format=jsonl&story=s1").text.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {"e1", "e2", "t1", "a1", "b1"}
    (line,) = derived.get("/export?format=jsonl&kind=story&id=s1").text.splitlines()
    assert json.loads(line)["id"] == "s1"
    assert derived.get("/export?format=jsonl&kind=story&id=none").text == ""


def test_an_event_gives_its_reports_and_a_dossier(derived: TestClient) -> None:
    html = derived.get("/event/m1").text
    assert ">Take the reports away</summary>" in html
    lines = derived.get("/export?format=jsonl&kind=event&reports=m1").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["e1", "e3"]
    assert 'href="/report/event/m1"' in html


def test_what_a_dossier_can_tell_of_gives_one(merged: TestClient) -> None:
    line = json.loads(merged.get("/export?format=jsonl&kind=event").text.splitlines()[0])
    answer = merged.get(f"/report/event/{line['id']}")
    assert answer.headers["content-disposition"] == 'attachment; filename="onrecord-event.html"'
    assert "<script" not in answer.text
    assert "attacked" in answer.text
    assert merged.get("/report/event/none").status_code == 404
    assert merged.get("/report/place/x1").status_code == 404


def test_every_outlet_is_in_the_table_of_sources(derived: TestClient) -> None:
    html = derived.get("/sources").text
    assert '<a class="button" href="/sources/outlets.csv">CSV, <span class="n">2 rows' in html
    answer = derived.get("/sources/outlets.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [(row["outlet"], row["stories"]) for row in table] == [
        ("Example Times", "1"),
        ("Wire", "1"),
    ]


def test_what_a_format_cannot_hold_of_one_thing_is_said(derived: TestClient) -> None:
    assert derived.get("/export?format=stix&kind=event&id=m1").status_code == 400
    assert derived.get("/export?format=icews&kind=event&reports=m1").status_code == 400


def test_the_drawing_has_the_actors_and_arrows_of_the_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("ties") / "r.db"
    held = story("s1")
    # Sixteen pairs with one event each, the last by day read first: ten actors are shown.
    some = [
        event(
            f"e{n}", held, type="ASSAULT", status="occurred",
            actors=[actor(f"Actor {n % 7}")], recipients=[actor(f"Other {n}")],
            when={"start": f"2021-01-{28 - n}", "end": None, "precision": "day", "basis": "stated"},
        )
        for n in range(16)
    ]  # fmt: skip
    with Store(path, write=True, stages=alone()) as store:
        store.add(document(), lines=lines(held, *some), version="v1", added="2026-01-01")
    with TestClient(make(path, keys=KEYS), base_url=BASE) as client:
        client.get(f"/?token={KEYS.token}")
        html = client.get("/network?top=10").text
        drawn = client.get(unescape(menu(html)["Network (SVG)"][0])).text
    arrows = sorted(re.findall(r"<title>([^<]*→[^<]*)</title>", html))
    assert arrows
    assert arrows == sorted(re.findall(r"<title>([^<]*→[^<]*)</title>", drawn))
    assert f"{html.count('data-node=')} of " in drawn
