"""Stories that speak of an agreement without naming it in full: "the ceasefire agreement"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

from onrecord.languages.phrases import WORD, lists
from onrecord.merging.party import stem
from onrecord.spans import Span

Line = Mapping[str, Any]
LASTING = 200
"""Days after an agreement in which "the ceasefire" of its parties still means it."""
_QUARTER = 91


@lru_cache(maxsize=1)
def _heads() -> dict[str, re.Pattern[str]]:
    table = lists("agreements")
    truce = "|".join(table["ceasefire"])
    every = "|".join([*table["strong"], *table["weak"]])
    lead = r"\b(?:[Tt]he|[Tt]his|[Tt]hat|its|their|both)\s+(?:[\w-]+\s+){0,2}?"
    return {
        "truce": re.compile(rf"{lead}(?:{truce})(?:\s+(?:{every}))?\b"),
        "other": re.compile(rf"{lead}(?:{every})\b"),
    }


def pointed(
    held: Sequence[Line], *, story: Line, records: Sequence[Line], days: Mapping[str, str]
) -> list[Span]:
    """Where a story without a record of its own of an agreement speaks of it, in text order.

    It has to name two of the parties, after the day of the agreement, and have no record of another
    agreement.
    """
    if any(r["kind"] == "agreement" for r in records):
        return []
    parties = {stem(w) for a in held for p in a["parties"] for w in WORD.findall(p["name"])}
    told = _actors(records)
    if len(parties & told) < 2:
        return []
    dates = [a["date"]["start"][:10] for a in held if a["date"]]
    first = min(dates or [d for a in held if (d := days.get(a["story"], ""))], default="")
    apart = _days(first, days.get(story["id"], ""))
    if apart is None or not 0 <= apart <= LASTING:
        return []
    truce = any(a["stage"] in ("ceasefire", "renewal") for a in held)
    text: str = story["text"]
    return [
        Span(m.start(), m.end()) for m in _heads()["truce" if truce else "other"].finditer(text)
    ]


def agreement_keys(held: Sequence[Line], *, days: Mapping[str, str]) -> tuple[str, ...]:
    """Keys that a story shares which may speak of an agreement: two parties and the quarter."""
    parties = {stem(w) for a in held for p in a["parties"] for w in WORD.findall(p["name"])}
    seen = [d for a in held if (d := days.get(a["story"], ""))]
    quarters = {q for d in seen if (q := _quarter(d)) is not None}
    spread = {q + k for q in quarters for k in range(3)}
    return tuple(
        sorted(f"a|{x}|{y}|{q}" for x, y in combinations(sorted(parties), 2) for q in spread)
    )


def story_keys(story: Line, records: Sequence[Line]) -> tuple[str, ...]:
    """The keys of a story that speaks of some agreement without a record of it, else none."""
    quarter = _quarter(str((story.get("published") or {}).get("date") or "")[:10])
    if quarter is None or not _heads()["other"].search(story["text"]):
        return ()
    told = sorted(_actors(records))[:12]
    return tuple(f"a|{x}|{y}|{quarter}" for x, y in combinations(told, 2))


def _actors(records: Sequence[Line]) -> set[str]:
    found = set()
    for record in records:
        refs = [*record.get("actors", ()), *record.get("recipients", ())]
        refs += [record[k] for k in ("speaker", "target", "attributing_actor") if record.get(k)]
        for ref in refs:
            said = f"{ref['name']} {ref['capacity'] or ''}"
            found |= {stem(w) for w in WORD.findall(said) if w[0].isupper()}
    return found


def _quarter(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() // _QUARTER
    except ValueError:
        return None


def _days(first: str, later: str) -> int | None:
    try:
        return (date.fromisoformat(later) - date.fromisoformat(first)).days
    except ValueError:
        return None
