"""What is joined, split, corrected or rejected shows in an open workbench at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.serve.desk import Desk
from onrecord.store import Filter, Store
from onrecord.store.workbench_links import Homes
from tests.merging.stub_stages import STAGES
from tests.serve.test_lists import ids
from tests.stored import actor, document, event, lines, quote, story

WHO = {"by": "Ada", "at": "2026-06-02"}
STAGED = {"write": True, "stages": STAGES}


def page(n: int, name: str) -> list[dict[str, Any]]:
    """A story in which somebody acts and speaks."""
    text = f"Talks number {n}. {name} said no."
    held = story(f"s{n}", text)
    place = {k: v for k, v in quote(text, name, "").items() if k != "role"}
    who = actor(name, id=f"s{n}-who") | {"sector": None, "capacity": None} | place
    cue = quote(text, "said", "cue")
    span = {k: v for k, v in cue.items() if k != "role"}
    said = {
        "kind": "statement", "id": f"t{n}", "story": held["id"], "cue": span, "content": [span],
        "speaker": who | {"anonymity": "named", "resolved_via": "name"}, "quote_type": "indirect",
        "channel": None, "addressee": None, "act": "assertion", "target": None, "hedges": [],
        "certainty": "CT+", "nested_in": None, "continues": None, "confidence": 0.9,
        "evidence": [cue], "version": "v1",
    }  # fmt: skip
    return [held, event(f"e{n}", held, actors=[who]), said]


def put(path: Path, n: int, name: str) -> None:
    with Store(path, **STAGED) as store:
        values = lines(*page(n, name))
        store.add(document(b"%d" % n), lines=values, version="v1", added="2026-01-01")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "r.db"
    for n, name in enumerate(("Ana Ruiz", "Ruiz", "Bo Lind")):
        put(made, n, name)
    return made


def renewed(bench: Any) -> None:
    """Counts what others wrote at once; an open workbench may take a moment."""
    bench.app._app.state.desk.written()


def entry(path: Path, name: str) -> str:
    """The id of the actor who is called so."""
    with Store(path) as store:
        found = [a for a in store.each("actor", Filter()) if name in str(a["names"])]
        return str(found[0]["id"])


def test_statements_follow_the_links_of_actors(
    path: Path, opened: Callable[..., TestClient]
) -> None:
    bench = opened(path)

    def said(identity: str) -> set[str]:
        renewed(bench)
        return set(ids(bench.get(f"/statements?actor={identity}").text, "statement"))

    ruiz, lind = entry(path, "Ana Ruiz"), entry(path, "Bo Lind")
    assert (said(ruiz), said(lind)) == ({"t0", "t1"}, {"t2"})
    with Store(path, **STAGED) as store:
        joined = store.join(ruiz, lind, **WHO)
    (one,) = joined["after"]
    assert said(one) == {"t0", "t1", "t2"}
    put(path, 3, "Lind")
    assert said(one) == {"t0", "t1", "t2"}
    with Store(path, **STAGED) as store:
        store.undo(joined["id"], **WHO)
    assert said(entry(path, "Ana Ruiz")) == {"t0", "t1"}
    assert said(entry(path, "Bo Lind")) == {"t2", "t3"}
    with Store(path, **STAGED) as store:
        split = store.split(entry(path, "Ana Ruiz"), **WHO)
    assert [said(i) for i in sorted(split["after"])] in ([{"t0"}, {"t1"}], [{"t1"}, {"t0"}])


def test_a_finding_shows_at_once(path: Path, opened: Callable[..., TestClient]) -> None:
    bench = opened(path)

    def listed(asked: str = "") -> set[str]:
        renewed(bench)
        return set(ids(bench.get(f"/statements{asked}").text, "statement"))

    assert listed() == {"t0", "t1", "t2"}
    with Store(path, **STAGED) as store:
        rejected = store.reject("t2", **WHO)
        store.correct("t1", "act", "denial", **WHO)
    assert listed() == {"t0", "t1"}
    assert listed("?act=denial") == {"t1"}
    with Store(path, **STAGED) as store:
        store.undo(rejected["id"], **WHO)
        store.remove("s0")
    assert listed() == {"t1", "t2"}


def test_what_is_counted_again_is_what_is_counted_anew(path: Path, tmp_path: Path) -> None:
    old = Desk(path)
    old.frame("statement")
    with Store(path, **STAGED) as store:
        store.join(entry(path, "Ana Ruiz"), entry(path, "Bo Lind"), **WHO)
    put(path, 5, "Ruiz")
    with Store(path, **STAGED) as store:
        store.remove("s1")
    new = Desk(Path(shutil.copy(path, tmp_path / "copy.db")))
    again, anew = old.frame("statement"), new.frame("statement")
    assert again.numbers.tolist() == anew.numbers.tolist()
    some = {"actor", "by", "type"} & set(anew.pairs)
    assert some
    for name in some:
        assert told(again.pairs[name]) == told(anew.pairs[name])
    old.close()
    new.close()


def told(pairs: Any) -> set[tuple[int, str]]:
    """The values of a filter: row and key."""
    keys = {code: key for key, code in pairs.vocabulary.places.items()}
    return {(int(r), keys[int(c)]) for r, c in zip(pairs.rows, pairs.codes, strict=True)}


def test_only_what_a_changed_link_touches_is_counted_again(path: Path) -> None:
    homes: Homes = {}
    with Desk(path).store as store:
        assert len(list(store.held("statement", homes=homes))) == 3
        last = store.last_change()
        assert store.touched("statement", since=last, homes=homes) == set()
        put(path, 3, "Bo Lind")
        found = store.touched("statement", since=last, homes=homes)
        assert [r["id"] for r in store.by_number(sorted(found))] == ["t3"]
