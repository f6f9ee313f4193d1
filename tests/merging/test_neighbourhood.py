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
from onrecord.merging.neighbourhood import Neighbourhood, lane, made, number, plain
from onrecord.store import Store
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
