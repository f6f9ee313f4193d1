"""What a statement takes from those around it: the speech it goes on with, channel, frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import within
from onrecord.records.evidence import gather
from onrecord.records.statement.acts import read_cue
from onrecord.records.statement.channels import channel, named_channel
from onrecord.records.statement.kind import Channel, Statement
from onrecord.records.statement.pieces import Draft
from onrecord.spans import Span

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
        tied = _whom(mentions, statement=tied, before=before, earlier=out)
        if tied.channel is None:
            earlier = before or _same_speech(out, statement=tied, draft=draft)
            through = earlier.channel if earlier else _introduced(mentions, statement=tied)
            if through is not None:
                tied = _through(tied, through=through)
            elif kind := _title_channel(mentions, statement=tied):
                tied = replace(tied, channel=Channel(kind=kind))
        out.append(tied)
    return out


def _whom(
    mentions: Mentions,
    *,
    statement: Statement,
    before: Statement | None,
    earlier: Sequence[Statement],
) -> Statement:
    """The statement with the speaker of what it goes on with, where its own is a bare pronoun.

    'The envoy set out the plan. "It is a good one," she added.': she is the envoy, nobody else
    having spoken or been named in between.
    """
    own = statement.speaker
    if own is None or own.resolved_via != "none" or not _pronoun(own.actor.quote):
        return statement
    one = _person(before)
    if one is None:
        start = mentions.text.rfind("\n", 0, _first(statement)) + 1
        one = _only_person(
            mentions, start=_line_before(mentions.text, at=start), end=_first(statement)
        )
    if one is None:
        near = [s for s in earlier[-_BACK:] if _person(s)]
        near = [s for s in near if _first(statement) - s.content[-1].end < _FAR]
        one = _person(near[-1]) if near else None
    if one is None:
        return statement
    actor = replace(
        one, start=own.actor.start, end=own.actor.end, quote=own.actor.quote, via="pronoun"
    )
    speaker = replace(own, actor=actor, anonymity="named", resolved_via="pronoun")
    return replace(statement, speaker=speaker)


def _person(statement: Statement | None) -> ActorReference | None:
    """The speaker of a statement if it is somebody with a name."""
    if statement is None or statement.speaker is None:
        return None
    known = statement.speaker.anonymity == "named" and statement.speaker.actor.kind == "person"
    return statement.speaker.actor if known else None


def _first(statement: Statement) -> int:
    return statement.content[0].start


def _only_person(mentions: Mentions, *, start: int, end: int) -> ActorReference | None:
    """The one person named in full in a stretch, None where there are several or none."""
    found = within(mentions, start=start, end=end)
    people = {a.id: a for a in found if a.kind == "person" and a.via == "name"}
    whole = [a for a in people.values() if " " in a.name] or list(people.values())
    return whole[0] if len(whole) == 1 else None


def _line_before(text: str, *, at: int) -> int:
    """Where the paragraph before the one that begins at `at` begins."""
    end = at
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return text.rfind("\n", 0, end) + 1


def _pronoun(words: str) -> bool:
    return words.lower() in ("he", "she")


def _same_speech(
    before: Sequence[Statement], *, statement: Statement, draft: Draft
) -> Statement | None:
    """The last statement with a channel by the same speaker, where this one goes on from it."""
    if statement.speaker is None:
        return None
    verb = read_cue(statement.text, cue=draft.cue).verb
    near = before and "\n" not in statement.text[before[-1].content[-1].end : _first(statement)]
    pronoun = bool(near) and statement.speaker.resolved_via == "pronoun"
    goes_on = draft.found == "context" or verb in lists("speakers")["going_on"]
    if not goes_on and not pronoun:
        return None
    for earlier in reversed(before[-_BACK:]):
        if statement.content[0].start - earlier.content[-1].end > _FAR:
            return None
        if earlier.speaker and earlier.speaker.actor.id != statement.speaker.actor.id:
            continue
        if earlier.channel and earlier.speaker:
            return earlier
    return None


def _introduced(mentions: Mentions, *, statement: Statement) -> Channel | None:
    """The channel in the sentence before that brings the speaker in by name.

    'In a post on Telegram, the envoy Ana Ruiz set out the plan.', then her own words.
    """
    speaker = statement.speaker
    if speaker is None or speaker.resolved_via != "pronoun" or statement.quote_type != "direct":
        return None
    start = mentions.text.rfind("\n", 0, _first(statement)) + 1
    stretch = Span(_line_before(mentions.text, at=start), max(_first(statement), 1))
    named = within(mentions, start=stretch.start, end=stretch.end)
    own = [a for a in named if a.id == speaker.actor.id and a.via == "name"]
    if not own:
        return None
    sentence = mentions.sentences[mentions.sentence_at(own[-1].start)]
    found = channel(mentions.text, around=[sentence], without=[])
    return found if found and found.kind != "other" else None


def _through(statement: Statement, *, through: Channel) -> Statement:
    """The statement with a channel that an earlier sentence names."""
    spans = [through.span] if through.span else []
    more = gather(statement.text, [("channel", spans)])
    return replace(statement, channel=through, evidence=(*statement.evidence, *more))


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
