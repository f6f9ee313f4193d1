"""The API: the same filters as the commands, parts by cursor, changes, ETags, problems; and
schemathesis finds nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from onrecord.serve.api_paths import LISTS, PATHS, document
from onrecord.serve.app import make
from onrecord.serve.guard import Guard, Keys
from onrecord.store import Filter, Store, paging
from tests.exports.kept import fill
from tests.serve.conftest import BASE, KEYS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("api") / "r.db", hostile=True)


@pytest.fixture(scope="module")
def app(path: Path) -> Guard:
    return make(path, keys=KEYS)


@pytest.fixture(scope="module")
def client(app: Guard) -> Any:
    let_in = {"Authorization": f"Bearer {KEYS.token}"}
    with TestClient(app, base_url=BASE, headers=let_in, follow_redirects=False) as held:
        yield held


def test_without_token_or_cookie_it_is_closed(app: Guard) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": KEYS.token}):
        answer = TestClient(app, base_url=BASE, headers=headers).get("/api/events")
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"


def test_the_cookie_lets_in_too(app: Guard) -> None:
    client = TestClient(app, base_url=BASE)
    client.get(f"/?token={KEYS.token}")
    assert client.get("/api/counts").json()["merged_event"] == 3


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.path)
def test_lists_go_on_by_cursor_until_all_is_told(client: TestClient, path: Path, of: Any) -> None:
    with Store(path) as store:
        if of.merged:
            wanted = [line["id"] for line in store.each(of.kind, Filter())]
        elif of.kind == "story":
            wanted = [line["id"] for line in store.tied_stories(Filter())]
        else:
            wanted = [line["id"] for line in store.records(Filter(kinds=(of.kind,)))]
    found, where = [], f"/api{of.path}?limit=1"
    first = client.get(where).json()
    assert first["total"] == len(wanted)
    while where:
        part = client.get(where).json()
        assert len(part["items"]) <= 1
        found += [line["id"] for line in part["items"]]
        where = part["next"]
    assert found == wanted


def test_parts_of_records_are_the_whole(path: Path) -> None:
    with Store(path) as store:
        every = list(store.records(Filter()))
        for limit in (1, 2, 3, 50):
            found: list[Any] = []
            after = None
            while True:
                part = paging.records(store, Filter(), limit=limit, after=after)
                found += part.lines
                after = part.after
                if after is None:
                    break
            assert found == every


def test_filters_have_the_names_and_meaning_of_the_commands(client: TestClient) -> None:
    found = client.get("/api/events?type=assault&place=ankara&since=2021-01&until=2021").json()
    assert [line["type"] for line in found["items"]] == ["ASSAULT", "ASSAULT"]
    assert client.get("/api/events?since=2022").json()["items"] == []
    assert client.get("/api/events?actor=riga&limit=1").json()["total"] == 2
    assert client.get("/api/stories?outlet=Wire").json()["total"] == 0


def test_one_thing_and_where_it_went(client: TestClient) -> None:
    (event,) = client.get("/api/events?type=CONSULT").json()["items"]
    told = client.get(f"/api/event/{event['id']}").json()
    assert told["event"] == event
    assert [r["record"]["id"] for r in told["reports"]] == ["e2"]
    away = client.get("/api/event/e2")
    assert away.status_code == 308
    assert away.headers["location"] == f"/api/event/{event['id']}"
    assert client.get("/api/record/e2").json()["kind"] == "event"
    assert len(client.get("/api/story/s1").json()["records"]) == 4


def test_changes_since(client: TestClient) -> None:
    every = client.get("/api/changes?limit=500").json()
    assert every["next"] is None
    assert every["items"][-1]["seq"] == every["last"]
    part = client.get("/api/changes?since=2&limit=1").json()
    assert [c["seq"] for c in part["items"]] == [3]
    assert part["next"] == 3
    assert client.get(f"/api/changes?since={every['last']}").json()["items"] == []


def test_what_was_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/events")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get("/api/events", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/events?limit=1", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
    assert 'rel="next"' in other.headers["link"]


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("/api/nothing", 404, "Not Found"),
        ("/api/event/m0", 404, "There is no event 'm0'."),
        ("/api/events?colour=red", 400, "'colour' cannot be asked of /events."),
        ("/api/events?limit=0", 400, "'limit' is a number from 1 to 500."),
        ("/api/events?limit=1&limit=2", 400, "'limit' is asked twice."),
        ("/api/events?disputed=perhaps", 400, "'disputed' is true or false."),
        ("/api/events?since=soon", 400, "'since' is no date"),
        ("/api/events?actor=%00", 400, "'actor' holds a character that is none."),
        ("/api/statements?after=x", 400, "'x' is no cursor of this list."),
        ("/api/search", 400, "'words' is missing."),
        ("/api/search?words=!!", 400, "There is no word to look for"),
        ("/api/why/x", 404, "Nothing is merged"),
    ],
)
def test_what_is_wrong_is_said_as_a_problem(
    client: TestClient, asked: str, status: int, told: str
) -> None:
    answer = client.get(asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert told in answer.json()["detail"]


def test_only_reading(client: TestClient) -> None:
    answer = client.post("/api/events")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_document_is_served(client: TestClient) -> None:
    assert client.get("/api/openapi.json").json() == document()
    assert set(document()["paths"]) == {of.path for of in PATHS}


@pytest.fixture(scope="module")
def described(app: Guard, client: TestClient) -> Any:
    schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    schema.app = app
    schema.config.update(base_url=f"{BASE}/api")
    return schema


@pytest.mark.parametrize(
    ("mode", "examples"), [(GenerationMode.POSITIVE, 6), (GenerationMode.NEGATIVE, 1)]
)
def test_schemathesis_finds_nothing(described: Any, mode: GenerationMode, examples: int) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == len(PATHS)
    for operation in operations:

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {KEYS.token}"})

        ask()


def test_the_examples_of_the_docs_are_answered(root: Path, client: TestClient) -> None:
    told = (root / "docs/api-http.md").read_text("utf-8")
    asked = re.findall(r'curl [^\n]*"\$ONRECORD(/api/[^"]*)"', told)
    assert len(asked) >= 8
    (event,) = client.get("/api/events?type=CONSULT").json()["items"]
    for one in asked:
        answer = client.get(one.replace("EVENT", event["id"]).replace("STORY", "s1"))
        assert answer.status_code == 200, one
    named = set(re.findall(r"`(/[a-z]+(?:/\{id\})?)`", told))
    assert {of.path for of in PATHS} <= named


def test_keys_of_another_run_do_not_open(app: Guard) -> None:
    other = {"Authorization": f"Bearer {Keys().token}"}
    assert TestClient(app, base_url=BASE, headers=other).get("/api/events").status_code == 401
