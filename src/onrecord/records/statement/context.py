"""What a statement takes from those around it: the speech it goes on with, channel, frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.found import Mentions
from onrecord.records.evidence import gather
from onrecord.records.statement.acts import read_cue
from onrecord.records.statement.channels import named_channel
from onrecord.records.statement.kind import Channel, Statement
from onrecord.records.statement.pieces import Draft

_BACK = 6
"""Statements looked back through for the speech that one goes on with."""
_FAR = 1500
"""Code points between two statements of one speech."""


def in_context(
    told: Sequence[Statement], *, found: Sequence[Draft], mentions: Mentions
) -> list[Statement]:
    """The statements with `continues`, and the channel of the speech that they go on with.

    'In a post on Telegram, the envoy thanked them. "We will return," she added.': both on Telegram.
    """
    out: list[Statement] = []
    for statement, draft in zip(told, found, strict=True):
        before = out[draft.continues] if draft.continues is not None else None
        tied = replace(statement, continues=before.id) if before else statement
        tied = _whom(tied, before=before, earlier=out)
        if tied.channel is None:
            earlier = before or _same_speech(out, statement=tied, draft=draft)
            if earlier is not None and earlier.channel is not None:
                tied = _through(tied, channel=earlier.channel)
            elif kind := _title_channel(mentions, statement=tied):
                tied = replace(tied, channel=Channel(kind=kind))
        out.append(tied)
    return out


def _whom(
    statement: Statement, *, before: Statement | None, earlier: Sequence[Statement]
) -> Statement:
    """The statement with the speaker of the one that it goes on with, where its own is unknown.

    'The envoy set out the plan. "It is a good one," she added.': she is the envoy, the text so far
    having let no one else speak.
    """
    own = statement.speaker
    if own is None or own.resolved_via != "none" or not _pronoun(own.actor.quote):
        return statement
    if before is None or before.speaker is None or before.speaker.actor.kind != "person":
        near = [s for s in earlier[-_BACK:] if s.speaker and s.speaker.actor.kind == "person"]
        near = [s for s in near if statement.content[0].start - s.content[-1].end < _FAR]
        before = near[-1] if near else None
    if before is None or before.speaker is None:
        return statement
    one = before.speaker.actor
    actor = replace(
        one, start=own.actor.start, end=own.actor.end, quote=own.actor.quote, via="pronoun"
    )
    anonymity = before.speaker.anonymity
    speaker = replace(own, actor=actor, anonymity=anonymity, resolved_via="pronoun")
    return replace(statement, speaker=speaker)


def _pronoun(words: str) -> bool:
    return words.lower() in ("he", "she")


def _same_speech(
    before: Sequence[Statement], *, statement: Statement, draft: Draft
) -> Statement | None:
    """The last statement with a channel by the same speaker, where this one goes on from it."""
    if statement.speaker is None:
        return None
    verb = read_cue(statement.text, cue=draft.cue).verb
    if not (draft.found == "context" or verb in lists("speakers")["going_on"]):
        return None
    for earlier in reversed(before[-_BACK:]):
        if statement.content[0].start - earlier.content[-1].end > _FAR:
            return None
        if earlier.speaker and earlier.speaker.actor.id != statement.speaker.actor.id:
            continue
        if earlier.channel and earlier.speaker:
            return earlier
    return None


def _through(statement: Statement, *, channel: Channel) -> Statement:
    """The statement with a channel that an earlier sentence names."""
    spans = [channel.span] if channel.span else []
    more = gather(statement.text, [("channel", spans)])
    return replace(statement, channel=channel, evidence=(*statement.evidence, *more))


def _title_channel(mentions: Mentions, *, statement: Statement) -> str | None:
    """The channel in the title where the title names the speaker: a lead that repeats its title."""
    title = mentions.story.title
    if not title or not statement.speaker:
        return None
    first = mentions.text.find("\n")
    if 0 <= first < statement.content[0].start:
        return None
    names = [m[0] for m in WORD.finditer(statement.speaker.actor.name) if m[0][0].isupper()]
    if not names or names[-1] not in (m[0] for m in WORD.finditer(title)):
        return None
    return named_channel(title)


def nested(told: Sequence[Statement]) -> list[Statement]:
    """The statements with `nested_in`: the smallest one whose content holds cue and content.

    "The envoy said the rebels had promised to leave" holds the promise of the rebels.
    """
    out: list[Statement] = []
    open_: list[Statement] = []
    for statement in sorted(told, key=lambda s: (s.content[0].start, -s.content[0].end)):
        open_ = [s for s in open_ if s.content[-1].end > statement.content[0].start]
        around = [s for s in open_ if _holds(s, statement)]
        best = min(around, key=lambda s: s.content[-1].end - s.content[0].start, default=None)
        open_.append(statement)
        out.append(replace(statement, nested_in=best.id) if best else statement)
    order = {s.id: i for i, s in enumerate(told)}
    return sorted(out, key=lambda s: order[s.id])


def _holds(outer: Statement, inner: Statement) -> bool:
    parts = [*inner.content, *([inner.cue] if inner.cue else [])]
    if outer.content == inner.content or outer.id == inner.id:
        return False
    return all(any(p in c for c in outer.content) for p in parts)
