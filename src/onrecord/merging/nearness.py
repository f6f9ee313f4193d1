"""How surely two claims are about one thing: place, days, names and words in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.grouping import Reason
from onrecord.merging.claim import TOLD, Claim
from onrecord.merging.party import of_countries, stem
from onrecord.stories.words import stem as root

FAR = 14
"""Days between a claim and its denial: later ones answer something else."""
BESIDE = 600
"""Characters between a claim and a denial that stand side by side in a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """How surely two claims are about one thing; `apart` that they cannot be."""

    weight: float
    reasons: tuple[Reason, ...]
    names: int
    apart: bool = False
    gap: bool = False
    on_day: bool = False
    words: int = 0
    beside: bool = False


def nearness(a: Claim, b: Claim, *, same_event: bool) -> Near:
    """What two claims have in common beside the kind of act, each with its weight.

    The names of the two parties themselves do not count, those of countries little.
    """
    reasons: list[Reason] = []
    beside = a.story == b.story and abs(a.at - b.at) <= BESIDE
    days = 0 if a.story == b.story else days_between(a.day, b.day)
    if days is not None and days > FAR:
        return Near(weight=0.0, reasons=(), names=0, apart=True)
    gap = gap_between(a, b)
    undated = days is None and not same_event
    if same_event:
        reasons.append(Reason(name="event", words="about one event", weight=0.3))
    if beside:
        reasons.append(Reason(name="beside", words="side by side in one story", weight=0.25))
    elif days is not None and days <= 3 and a.story != b.story:
        reasons.append(Reason(name="days", words=f"told {days} days apart", weight=0.1))
    own = {*a.party_names, *b.party_names, *a.accused_names}
    both = sorted((set(a.names) & set(b.names)) - own)
    shared = [n for n in both if n not in of_countries()]
    if both:
        weight = min(0.3, 0.15 * len(shared) + 0.05 * (len(both) - len(shared)))
        reasons.append(
            Reason(name="names", words=f"names: {', '.join(both)}", weight=round(weight, 2))
        )
    words = sorted((set(a.words) & set(b.words)) - own_words(a, b) - {root(n) for n in both})
    words = [w for w in words if stem(w) not in both]
    if words:
        weight = min(0.25, 0.08 * len(words))
        reasons.append(Reason(name="words", words=f"words: {', '.join(words)}", weight=weight))
    if gap == 0 and a.start and {a.basis, b.basis} <= TOLD:
        reasons.append(Reason(name="when", words=f"both on {a.start}", weight=0.1))
    weight = sum(r.weight for r in reasons)
    return Near(
        apart=undated and not (shared and len(words) > 1),
        weight=weight,
        reasons=tuple(reasons),
        names=len(shared),
        on_day=gap == 0,
        words=len(words),
        gap=gap is not None and gap > 2 and not same_event,
        beside=beside,
    )


def own_words(a: Claim, b: Claim) -> set[str]:
    """Words of the two parties' own names: sharing those says nothing of what is told."""
    own = {*a.party_names, *b.party_names, *a.accused_names, *b.accused_names}
    return {w for w in (*a.words, *b.words) if stem(w) in own}


def gap_between(a: Claim, b: Claim) -> int | None:
    """Days between the days that two claims give for the act, 0 where they overlap."""
    if not (a.start and b.start) or not {a.basis, b.basis} <= TOLD:
        return None
    if a.start <= b.end and b.start <= a.end:
        return 0
    first, second = sorted(((a.start, a.end), (b.start, b.end)))
    return days_between(first[1], second[0])


def days_between(a: str, b: str) -> int | None:
    """Days between two ISO dates, None where one is none.

    >>> days_between("2031-03-04", "2031-03-01"), days_between("", "2031-03-01")
    (3, None)
    """
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return None
