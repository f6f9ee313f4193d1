"""Groups kept right item by item are those that all items at once would make."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.grouping import Scored, candidates, group, pair
from onrecord.merging.neighbourhood import Neighbourhood, lane, made, plain
from onrecord.merging.numbering import WINDOWED, key_number, number
from onrecord.store import Store
from onrecord.store import shelf as shelf_of
from onrecord.store.shelf import SqlShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    id: str
    words: tuple[str, ...]


def compare(a: Words, b: Words) -> Scored:
    both, all_ = set(a.words) & set(b.words), set(a.words) | set(b.words)
    return Scored(score=len(both) / len(all_))


STAGE = SimpleNamespace(Item=Words, keys=lambda i: i.words, compare=compare, THRESHOLD=0.4)


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Any]:
    """Makes empty shelves; each in a store of its own."""
    opened: list[Any] = []

    def make() -> SqlShelf:
        store = Store(tmp_path / f"{len(opened)}.db", write=True)
        context = store._writing()
        opened.append((store, context))
        return SqlShelf(context.__enter__())

    yield make
    for store, context in opened:
        context.__exit__(None, None, None)
        store.close()


def some(seed: int) -> list[Words]:
    rng = random.Random(seed)
    letters = "abcdefgh"[: rng.randint(2, 8)]
    return [
        Words(
            id=f"i{n}", words=tuple(sorted(rng.sample(letters, rng.randint(1, len(letters) // 2))))
        )
        for n in range(rng.randint(2, 30))
    ]


def state(shelf: SqlShelf) -> tuple[Any, ...]:
    asked = (
        "SELECT number, home, level FROM items ORDER BY number",
        "SELECT a, b, score, support FROM edges ORDER BY a, b",
        "SELECT key, time, item FROM keys ORDER BY key, time, item",
    )
    return tuple(shelf._raw.execute(a).fetchall() for a in asked)


def kept(
    shelf: SqlShelf,
    items: Sequence[Words],
    *,
    times: dict[str, int],
    drop: Sequence[str] = (),
    **more: Any,
) -> Any:
    hood = Neighbourhood(lane("x", STAGE, **more), shelf)
    for item in items:
        hood.change([(item, times[item.id], None)])
    for identity in drop:
        hood.change(drop=[identity])
    return state(shelf)


@pytest.mark.parametrize("seed", range(12))
def test_any_order_and_what_went_again_leave_the_same(shelves: Any, seed: int) -> None:
    rng = random.Random(seed)
    items = some(seed)
    more = {"window": rng.choice([2, 3, 5, 512]), "most": rng.choice([3, 5, 10, 1024])}
    times = {i.id: n // 3 for n, i in enumerate(items)}
    first = kept(shelves(), items, times=times, **more)
    shuffled = rng.sample(items, len(items))
    assert kept(shelves(), shuffled, times=times, **more) == first
    extra = [Words(id=f"x{n}", words=rng.choice(items).words) for n in range(6)]
    times |= {i.id: rng.randint(0, 9) for i in extra}
    together = rng.sample([*items, *extra], len(items) + 6)
    gone = [i.id for i in extra]
    assert kept(shelves(), together, times=times, drop=gone, **more) == first


def test_keys_of_a_few_words_lie_together_by_window_and_first_word() -> None:
    def places(*keys: str) -> list[int]:
        return [key_number("s", k) for k in keys]

    one, two, far, other = places("x:500:a b", "x:500:a c", "x:501:a b", "x:500:b c")
    assert one >> 30 == two >> 30
    assert one != two
    assert one >> 46 == other >> 46
    assert one >> 30 != other >> 30
    assert far >> 46 == (one >> 46) + 1
    undated, beside = places("x::a b", "x::a c")
    assert undated >> 31 == beside >> 31
    assert undated != beside
    assert undated < WINDOWED <= one
    # Without a first word, what follows a window spreads over all of it.
    assert len({n >> 30 for n in places(*(f"x:500:{w}" for w in "abcdefgh"))}) == 8


@pytest.mark.parametrize("window", [2, 512])
def test_long_lists_are_read_one_by_one_and_give_the_same(
    shelves: Any, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    shelf = shelves()
    items = some(1)
    kept(shelf, items, times={i.id: n // 3 for n, i in enumerate(items)})
    held = shelf.held(number("x", i.id) for i in items).values()

    def lists() -> list[Any]:
        return [shelf.near(h.keys, order=h.order, number=h.number, window=window) for h in held]

    found = lists()
    assert max(len(early) for one in found for early, _ in one) > 1
    monkeypatch.setattr(shelf_of, "LISTED", 2)
    assert [[both for both in one if any(both)] for one in lists()] == [
        [both for both in one if any(both)] for one in found
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_groups_are_those_of_all_items_at_once(shelves: Any, seed: int) -> None:
    items = {f"{number('x', i.id):016x}": i for i in some(seed)}
    shelf = shelves()
    kept(shelf, list(items.values()), times={i.id: 0 for i in items.values()})
    scores = {
        pair(a, b): s
        for a, b in candidates(
            [SimpleNamespace(id=n, words=i.words) for n, i in items.items()], keys=lambda i: i.words
        )
        if (s := compare(items[a], items[b]).score) >= 0.2
    }
    whole = group(list(items), scores, threshold=0.4)
    homes: dict[int, set[str]] = {}
    for n, home in shelf._raw.execute("SELECT number, home FROM items"):
        homes.setdefault(home, set()).add(f"{n:016x}")
    assert sorted(map(sorted, homes.values())) == sorted(map(list, whole))


@pytest.mark.slow
def test_a_cluster_of_500_is_one_group_and_the_next_one_joins_it(shelves: Any) -> None:
    shelf = shelves()
    hood = Neighbourhood(lane("x", STAGE), shelf)
    items = [Words(id=f"i{n}", words=("a", "b", "c", f"own{n}")) for n in range(500)]
    hood.change((i, n, None) for n, i in enumerate(items))
    assert len(shelf._raw.execute("SELECT DISTINCT home FROM items").fetchall()) == 1
    found = hood.change([(Words(id="last", words=("a", "b", "c")), 999, None)])
    assert [len(ns) for ns in found.after.values()] == [501]


def test_too_large_a_component_is_cut_the_same_way_in_any_order(shelves: Any) -> None:
    items = [Words(id=f"i{n}", words=("a", f"b{n // 9}")) for n in range(40)]
    times = {i.id: 1440 * n for n, i in enumerate(items)}
    first = kept(shelves(), items, times=times, most=12)
    assert kept(shelves(), items[::-1], times=times, most=12) == first
    assert max(level for _, _, level in first[0]) > 0


def test_an_item_comes_back_from_json_as_it_was() -> None:
    item = Words(id="i", words=("a", "b"))
    assert made(Words, {**plain(item), "words": ["a", "b"], "more": 1}) == item
