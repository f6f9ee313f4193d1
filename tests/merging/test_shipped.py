"""The shipped stages together, over generated stories: one event, its reports, copies and links."""

from __future__ import annotations

import random
from pathlib import Path

from evals.scale import happening, put

from onrecord.store import Filter, Store

FIRST, SECOND = list(happening(3)), list(happening(4))


def test_stories_of_one_happening_are_one_event(tmp_path: Path) -> None:
    with Store(tmp_path / "r.db", write=True) as store:
        put(store, [*FIRST, *SECOND])
        events = store.derived("event", Filter()).lines
        assert sorted(e["counts"]["reports"] for e in events) == sorted([len(FIRST), len(SECOND)])
        assert store.count_derived("happening", Filter()) == 2
        for event in events:
            assert {r["story"] for r in event["reports"]} in (
                {page[0]["id"] for page in FIRST},
                {page[0]["id"] for page in SECOND},
            )
            assert store.count_derived("event", Filter(actor=event["actors"][0]["id"])) == 1
            why = store.why(event["id"])
            assert why is not None
            assert len(why["pairs"]) >= event["counts"]["reports"] - 1
            assert all(p["reasons"] for p in why["pairs"])
        assert any(s["copy_of"] for s in store.tied_stories(Filter()))


def test_order_and_batches_do_not_show(tmp_path: Path) -> None:
    pages = [*FIRST, *SECOND]
    found = []
    for seed in range(2):
        shuffled = random.Random(seed).sample(pages, len(pages))
        with Store(tmp_path / f"{seed}.db", write=True) as store:
            for page in shuffled[:seed]:
                put(store, [page])
            put(store, shuffled[seed:])
            kinds = ("event", "happening", "actor", "place")
            found.append([store.derived(k, Filter()).lines for k in kinds])
    assert found[0] == found[1]


def test_dates_to_come_and_none_at_all(tmp_path: Path) -> None:
    pages = [[dict(v) for v in page] for page in FIRST]
    pages[0][0]["published"] = None
    pages[1][0]["published"] = {"date": "2999-01-01", "precision": "day", "basis": "metadata"}
    with Store(tmp_path / "r.db", write=True) as store:
        put(store, pages)
        told = sum(e["counts"]["reports"] for e in store.derived("event", Filter()).lines)
        assert told == len(pages)
        assert store.settle(at="2026") == 0
