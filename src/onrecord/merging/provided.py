"""The provisions of one agreement as several stories tell them, each told twice counted once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from onrecord.grouping import group, pair
from onrecord.languages.phrases import Phrases, lists
from onrecord.merging.acts import acts
from onrecord.merging.amounts import amounts, apart
from onrecord.merging.wording import content_words, names

ALIKE = 0.4
"""Share of words in common from which two provisions are one; with an equal code half of it."""


def provided(
    agreements: Sequence[Mapping[str, Any]], *, days: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The provisions of agreement records that are one agreement, earliest first.

    The words are those of the story that told it first; `texts` keeps every wording, `told_by` the
    records. Different numbers or codes make different provisions. `days` are the stories' days.
    """
    told = [
        (f"{a['id']}#{k}.{j}", a, part)
        for a in sorted(
            agreements, key=lambda a: (days.get(a["story"]) or "9999", a["story"], a["id"])
        )
        for k, p in enumerate(a["provisions"])
        for j, part in enumerate(_parts(p))
    ]
    scores = {
        pair(x[0], y[0]): score
        for i, x in enumerate(told)
        for y in told[i + 1 :]
        if (score := _alike(x[2], y[2])) > 0
    }
    of = {key: (a, p) for key, a, p in told}
    place = {key: k for k, (key, _, _) in enumerate(told)}
    groups = group([key for key, _, _ in told], scores, threshold=ALIKE)
    ordered = sorted(
        (sorted(keys, key=place.__getitem__) for keys in groups), key=lambda k: place[k[0]]
    )
    return [_one([of[k] for k in keys]) for keys in ordered]


def _parts(provision: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The things that a provision lists, each a provision; itself where it lists none.

    'provides for a ceasefire, the exchange of prisoners and the withdrawal of heavy weapons'.
    """
    lead = _LEAD.match(provision["text"])
    if not lead:
        return [provision]
    rest = provision["text"][lead.end() :]
    parts = [p.strip(" ,") for p in _ITEM.split(rest)]
    if len(parts) < 2 or not all(acts(p) or _code(p) for p in parts):
        return [provision]
    return [{**provision, "text": p, "code": _code(p)} for p in parts]


_LEAD = re.compile(
    r"(?:provides?|provided|calls?|called) for\s+|(?:includes?|included|foresees?)\s+"
)
_ITEM = re.compile(r",\s+(?:and\s+)?(?=(?:the|an?)\s)|\s+and\s+(?=(?:the|an?)\s)")


@lru_cache(maxsize=1)
def _codes() -> Phrases:
    return Phrases(lists("agreements")["codes"])


def _code(text: str) -> str | None:
    """The UCDP code of some words, as the reader finds it: a ceasefire only if nothing else."""
    hits = _codes().find(text)
    order = list(lists("agreements")["codes"])
    special = [h for h in hits if h.label != "cease"] or hits
    return min((h.label for h in special), key=order.index, default=None)


def _one(held: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, Any]:
    _, first = held[0]
    every = [p for _, p in held]
    contested = [a for p in every for a in p["contested_by"]]
    return {
        "text": first["text"],
        "texts": list(dict.fromkeys(p["text"] for p in every)),
        "code": next((p["code"] for p in every if p["code"]), None),
        "obligor": next((p["obligor"] for p in every if p["obligor"]), None),
        "deadline": next((p["deadline"] for p in every if p["deadline"]), None),
        "contested": any(p["contested"] for p in every),
        "contested_by": list({a["name"]: a for a in contested}.values()),
        "told_by": [{"record": a["id"], "story": a["story"]} for a, _ in held],
    }


def _alike(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """How likely two provisions are one: words in common, the same code, no other numbers.

    'the release of 40 prisoners' and 'to free all 40 prisoners by Friday'.
    """
    if a["code"] and b["code"] and a["code"] != b["code"]:
        return 0.0
    mine = amounts(a["text"], start=0, end=len(a["text"]))
    other = amounts(b["text"], start=0, end=len(b["text"]))
    if any(apart(x, y) for x in mine for y in other):
        return 0.0
    if a["obligor"] and b["obligor"] and a["obligor"]["name"] != b["obligor"]["name"]:
        return 0.0
    left, right = ({*content_words(t["text"]), *names(t["text"]), *acts(t["text"])} for t in (a, b))
    if not left or not right:
        return 0.0
    share = len(left & right) / min(len(left), len(right))
    if a["code"] and a["code"] == b["code"]:
        return min(1.0, share + ALIKE / 2)
    return share
