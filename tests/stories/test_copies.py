"""Copies: what is a copy, of whom, what is only taken in part, and who is independent."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, replace
from typing import Any

import pytest
from evals.edits import EDITS, edited
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.grouping import candidates, group
from onrecord.stories import copies, prints
from onrecord.stories.independence import independent
from onrecord.stories.passages import shared

WIRE = """\
VELDA (AFP) — Two ministers signed a ceasefire in Velda on Sunday after nine days of talks, ending \
weeks of shelling along the Karsk river.

The foreign minister of Karsk, Ana Loring, told reporters that the guns would fall silent at \
midnight and that prisoners would be exchanged within a fortnight.

Observers from the Lake Commission will man eleven posts on both banks, according to the text, \
which was seen by this agency.

The opposition in Port Anso called the document a surrender and asked for a vote in parliament \
before any soldier leaves the northern heights.

Bread prices fell by a third in the capital's covered market, where traders had hoarded flour \
since the bridge at Minna was blown up."""

OTHER = """\
PORT ANSO — A truce between Karsk and Velda took hold overnight, residents of the border villages \
said, with the last explosions heard shortly before twelve.

Buses began to carry families home from the sports hall in which they had slept since the first \
week of the fighting. A nurse, Teodor Haal, counted forty children among them.

Diplomats said that the deal leaves open who will police the Minna crossing, a question on which \
three earlier rounds had broken down."""

WORDS = [w for w in OTHER.split() if w.isalpha()]


def story(id: str, text: str, **fields: Any) -> copies.Item:
    date = fields.pop("date", "2031-05-04")
    return copies.item(
        {"id": id, "text": text, "published": {"date": date} if date else None, **fields}
    )


def meet(a: copies.Item, b: copies.Item) -> bool:
    return bool(candidates([a, b], keys=copies.keys))


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_found(edit: str) -> None:
    a = story("a", WIRE)
    found = 0
    for seed in range(20):
        b = story("b", edited(WIRE, edit=edit, seed=str(seed), words=WORDS), date="2031-05-06")
        assert copies.compare(a, b) == copies.compare(b, a)
        found += meet(a, b) and copies.compare(a, b).score >= copies.THRESHOLD
    # Cut to half and one word of five changed, few runs of words are left of so short a story.
    assert found >= (8 if edit == "cut, renamed, reworded" else 20)


def test_one_run_of_words_is_a_key_once_and_only_within_some_weeks() -> None:
    def near(day: str) -> set[str]:
        return {k for k in copies.keys(story("a", WIRE, date=day)) if k.count("-") == 0}

    one = near("2031-05-04")
    assert len(one) == prints.ANCHORS + copies.PAIRED * (copies.PAIRED - 1) // 2
    shared = [len(one & near(day)) for day in ("2031-05-04", "2031-05-07", "2031-05-30")]
    assert shared[0] > shared[1] > shared[2] == copies.PAIRED * (copies.PAIRED - 1) // 2


def test_an_independent_report_is_no_copy() -> None:
    assert copies.compare(story("a", WIRE), story("b", OTHER)).score < 0.1


def test_a_speech_that_two_reporters_quote_makes_no_copy() -> None:
    speech = " ".join(f"“{p}”" for p in WIRE.split("\n\n")[1:3])
    a = story("a", f"{OTHER}\n\n{speech}")
    words = random.Random(3).sample(sorted(set((WIRE + OTHER).split())), 90)
    b = story("b", f"{' '.join(words)}\n\n{speech}")
    assert copies.compare(a, b).score < copies.THRESHOLD
    assert shared(a, b) is None


def test_the_reason_counts_paragraphs() -> None:
    b = story(
        "b", WIRE.rsplit("\n\n", 1)[0] + "\n\nNobody in the two capitals would say more today."
    )
    told = copies.compare(story("a", WIRE), b).reasons[0].words
    assert told == "4 of 5 paragraphs are the same words"


def test_an_undated_copy_meets_its_original() -> None:
    assert meet(story("a", WIRE), story("b", WIRE.rsplit("\n\n", 1)[0], date=None))


def test_the_agency_is_the_original_then_the_day_then_who_cites_nobody() -> None:
    agency = story("z", WIRE, outlet="AFP", date="2031-05-05")
    early = story("y", WIRE, outlet="Velda Courier", date="2031-05-04", sources=["AFP"])
    plain = story("x", WIRE, outlet="Karsk Times", date="2031-05-04")
    late = story("a", WIRE, outlet="Anso Post", date="2031-05-06T08:00:00Z")
    assert sorted([late, early, plain, agency], key=copies.order) == [agency, plain, early, late]
    assert copies.original([late, plain]) is plain
    reasons = [r.words for r in copies.compare(early, agency).reasons]
    assert "Velda Courier names Agence France-Presse as its source" in reasons


def test_passages_taken_are_told_with_their_places() -> None:
    second, third = WIRE.split("\n\n")[1:3]
    long = f"{OTHER}\n\n{second}\n\n{third}"
    found = shared(story("b", long, date="2031-05-05"), story("a", WIRE))
    assert found is not None
    assert (found.story, found.taken_from) == ("b", "a")
    assert 0.3 < found.share < 0.6
    place = found.passages[0]
    assert long[place.start : place.end].startswith("The foreign minister of Karsk, Ana Loring")
    assert long[place.start : place.end] == WIRE[place.in_start : place.in_end]
    assert shared(story("a", WIRE), story("b", OTHER)) is None


def test_independent_sources_are_counted_apart_from_printings() -> None:
    wire = [
        story("w1", WIRE, outlet="AFP"),
        story("w2", WIRE, outlet="Velda Courier"),
        story("w3", WIRE, outlet="Karsk Times"),
    ]
    own = story("o1", OTHER, outlet="Anso Post")
    again = story("o2", OTHER[:300], outlet="Anso Post", date="2031-05-05")
    leaning = story("l1", OTHER[300:], outlet="Lake Radio", sources=["AFP"])
    two = story("t1", OTHER[200:], outlet="Minna Herald", sources=["AFP", "Reuters"])
    alone = story("r1", OTHER[100:], outlet="Hill Gazette", sources=["Reuters"])
    told = independent([*wire, own, again, leaning, two, alone], copy_of={"w2": "w1", "w3": "w1"})
    assert told.words == "3 independent sources, 8 printings"
    assert [s.name for s in told.sources] == ["Agence France-Presse", "Anso Post", "Reuters"]
    assert told.sources[0].stories[0] == "w1"
    assert "w2 is a copy of w1" in told.sources[0].reasons
    assert told.independent == {"w1", "o1", "r1"}


def test_copies_of_a_story_elsewhere_count_once() -> None:
    told = independent([story("b", WIRE), story("c", WIRE)], copy_of={"b": "a", "c": "a"})
    assert told.words == "1 independent source, 2 printings"


def test_an_item_comes_back_from_json() -> None:
    one = story("a", WIRE, sources=["AFP"])
    back = {
        k: tuple(v) if isinstance(v, list) else v
        for k, v in json.loads(json.dumps(asdict(one))).items()
    }
    assert copies.Item(**back) == one


@settings(max_examples=30)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    one, other = story("a", a), story("b", b, date=None)
    assert copies.compare(one, other) == copies.compare(other, one)
    assert all(0 <= s < e <= len(a) for s, e in zip(one.starts, one.ends, strict=True))


def test_a_long_text_keeps_no_more_than_a_bound() -> None:
    chance = random.Random(1)
    long = " ".join(f"word{chance.randrange(5000)}" for _ in range(20_000))
    one = story("a", long)
    assert 100 < len(one.hashes) <= 256
    part = story("b", long[: len(long) // 2])
    assert copies.compare(one, part).score > 0.9


def test_groups_do_not_depend_on_arrival() -> None:
    chance = random.Random(5)
    items = [
        story(f"s{n}", edited(text, edit=edit, seed=str(n), words=WORDS))
        for n, (text, edit) in enumerate((t, e) for t in (WIRE, OTHER) for e in list(EDITS)[:5])
    ]
    told = set()
    for _ in range(5):
        chance.shuffle(items)
        by = {i.id: i for i in items}
        pairs = candidates(items, keys=copies.keys)
        scores = {p: copies.compare(by[p[0]], by[p[1]]).score for p in pairs}
        told.add(group(by, scores, threshold=copies.THRESHOLD))
    assert told == {(tuple(f"s{n}" for n in range(5)), tuple(f"s{n}" for n in range(5, 10)))}


def test_a_later_date_alone_changes_no_score() -> None:
    one = story("a", WIRE)
    assert (
        copies.compare(one, replace(one, id="b", published="2099-01-01")).score
        == copies.compare(one, replace(one, id="b")).score
    )


def _told(number: int, body: str, outlet: str = "Harbour Agency") -> copies.Item:
    closing = (
        "Whoever prints this material has to name the Harbour Agency and its correspondent, and "
        "may not change a word of it without leave of the editors, as the law on the press says."
    )
    text = f"{body}\n\n{closing}"
    return copies.item({"id": f"s{number}", "text": text, "outlet": outlet, "sources": []})


def test_what_an_outlet_prints_under_all_its_stories_makes_no_copy() -> None:
    ferry = "A ferry with ninety passengers ran aground off Harwick before dawn; nobody was hurt."
    vote = "The council of Harwick voted by nine to four to sell the old fish market to a brewer."
    assert copies.compare(_told(1, ferry), _told(2, vote)).score < copies.THRESHOLD
    assert copies.compare(_told(1, ferry), _told(2, ferry)).score >= copies.THRESHOLD
