"""Ties third-person pronouns to the actor they stand for, where one stands out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.mentions.actors.lexicon import pronouns
from onrecord.mentions.actors.names import Draft
from onrecord.mentions.actors.scene import Scene, Seen
from onrecord.mentions.actors.words import Word

BACK = {"he": 4, "she": 6, "it": 1, "they": 1}
"""Sentences back in which the actor must stand."""
MARGIN = {"he": 0.45, "she": 0.35, "it": 1.4, "they": 0.8}
"""How far the best must lead the second."""
EMPTY = re.compile(
    r"\s(?:is|was|has been|will be|would be|seems|appears|remains|became|may be|might be|had been|"
    r"took|takes)\s"
)
LOOK = 60
OBJECTS = frozenset(["him", "them"])
LEARNED = 0.9
"""Lead from which on a pronoun also tells whether its actor is a woman or a man."""


def antecedent(
    words: Sequence[Word],
    at: int,
    *,
    scene: Scene,
    seen: Sequence[Seen],
    drafts: Sequence[Draft],
) -> int | None:
    """The draft (index) that the pronoun `words[at]` stands for, or None.

    Nearness, being a subject ("Putin said ... He") and agreement count; a tie is left open.
    "He" inside a quotation is left open: it depends on who speaks.
    """
    word = words[at]
    form = pronouns()[word.low]
    if scene.quoted(word.start):
        return None
    if form == "it" and word.low == "it" and EMPTY.match(scene.text, word.end):
        return None
    here = scene.sentence(word.start)
    owning = word.low in ("his", "her", "its", "their")
    scores: dict[int, float] = {}
    nearest = True
    for steps, s in enumerate(reversed(seen[-LOOK:])):
        distance = here - s.sentence
        if distance > BACK[form]:
            break
        if s.quoted or not _agrees(form, drafts[s.draft]):
            continue
        score = 2.0 - 0.6 * distance - 0.02 * steps
        if s.subject:
            score += 1.2
        if s.via == "pronoun":
            score += 0.2
        if drafts[s.draft].gender == form:
            score += 0.4
        if word.low in OBJECTS and distance == 0 and s.subject:
            score -= 1.6  # "Ruiz thanked him": not Ruiz
        if nearest and owning and distance == 0:
            score += 0.8
        if distance == 0 and form in ("it", "they") and not s.subject and not owning:
            score -= 0.4
        nearest = False
        scores[s.draft] = max(scores.get(s.draft, 0.0), score)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, value = ranked[0]
    lead = value - ranked[1][1] if len(ranked) > 1 else 2.0
    if lead < MARGIN[form] or (form in ("it", "they") and value < 1.6):
        return None
    if form in ("he", "she") and drafts[best].gender is None and lead >= LEARNED:
        drafts[best].gender = form
    return best


def _agrees(form: str, draft: Draft) -> bool:
    if form in ("he", "she"):
        return draft.kind == "person" and draft.gender in (None, form)
    if form == "it":
        return draft.kind in ("state", "body", "group") and not draft.many
    return draft.many or draft.kind == "population"
