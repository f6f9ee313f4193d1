"""The places of a story that may tell an act, each with the status that its words state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Trigger
from onrecord.records.event.clause import clause, plain_words
from onrecord.records.event.draft import Draft
from onrecord.records.event.lexicon import corrected, plain
from onrecord.records.event.status import SPOKEN, Reading, deniable, read
from onrecord.records.event.weigh import backdrop, blamed, others, weigh
from onrecord.records.event.when import beside
from onrecord.spans import Span

LEAST = 0.3
"""Model score under which a trigger is not even looked at."""
RULED = 0.95
"""How sure a status is that words state: share of right ones among 300 such readings of the
training stories (2026-11-24)."""

OPEN = frozenset({"planned", "conditional", "called_for"})
"""Statuses that a verb in the past does not have (4 of 1,004 in the training stories,
2026-11-24)."""

KNOWN = 0.5
"""How sure an argument must be to count as taking part."""
STEM = 5
"""Letters by which words are held to be of one stem ("arrested", "arrests")."""
GAP = 2
"""Code points between two triggers that are one: a space."""


def drafts(mentions: Mentions) -> tuple[Draft, ...]:
    """The drafts of a story in text order."""
    known = [
        (i, t)
        for i, t in enumerate(corrected(mentions, mentions.tagging.triggers))
        if t.score >= LEAST and not _empty(t.span.of(mentions.text))
    ]
    found = [_draft(mentions, trigger, index=i) for i, trigger in known]
    unseen = plain(mentions, beside=[t for _, t in known])
    found += [_draft(mentions, trigger, index=None) for trigger in unseen]
    joined = _joined(mentions.text, sorted(found, key=lambda d: (d.span, d.type)))
    joined = [
        weigh(mentions, d)
        for d in joined
        if not (_purpose(mentions, d, beside=joined) or _natural(mentions, d))
    ]
    near: dict[int, list[Draft]] = {}
    for draft in joined:
        near.setdefault(draft.sentence, []).append(draft)
    joined = [
        others(
            blamed(mentions, backdrop(mentions, d), beside=near[d.sentence]),
            beside=near[d.sentence],
        )
        for d in joined
    ]
    return tuple(
        replace(
            d,
            days=beside(mentions, d, spoken=d.type in SPOKEN),
            who=_who(mentions, d),
            stems=_stems(d.span.of(mentions.text)),
        )
        for d in joined
    )


def _undenied(mentions: Mentions, sentence: int, *, done: bool) -> Reading | None:
    """The status of what the model takes for denied though its sentence has no word of denying.

    "Saying that it had shot down a Velmoran drone over the city of Arkesh" is only said, if a
    sentence beside it denies something, and else done: all 28 denied acts of the training stories
    but two, which a veto kept from being done, have a word of denying (2026-11-27).
    """
    text, near = mentions.text, mentions.sentences[max(0, sentence - 1) : sentence + 2]
    own = mentions.sentences[sentence]
    if deniable(plain_words(own.of(text)), done=done):
        return None
    beside = any(deniable(plain_words(s.of(text)), done=done) for s in near)
    if not done and beside:
        return None
    return Reading("alleged" if beside else "occurred", "undenied")


def _purpose(mentions: Mentions, draft: Draft, *, beside: Sequence[Draft]) -> bool:
    """Whether a draft only says what the meeting before it was for: "met to discuss the border"."""
    start = mentions.sentences[draft.sentence].start
    before = mentions.text[max(start, draft.span.start - 4) : draft.span.start].lower()
    first = draft.span.of(mentions.text).lower().split()[0]
    if (
        draft.type != "CONSULT"
        or before != " to "
        or first not in lists("events")["topic"]["verbs"]
    ):
        return False
    return any(
        d.type == "CONSULT" and d.sentence == draft.sentence and d.span.end <= draft.span.start
        for d in beside
    )


def _natural(mentions: Mentions, draft: Draft) -> bool:
    """Whether what killed is nobody's act: "The flood destroyed 40 houses and killed three"."""
    if draft.type != "ASSAULT":
        return False
    sentence = mentions.sentences[draft.sentence]
    words = {m[0].lower() for m in WORD.finditer(mentions.text, sentence.start, sentence.end)}
    table = lists("events")
    return bool(words & set(table["disasters"])) and not words & set(table["violence"])


def _empty(words: str) -> bool:
    """Whether a trigger has no word that tells anything: "will", "due"."""
    low = {m[0].lower() for m in WORD.finditer(words)}
    return low <= set(lists("events")["empty"])


def _stems(words: str) -> frozenset[str]:
    low = [m[0].lower() for m in WORD.finditer(words)]
    return frozenset(w[:STEM] for w in low if len(w) >= STEM - 1)


def _who(mentions: Mentions, draft: Draft) -> frozenset[str]:
    """The ids of the actors that take part by the draft's surer arguments."""
    sure = [a for a in draft.arguments if a.role != "place" and a.score >= KNOWN]
    return frozenset(r.id for a in sure for r in mentions.actors.at_all(a.span))


def _joined(text: str, found: list[Draft]) -> list[Draft]:
    """The drafts, two of one type with nothing but small words between them made one.

    "The meeting was attended by": noun and verb tell one act together.
    """
    out: list[Draft] = []
    for draft in found:
        last = out[-1] if out else None
        if last and last.type == draft.type and last.sentence == draft.sentence:
            between = text[last.span.end : draft.span.start]
            if len(between) <= GAP and not between.strip():
                out[-1] = _one(last, draft)
                continue
        out.append(draft)
    return out


def _one(a: Draft, b: Draft) -> Draft:
    best, other = (a, b) if (a.done, a.score) >= (b.done, b.score) else (b, a)
    # "does not impose | sanctions": what words state of the verb holds for its noun.
    stated = other if other.rule and not best.rule else best
    arguments = {(x.span, x.role): x for x in (*other.arguments, *best.arguments)}
    return replace(
        best,
        span=Span(a.span.start, b.span.end),
        score=max(a.score, b.score),
        status=stated.status,
        status_score=stated.status_score,
        rule=stated.rule,
        arguments=tuple(sorted(arguments.values(), key=lambda x: (x.span, x.role))),
        also=tuple(i for i in (*best.also, other.index) if i is not None),
    )


def _draft(mentions: Mentions, trigger: Trigger, *, index: int | None) -> Draft:
    sentence = mentions.sentence_at(trigger.span.start)
    around = clause(mentions.text, sentence=mentions.sentences[sentence], trigger=trigger.span)
    stated = read(around, kind=trigger.type)
    done = around.done and (stated is None or stated.status in ("alleged", "ongoing"))
    known = done and around.noun and trigger.status == "alleged"  # "protest against the shelling"
    if stated is None and (known or (done and trigger.status in OPEN)):
        stated = Reading("occurred", "past")
    if stated is None and trigger.status == "denied":
        stated = _undenied(mentions, sentence, done=done)
    return Draft(
        span=trigger.span,
        sentence=sentence,
        type=trigger.type,
        mode=trigger.mode,
        status=stated.status if stated else trigger.status,
        score=trigger.score,
        status_score=RULED if stated else trigger.status_score,
        arguments=trigger.arguments,
        rule=stated.rule if stated else None,
        index=index,
        done=done,
        pointing=around.pointing,
    )
