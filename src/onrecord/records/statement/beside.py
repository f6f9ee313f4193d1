"""The cue that stands beside what is said, and the speaker nearest to it."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.found import Mentions
from onrecord.records.statement.acts import cue_verb
from onrecord.spans import Span

AFTER, BEFORE = 8, 6
"""Words after and before some content in which its cue is looked for."""
LONGEST = 10
"""Words that a speaker's phrase found without an actor may have."""

_CLAUSE = re.compile(
    r"[,;:—–\n\"“”()]|\b(?:that|and|but|when|while|as|if|who|which|because|after|where|since)\s",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:the|a|an|his|her|their|its|our|one|some|many|most|few|several|two)\s"
    r"|[A-Z]|(?:he|she|they|it|we|i)\b"
)
_PHRASE_END = re.compile(r",|\s(?:that|who|which|and|said|told)\b|$")
_OFFICE = re.compile(r"\s(?:for|of|from|at|with)\s[^,;:.\"“”()\n]+\s(?:(?:also|has|had)\s)?")
_CLOSES = re.compile(r"[\s\"”’']*,?[\s\"”’']*")


def beside(
    mentions: Mentions, *, content: Span, sentence: Span, quoted: bool
) -> tuple[Span, Span | None] | None:
    """The cue after or before some content in its sentence, and the words for the speaker.

    '"The bridge stays shut," the mayor said.', 'The mayor told them: "The bridge stays shut."'
    """
    text = mentions.text
    after = Span(content.end, max(sentence.end, content.end + 1))
    before = Span(sentence.start, max(content.start, sentence.start + 1))
    parted = text[content.end - 1] in ",?!" or "," in text[content.end : content.end + 2]
    closed = parted or (quoted and text[content.end - 2 : content.end - 1] in (",", "?", "!", "-"))
    if closed and (found := _after(mentions, region=after)):
        return found
    return _before(mentions, region=before)


def speaker_of(mentions: Mentions, *, cue: Span, sentence: Span) -> Span | None:
    """The words for the speaker in the cue's own sentence: its subject, or who follows it.

    'According to the harbour master, ...', '"No," said Mr. Hale.'
    """
    follows = _within(mentions, start=cue.end, end=sentence.end)
    if cue.of(mentions.text).lower().startswith("according"):
        near = follows and follows[0].start - cue.end < 25
        return follows[0] if near else None
    before = _subject(mentions, start=sentence.start, cue=cue)
    if before is None and follows and follows[0].start - cue.end < 3:
        return follows[0]
    return before


def whole_phrase(mentions: Mentions, *, source: Span, cue: Span) -> Span:
    """A speaker's phrase of which only the article was found, as far as it goes.

    Exact speakers rise by it from 69.8 to 70.3 on the held part of PolNeAR's train set
    (2026-11-24).
    """
    text = mentions.text
    if source.of(text).lower() not in _words("articles"):
        return _up_to(text, source=source, cue=cue)
    sentence = mentions.sentences[mentions.sentence_at(cue.start)]
    near = _within(mentions, start=source.start, end=sentence.end)
    longer = [s for s in near if s.start <= source.end + 1 and s.end > source.end]
    if longer:
        return _up_to(text, source=Span(source.start, longer[0].end), cue=cue)
    if source.end < cue.start:
        phrase = _subject(mentions, start=sentence.start, cue=cue)
        return phrase if phrase and source in phrase else source
    end = _PHRASE_END.search(text, source.end, sentence.end)
    return Span(source.start, end.start()) if end and end.start() > source.end else source


def _up_to(text: str, *, source: Span, cue: Span) -> Span:
    """A phrase with the "for the ministry" or "of the union" between it and its verb."""
    between = text[source.end : cue.start]
    if _OFFICE.fullmatch(between) and len(WORD.findall(between)) <= LONGEST:
        return Span(source.start, source.end + len(between.rstrip()))
    return source


def _words(key: str) -> frozenset[str]:
    return frozenset(lists("cues")["crumbs"][key])


def _spoken(word: str) -> bool:
    """Whether a word is a verb of saying beside which nobody takes it for a noun."""
    verb = cue_verb(word)
    return verb is not None and verb in _words("spoken")


def _after(mentions: Mentions, *, region: Span) -> tuple[Span, Span | None] | None:
    text = mentions.text
    words: list[re.Match[str]] = []
    for word in WORD.finditer(text, region.start, region.end):
        if len(words) >= AFTER or re.search('["“;]', text[region.start : word.start()][2:]):
            break
        words.append(word)
    verb = next((w for w in words if _spoken(w[0])), None)
    if verb is None:
        return None
    cue = Span(verb.start(), verb.end())
    first = _CLOSES.match(text, region.start, cue.start)
    start = first.end() if first else region.start
    if start < cue.start:
        return cue, _subject(mentions, start=start, cue=cue)
    follows = _within(mentions, start=cue.end, end=region.end)
    return cue, follows[0] if follows and follows[0].start - cue.end < 6 else None


def _before(mentions: Mentions, *, region: Span) -> tuple[Span, Span | None] | None:
    words = list(WORD.finditer(mentions.text, region.start, region.end))[-BEFORE:]
    verb = next((w for w in reversed(words) if _spoken(w[0])), None)
    if verb is None:
        return None
    cue = Span(verb.start(), verb.end())
    return cue, _subject(mentions, start=region.start, cue=cue)


def _subject(mentions: Mentions, *, start: int, cue: Span) -> Span | None:
    """The words for who speaks before a cue: the actor there, else the phrase there."""
    text = mentions.text
    begin = start
    for match in _CLAUSE.finditer(text, start, cue.start):
        if text[match.end() : cue.start].strip():
            begin = match.end()
    while begin < cue.start and text[begin].isspace():
        begin += 1
    near = _within(mentions, start=begin, end=cue.start) or _within(
        mentions, start=start, end=cue.start
    )
    words = list(WORD.finditer(text, begin, cue.start))
    while words and cue_verb(words[-1][0]) is None and _adverb(words[-1][0]):
        words.pop()
    opens = bool(words) and _OPENS.match(text, words[0].start())
    if opens and len(words) <= LONGEST and words[0][0].lower() not in _words("no_subject"):
        whole = Span(words[0].start(), words[-1].end())
        if not near or near[-1] in whole:
            return whole
    return near[-1] if near else None


def _adverb(word: str) -> bool:
    return word.endswith("ly") or word in _words("helping")


def _within(mentions: Mentions, *, start: int, end: int) -> list[Span]:
    found = mentions.actors.mentions
    k = bisect_left(found, start, key=lambda m: m.span.start)
    out = []
    for mention in found[k:]:
        if mention.span.start >= end:
            break
        if mention.span.end <= end:
            out.append(mention.span)
    return out
