"""What a speaker does by saying something, and how sure he is of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import WORD, Hit, Phrases, lemma, lists
from onrecord.spans import Span

REPORTED = "assertion"
_NEAR = 4
"""Words after a cue in which what is rejected is named ("dismissed the charges")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What the words of a cue tell: the verb's lemma, the act, whether the cue is negated."""

    verb: str | None = None
    act: str = REPORTED
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """A value of FactBank's scale and the words that keep back from full certainty."""

    certainty: str
    hedges: tuple[Span, ...]


@lru_cache(maxsize=1)
def _verbs() -> dict[str, str]:
    """Act by lemma; the first list that has a lemma counts."""
    acts: dict[str, str] = {}
    for act, lemmas in lists("cues")["acts"].items():
        for word in lemmas:
            if acts.get(word, REPORTED) == REPORTED:
                acts[word] = act
    return acts


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {noun: act for act, nouns in lists("cues")["nouns"].items() for noun in nouns}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word.split()[0] for word in _verbs()) | _all_sureness()


@lru_cache(maxsize=1)
def _all_sureness() -> frozenset[str]:
    return frozenset(w.split()[0] for words in lists("cues")["certainty"].values() for w in words)


@lru_cache(maxsize=1)
def _content() -> Phrases:
    return Phrases(lists("cues")["content"])


@lru_cache(maxsize=1)
def _hedges() -> Phrases:
    table = lists("hedges")
    return Phrases({k: table[k] for k in ("probable", "possible", "unknown", "subordinate")})


def cue_verb(word: str) -> str | None:
    """The lemma of a verb of saying, or None.

    >>> cue_verb("denied"), cue_verb("walked")
    ('deny', None)
    """
    return lemma(word, known=_known(), forms=lists("cues")["forms"])


def read_cue(text: str, *, cue: Span | None) -> Cue:
    """What a cue tells of the act.

    "The ministry dismissed the allegations" denies, "dismissed the offer" refuses.

    >>> read_cue("He ruled out a truce.", cue=Span(3, 12))
    Cue(verb='rule out', act='refusal', negated=False)
    """
    if cue is None:
        return Cue()
    words = [m[0].lower() for m in WORD.finditer(text, cue.start, cue.end)]
    after = [m[0].lower() for m in _some(text, start=cue.end, most=_NEAR)]
    negated = any(_negative(word) for word in words)
    for i, word in enumerate(words):
        verb = cue_verb(word)
        if verb is None:
            continue
        following = [*words[i + 1 :], *after[:1]]
        two = f"{verb} {following[0]}" if following else verb
        verb = two if two in _verbs() or two in _unsure() else verb
        if verb not in _verbs() and verb not in _unsure():
            continue
        act = _verbs().get(verb, REPORTED)
        table = lists("cues")["denied"]
        if verb in table["verbs"] and set(table["nouns"]) & {*words[i + 1 :], *after}:
            act = "denial"
        return Cue(verb=verb, act=act, negated=negated)
    noun = next((_nouns()[word] for word in words if word in _nouns()), REPORTED)
    return Cue(act=noun, negated=negated)


@lru_cache(maxsize=1)
def _unsure() -> frozenset[str]:
    return frozenset(w for words in lists("cues")["certainty"].values() for w in words)


def _some(text: str, *, start: int, most: int) -> Iterator[re.Match[str]]:
    for count, match in enumerate(WORD.finditer(text, start, min(len(text), start + 80))):
        if count >= most:
            return
        yield match


def act_of(text: str, *, cue: Cue, contents: tuple[Span, ...]) -> str:
    """The act: the cue's own, else what the words said make plain.

    "The minister said the troops must leave at once" demands, though the cue only says.
    """
    if cue.act != REPORTED:
        return cue.act
    if cue.verb in ("ask", "wonder", "question"):
        return REPORTED
    for span in contents:
        for hit in _content().find(text, start=span.start, end=span.end):
            if not _own_duty(text, hit=hit):
                return hit.label
    return REPORTED


def _own_duty(text: str, *, hit: Hit) -> bool:
    """Whether "must" tells what the speakers themselves have to do: "we must be patient"."""
    if hit.phrase != "must":
        return False
    before = [
        m[0].lower() for m in WORD.finditer(text, max(0, hit.span.start - 12), hit.span.start)
    ]
    return bool(before) and before[-1] in ("we", "i")


def sureness(text: str, *, cue: Cue, cue_span: Span | None, contents: tuple[Span, ...]) -> Sureness:
    """How sure the speaker is of what he says, on FactBank's scale, and by which words.

    The weakest word of the main clause counts: "the talks may resume on Monday" is PS+.
    """
    hits = [h for s in contents for h in _hedges().find(text, start=s.start, end=s.end)]
    hits = [h for h in hits if not _month(text, span=h.span)]
    main = main_clause(text, contents=contents, hits=hits)
    table = lists("cues")["certainty"]
    own = [h for h in hits if h.label in ("probable", "possible", "unknown")]
    own = [h for h in own if not _able(text, hit=h)]
    labels = {h.label for h in own if h.span in main}
    hedges = tuple(h.span for h in own)
    for label in ("probable", "possible"):
        if cue.verb in table[label]:
            labels.add(label)
            hedges = (cue_span, *hedges) if cue_span else hedges
    negative = _denies(text, main=main) != (cue.verb in table["negative"] or cue.act == "denial")
    if cue.verb in table["unknown"] or (cue.negated and cue.verb not in table["negative"]):
        return Sureness(certainty="Uu", hedges=hedges)
    sign = "-" if negative else "+"
    if "possible" in labels:
        return Sureness(certainty="PS" + sign, hedges=hedges)
    if "unknown" in labels:
        return Sureness(certainty="Uu", hedges=hedges)
    return Sureness(certainty=("PR" if "probable" in labels else "CT") + sign, hedges=hedges)


def main_clause(text: str, *, contents: tuple[Span, ...], hits: list[Hit]) -> Span:
    """The main clause of what is said: its first sentence up to a "which" or "because".

    A sentence that begins with one ("Although we agreed, ...") is taken whole.
    """
    first = contents[0]
    words = list(_some(text, start=first.start, most=3))
    opening = words[1].end() if len(words) > 1 else first.end
    stop = first.end
    for at in range(first.start, first.end - 1):
        ends = text[at + 1].isspace() or text[at + 1] in '"”'
        if ends and text[at] in ".?!;" and at > first.start + 8:
            stop = at
            break
    for hit in hits:
        if hit.label == "subordinate" and opening < hit.span.start < stop:
            stop = hit.span.start
            break
    return Span(first.start, max(stop, first.start + 1))


def _able(text: str, *, hit: Hit) -> bool:
    """Whether "could" tells of what was possible, not of doubt: "could be clearly attributed"."""
    if hit.phrase != "could":
        return False
    after = text[hit.span.end : hit.span.end + 30].lower().split()[:3]
    return bool(set(after) & {"clearly", "conclusively", "definitely", "not", "finally", "only"})


def _month(text: str, *, span: Span) -> bool:
    """Whether "May" is the month: "in May", "10 May", "May 9"."""
    if span.of(text) != "May":
        return False
    before = text[max(0, span.start - 12) : span.start].split()
    after = text[span.end : span.end + 3].strip()
    starts = not before or before[-1][-1] in '.!?"“'
    return not starts or after[:1].isdigit() or after[:1] == ","


def _denies(text: str, *, main: Span) -> bool:
    words = [m[0].lower() for m in WORD.finditer(text, main.start, main.end)]
    following = [*words[1:], ""]
    return any(
        _negative(word) and after not in ("only", "just", "least")
        for word, after in zip(words, following, strict=True)
    )


def _negative(word: str) -> bool:
    return word in lists("hedges")["negative"] or word.endswith(("n't", "n’t"))
