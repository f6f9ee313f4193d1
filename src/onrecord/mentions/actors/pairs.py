"""Whom "the two leaders" and "both countries" stand for: the two that were named together."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.actors.names import Draft
from onrecord.mentions.actors.phrases import Phrase
from onrecord.mentions.actors.scene import Scene, Seen

STATES = frozenset(
    ["sides", "countries", "nations", "states", "neighbours", "neighbors", "rivals", "allies"]
)
LOOK = 60
WINDOW = 2
"""Sentences back in which both must stand."""


def pairs(
    phrase: Phrase, *, scene: Scene, seen: Sequence[Seen], drafts: Sequence[Draft]
) -> tuple[int, ...]:
    """The two actors (drafts) of a phrase such as "the two presidents", or nothing.

    Only where exactly two of that kind were named in the last sentences; else it stays open.
    """
    two = "two" in phrase.modifiers or phrase.article == "both"
    if not two or not phrase.head.many or phrase.article in ("a", "another", "his", "her", None):
        return ()
    kind = "state" if phrase.head.word in STATES else "person"
    if kind == "person" and phrase.head.sector not in ("GOV", None, "LEG", "MIL"):
        return ()
    here = scene.sentence(phrase.span.start)
    found: dict[int, None] = {}
    for s in reversed(seen[-LOOK:]):
        if s.sentence < here - WINDOW:
            break
        if drafts[s.draft].kind == kind:
            found.setdefault(s.draft)
    if not found and kind == "state":
        return ()
    return tuple(sorted(found)) if len(found) == 2 else ()
