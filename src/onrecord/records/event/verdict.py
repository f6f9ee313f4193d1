"""What several tellings of one event say together: its type, mode and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.languages.phrases import lists
from onrecord.ontology import plover
from onrecord.records.event.draft import Draft
from onrecord.records.event.status import DENIAL

REAL = frozenset({"occurred", "ongoing"})
HOSTING = 4.0
"""Weight of a telling with words of host and guest, which tell a visit better than others do."""
STATED = 1.5
"""Weight of a telling whose words state its status against one where the model alone judges."""


def order(drafts: Iterable[Draft]) -> list[Draft]:
    """The tellings, the fullest first: most arguments that are sure, then the surest trigger."""

    def fullness(d: Draft) -> tuple[float, float, int]:
        roles = {a.role for a in d.arguments if a.score >= 0.5}
        return (-(d.score + 0.25 * len(roles)), -d.score, d.span.start)

    return sorted(drafts, key=fullness)


def one_a_sentence(drafts: Iterable[Draft]) -> list[Draft]:
    """The tellings without the second one of a sentence, in the order given."""
    seen: dict[int, Draft] = {}
    for draft in drafts:
        seen.setdefault(draft.sentence, draft)
    return list(seen.values())


def type_of(drafts: Sequence[Draft]) -> str:
    """The type that most of the tellings' weight speaks for.

    "The cyberattack ... this attack": what one telling calls cyber is no assault.
    """
    if any(d.type == "COERCE" and d.mode == "cyber" for d in drafts):
        kept = [d for d in drafts if d.type != "ASSAULT"]
        return _heaviest((d.type, d.score) for d in kept)
    return _heaviest((d.type, d.score) for d in drafts)


def mode_of(drafts: Sequence[Draft], *, kind: str) -> str | None:
    """The mode that most tellings of that type have; a mode goes before none."""
    fitting = [d for d in drafts if d.type == kind and d.mode in plover.modes(kind)]
    hosts = frozenset(lists("events")["hosting"])
    named = [(d.mode, d.score * (HOSTING if d.stems & hosts else 1.0)) for d in fitting]
    rest = sum(d.score for d in drafts if d.type == kind and d.mode is None)
    if not named:
        return None
    mode = _heaviest((m, s) for m, s in named if m)
    return mode if 2 * sum(s for m, s in named if m == mode) >= rest else None


def goes(drafts: Sequence[Draft]) -> bool:
    """Whether words of going or receiving tell the act: a visit, not only a meeting."""
    return any(d.stems & frozenset(lists("events")["visiting"]) for d in drafts)


def status_of(drafts: Sequence[Draft]) -> str:
    """The status that most of the tellings' weight speaks for.

    "Two women wounded in Monday's shelling have died ... Sarkand denies that its army shelled the
    town": a denial does not outweigh what the story itself tells as done.
    """
    told = [d for d in drafts if d.rule != DENIAL]
    if not any(d.status in REAL for d in told):
        told = list(drafts)
    return _heaviest(
        (d.status, d.score * d.status_score * (STATED if d.rule else 1.0)) for d in told
    )


def _heaviest(weighed: Iterable[tuple[str, float]]) -> str:
    sums: dict[str, float] = defaultdict(float)
    for name, weight in weighed:
        sums[name] += weight
    return max(sorted(sums), key=lambda name: sums[name])
