"""Disputes say which agreement they are about, and what parties say of a provision is one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from onrecord.linking import agreements
from onrecord.merging import disputes, followed, pointed
from onrecord.merging.derive import Stages
from onrecord.store import Filter, Store
from tests.merging.lines import actor, agreement, event, statement, told
from tests.stored import document, lines

STAGES = Stages(agreements=agreements, disputes=disputes, followed=followed, pointed=pointed)
VELKA, TARSIA = actor("Velka", country="VEL"), actor("Tarsia", country="TAR")
GUNS = "withdraw its artillery from the Kalin heights"
Line = dict[str, Any]


def whole(record: Line) -> Line:
    """The record with what the store asks of each."""
    more = {"confidence": 0.8, "version": "v1", "hedges": [], "channel": None, "addressee": None}
    return more | {"contexts": [], "venue": None, "topic": None} | record


def signed() -> list[Line]:
    story = told(
        f"Velka and Tarsia signed the Doran ceasefire agreement. It obliges Tarsia to {GUNS}.",
        day="2031-03-01",
    )
    record = agreement(
        story,
        "Doran ceasefire agreement",
        parties=[VELKA, TARSIA],
        day="2031-03-01",
        status="signed",
        provisions=[(GUNS, "withd")],
    )
    return [story, record]


def breach() -> list[Line]:
    story = told(
        "Velka accused Tarsia of violating the Doran ceasefire agreement. "
        "Tarsia denied violating the agreement.",
        id="s2",
        day="2031-03-05",
    )
    said = "Tarsia of violating the Doran ceasefire agreement"
    return [
        story,
        agreement(story, "Doran ceasefire agreement", parties=[VELKA, TARSIA]),
        statement(story, said, by=VELKA, cue="accused", act="accusation", target=TARSIA),
    ]


def guns() -> list[Line]:
    story = told(
        "Tarsia said its artillery had completed its withdrawal from the Kalin heights under the "
        "Doran ceasefire agreement. "
        "Velka said Tarsia had failed to withdraw its artillery from the Kalin heights.",
        id="s3",
        day="2031-03-10",
    )
    done = "its artillery had completed its withdrawal from the Kalin heights"
    undone = "Tarsia had failed to withdraw its artillery from the Kalin heights"
    return [
        story,
        agreement(story, "Doran ceasefire agreement", parties=[VELKA, TARSIA]),
        statement(story, done, by=TARSIA),
        statement(story, undone, by=VELKA),
        event(story, "withdrawal", type="RETREAT", actors=[TARSIA]),
        event(story, "withdraw its", type="RETREAT", actors=[TARSIA], status="denied"),
    ]


def other() -> list[Line]:
    story = told("Oran accused Moss of violating the border. Moss denied violating it.", id="s4")
    said = "Moss of violating the border"
    oran, moss = actor("Oran"), actor("Moss")
    return [story, statement(story, said, by=oran, cue="accused", act="accusation", target=moss)]


PAGES = [signed, breach, guns, other]


def made(path: Path, pages: list[Any], *, without: tuple[str, ...] = ()) -> tuple[Any, Any]:
    """The agreements and disputes of a store to which pages come one by one."""
    with Store(path, write=True, stages=STAGES) as store:
        for page in pages:
            values = [v if v["kind"] == "story" else whole(v) for v in page()]
            values[0] = {"section": "main", "language": "en", "byline": []} | values[0]
            data = str(page.__name__).encode()
            store.add(document(data), lines=lines(*values), version="v1", added="2031-04-01")
        for story in without:
            store.remove(story)
        return tuple(list(store.each(kind, Filter())) for kind in ("agreement", "dispute"))


def test_a_dispute_about_a_breach_names_the_agreement(tmp_path: Path) -> None:
    (line,), found = made(tmp_path / "r.db", [signed, breach, other])
    about = {d["about"]["text"]: d["about"]["agreement"] for d in found}
    assert len(about) == 2, about
    assert about["Tarsia of violating the Doran ceasefire agreement"] == line["id"]
    assert about["Oran accused Moss of violating the border."] is None


def test_what_parties_say_of_a_provision_is_a_dispute(tmp_path: Path) -> None:
    (line,), found = made(tmp_path / "r.db", PAGES)
    (over,) = (d for d in found if d["rule"] == "carrying_out")
    assert over["about"] == {"text": GUNS, "acts": [], "events": [], "agreement": line["id"]}
    with Store(tmp_path / "r.db", write=True, stages=STAGES) as store:
        kinds = {i for kind, i in store.resting(line["id"]) if kind == "dispute"}
        assert kinds == {d["id"] for d in found if d["about"]["agreement"]}
        store.reject(over["id"], by="somebody", at="2031-04-02")
        assert over["id"] not in {d["id"] for d in store.each("dispute", Filter())}
        store.remerge(at="2031-04-03")
        assert over["id"] not in {d["id"] for d in store.each("dispute", Filter())}


@pytest.mark.parametrize("seed", range(5))
def test_neither_order_nor_what_went_shows(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    some = dice.sample(PAGES, len(PAGES))
    assert made(tmp_path / "a.db", some) == made(tmp_path / "b.db", PAGES)
    rest = [signed, breach, other]
    assert made(tmp_path / "c.db", some, without=("s3",)) == made(tmp_path / "d.db", rest)
    assert made(tmp_path / "e.db", some, without=("s1", "s2")) == made(
        tmp_path / "f.db", [guns, other]
    )
