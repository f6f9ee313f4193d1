"""A workbench over a small store, in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.merging.derive import Stages
from onrecord.serve.app import make
from onrecord.serve.guard import Keys
from onrecord.store import Store
from tests import stored
from tests.conftest import HereCrew

KEYS = Keys(token="open-sesame", session="session-secret")
BASE = "http://127.0.0.1:8123"

TEXT = (
    "Talks will be held in Ankara, Erdoğan said.\n\n"
    "🕊 قال المتحدث إن المحادثات انتهت. Talks ended in Zürich 🏔 on Sunday."
)


def actor(name: str, **fields: Any) -> dict[str, Any]:
    """An actor reference with all that a reader gives it."""
    rest = {"sector": None, "capacity": None, "start": 0, "end": 5, "quote": TEXT[:5]}
    return rest | stored.actor(name, **fields)


def fill(path: Path) -> None:
    """A store with two stories and records of every kind."""
    first, second = stored.story("s1", TEXT), stored.story("s2", title="Another", outlet="Wire")
    span = {k: v for k, v in stored.quote(TEXT, "Talks", "cue").items() if k != "role"}
    statement = {
        "kind": "statement",
        "id": "t1",
        "story": "s1",
        "speaker": actor("Erdoğan", country="TUR") | {"anonymity": "named", "resolved_via": "name"},
        "cue": span,
        "content": [span],
        "quote_type": "indirect",
        "channel": None,
        "addressee": None,
        "act": "announcement",
        "target": None,
        "hedges": [],
        "certainty": "CT+",
        "nested_in": None,
        "continues": None,
        "confidence": 0.7,
        "version": "v1",
        "evidence": [
            stored.quote(TEXT, "said", "cue"),
            stored.quote(TEXT, "Talks will be held", "content"),
        ],
    }
    agreement = {
        "kind": "agreement",
        "id": "a1",
        "story": "s1",
        "name": "Ankara accord",
        "aliases": [],
        "same_because": [],
        "parties": [actor("Turkey", country="TUR")],
        "third_parties": [],
        "date": None,
        "status": "signed",
        "stage": "ceasefire",
        "contested": False,
        "provisions": [
            {
                "text": "Talks",
                "start": 0,
                "end": 5,
                "code": None,
                "obligor": None,
                "deadline": None,
                "contested": False,
                "contested_by": [],
                "implementation": [],
            }
        ],
        "confidence": 0.6,
        "evidence": [stored.quote(TEXT, "Talks", "name")],
        "version": "v1",
    }
    attribution = {
        "kind": "attribution",
        "id": "b1",
        "story": "s1",
        "act": {"name": "the attack", "event": None},
        "chain": [
            {
                "subject": "the attack",
                "relation": "attributed-to",
                "object": "Fancy Crab",
                "level": "group",
            },
            {
                "subject": "Fancy Crab",
                "relation": "part-of",
                "object": "Ruritania",
                "level": "state",
            },
        ],
        "attributing_actor": actor("Oslo", country="NOR"),
        "basis": None,
        "wording": ["is behind"],
        "likelihood": "likely",
        "analytic_confidence": None,
        "admiralty": None,
        "confidence": 0.8,
        "evidence": [stored.quote(TEXT, "said", "wording")],
        "version": "v1",
    }
    who = {"actors": [actor("Erdoğan", country="TUR")]}
    events = [
        stored.event("e1", first, **who),
        stored.event(
            "e2",
            first,
            **who,
            type="ASSAULT",
            mode="aerial",
            status="occurred",
            confidence=0.55,
            evidence=[
                stored.quote(TEXT, "ended", "trigger"),
                stored.quote(TEXT, "المحادثات", "actor"),
            ],
        ),
    ]
    with Store(path, write=True, stages=Stages()) as store:
        one = stored.lines(first, *events, statement, agreement, attribution)
        store.add(stored.document(b"one"), lines=one, version="v1", added="2026-01-01")
        other = stored.lines(second, stored.event("e3", second, status="denied", **who))
        store.add(stored.document(b"two"), lines=other, version="v1", added="2026-01-02")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with something in it, made once."""
    path = tmp_path_factory.mktemp("filled") / "r.db"
    fill(path)
    return path


@pytest.fixture
def shelf(tmp_path: Path, filled: Path) -> Path:
    """The path of a copy of it."""
    return Path(shutil.copy(filled, tmp_path / "r.db"))


@pytest.fixture
def opened() -> Iterator[Callable[..., TestClient]]:
    """Opens a workbench over a store, by its link."""
    clients: list[TestClient] = []

    def open_(path: Path, *, enter: bool = True) -> TestClient:
        app = make(path, keys=KEYS, crew=HereCrew)
        client = TestClient(app, base_url=BASE, follow_redirects=False)
        clients.append(client.__enter__())
        if enter:
            assert client.get(f"/?token={KEYS.token}").status_code == 303
        return client

    yield open_
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def bench(shelf: Path, opened: Callable[..., TestClient]) -> TestClient:
    """A workbench that was opened by its link."""
    return opened(shelf)
