"""The stories annotated for events, and whoever has their shape."""

from __future__ import annotations

import re
from pathlib import Path

from examples import Example, Trigger, lines, paint, within
from labels import MODE_INDEX
from onrecord.mentions.model.tokens import Pieces, pieces


def find_all(text: str, piece: str, start: int = 0, end: int | None = None):
    """Places of `piece` in the text, whole words only."""
    if piece:
        for m in re.compile(r"(?<!\w)" + re.escape(piece) + r"(?!\w)").finditer(
            text, start, len(text) if end is None else end
        ):
            yield m.span()


def surname(name: str) -> str | None:
    words = name.split()
    if (
        len(words) > 1
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and len(words[-1]) > 3
        and words[-1].isalpha()
    ):
        return words[-1]
    return None


def sides(
    text: str, p: Pieces, names: list[str], sentence: tuple[int, int]
) -> tuple[set[int], set[int]]:
    """(right, open): where a mention in `sentence` should lead, and the names' other places."""

    def first(spans):
        return [int(x[0]) for s, e in spans if len(x := within(p, s, e))]

    near: list[int] = []
    all_: set[int] = set()
    far: list[int] = []
    for name in names:
        spans = list(find_all(text, name)) or [
            m for m in [(text.find(name), text.find(name) + len(name))] if m[0] >= 0
        ]
        for s, e in spans:
            all_ |= set(within(p, s, e).tolist())
        own = [x for x in spans if sentence[0] <= x[0] < sentence[1]]
        last = surname(name)
        if last:
            short = [x for x in find_all(text, last) if not any(s <= x[0] < e for s, e in spans)]
            all_ |= set(first(short))
            own = own or [x for x in short if sentence[0] <= x[0] < sentence[1]]
        near += first(own)
        if not own and spans:
            before = [x for x in spans if x[0] < sentence[0]]
            far += first([before[-1] if before else spans[0]])
    yes = set(near or far)
    return yes, all_ - yes


def gold(path: Path):
    """The stories annotated for events."""
    for d in lines(path):
        yield gold_example(d, "events")


def gold_example(d: dict, of: str) -> Example:
    """One annotated story (the shape of gold/) with the labels of its events."""
    text = d["text"]
    p = pieces(text)
    e = Example(d["id"], of, p)
    found: dict[int, Trigger] = {}
    spans, actors, places = [], set(), set()
    for k, ev in enumerate(d["events"]):
        for name in [*ev["actors"], *ev["recipients"]]:
            actors |= set(find_all(text, name))
        if ev["place"]:
            places |= set(find_all(text, ev["place"]))
        for m in ev["mentions"]:
            sentence = tuple(d["sentences"][m["s"]])
            at = text.find(m["trigger"], *sentence)
            words = within(p, at, at + len(m["trigger"])) if at >= 0 else []
            if not len(words):
                continue
            if (t := found.get(int(words[0]))) is not None:
                t.events.add(k)
                continue
            spans.append((at, at + len(m["trigger"]), ev["type"]))
            yes, open_ = {}, {}
            for role, names in (
                ("actor", ev["actors"]),
                ("recipient", ev["recipients"]),
                ("place", [ev["place"]] if ev["place"] else []),
            ):
                yes[role], open_[role] = sides(text, p, names, sentence)
            mode = ev["mode"] if (ev["type"], ev["mode"]) in MODE_INDEX else None
            found[int(words[0])] = Trigger(
                int(words[0]), ev["type"], ev["status"], mode, {k}, yes, open_
            )
    e.triggers = [found[k] for k in sorted(found)]

    def longest(xs, label):
        return [(s, t, label) for s, t in sorted(xs, key=lambda x: x[1] - x[0])]

    e.labels = {
        "trigger": paint(p, sorted(spans, key=lambda x: x[0] - x[1]), "trigger"),
        "actor": paint(p, longest(actors, "actor"), "actor"),
        "place": paint(p, longest(places, "place"), "place"),
    }
    return e
