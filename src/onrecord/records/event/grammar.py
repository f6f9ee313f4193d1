"""Who stands where around a trigger: subject, object, "by", "between", "with"."""

from __future__ import annotations

import re

from onrecord.languages.phrases import lists
from onrecord.mentions.actors import ActorMention
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Argument
from onrecord.records.event.clause import clause
from onrecord.records.event.draft import Draft
from onrecord.records.event.near import actors_in
from onrecord.spans import Span

SUBJECT = 110
"""Code points before a verb in which its subject begins."""
OBJECT = 60
"""Code points after a verb or noun in which its object begins."""
PASSING = 26
"""Code points between a comma and a verb that may hold a day, no clause: ", on Tuesday urged"."""
SURE = 0.55
"""How sure a side is that only the grammar around the trigger tells."""
_EDGE = re.compile(
    r"[;:—–\n“”\"]|--|\b(?:that|but|while|when|after|before|because|although|whereas|as)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)(?:\s+\w+ly)?\s*$", re.IGNORECASE)
_HAD = re.compile(
    r"^(?:(?:has|have|had)\s+been|was|were|been|being|be)\s(?:.*\s)?(\w+)$",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(
    r"\s*(?:\w+\s+){0,3}?\b(by|between|with|on|against|to|of|from|in)\s+(?:the\s+|a\s+)?",
    re.IGNORECASE,
)
_ATTENDED = re.compile(r"\b(?:was|were|been)\s+(?:also\s+)?attended\s+by\s+", re.IGNORECASE)
_ITEM = re.compile(
    r"\s*(?:and\s+)?(?:the\s+)?([^\s,;:.\"][^,;:.\n\"]*?)"
    r"(?=,|;|\.|:|\s+and\s+(?:the\s+)?[A-Z]\w+ |$)"
)
LIST = 600
"""Code points that a list of attendance takes."""
_COMMA = re.compile(r",(?=\s)")
_OF = re.compile(r"\s+(?:of|in|for|from|at)\s+(?:the\s+)?")


def sides(mentions: Mentions, draft: Draft) -> tuple[Argument, ...]:
    """The arguments that the words around a trigger tell by their places.

    "Oran urged Tunis" has Oran as actor and Tunis as recipient; "talks between Oran and Tunis"
    has both as actors; "Tunis was shelled by rebels" has the rebels as actor.
    """
    sentence = mentions.sentences[draft.sentence]
    around = clause(mentions.text, sentence=sentence, trigger=draft.span)
    if around.noun:
        return _of_noun(mentions, draft, sentence=sentence)
    return _of_verb(mentions, draft, sentence=sentence)


def _of_verb(mentions: Mentions, draft: Draft, *, sentence: Span) -> tuple[Argument, ...]:
    text = mentions.text
    passive = is_passive(text, draft.span, start=sentence.start)
    if passive and draft.type == "CONSULT":
        return attending(mentions, draft)  # else "the summit was held in Quito"
    subject = _before(mentions, draft.span, sentence=sentence)
    made = []
    if subject is not None:
        made.append(Argument(span=subject, role="recipient" if passive else "actor", score=SURE))
    if passive:
        link = _LINK.match(text, draft.span.end, sentence.end)
        agent = (
            _at(mentions, link.end(), end=sentence.end)
            if link and link[1].lower() == "by"
            else None
        )
        if agent is not None:
            made.append(Argument(span=agent, role="actor", score=SURE))
        return tuple(made)
    found = _after(mentions, draft.span, sentence=sentence)
    if found is not None:
        role = "actor" if draft.type == "CONSULT" and draft.mode != "visit" else "recipient"
        word = _led(text, found, after=draft.span.end)
        if word in ("by", "between"):
            made.append(Argument(span=found, role="actor", score=SURE))
            made += _second(mentions, found, sentence=sentence) if word == "between" else []
        elif word not in ("in", "and"):
            made.append(Argument(span=found, role=role, score=SURE))
    return tuple(made)


def _led(text: str, span: Span, *, after: int) -> str:
    """The small word that leads to an object: "by" of "condemned by the Arab League"."""
    low = text[max(after, span.start - 24) : span.start].lower().split()
    return next((w for w in reversed(low) if w not in ("the", "a", "an", "its")), "")


def attending(mentions: Mentions, draft: Draft) -> tuple[Argument, ...]:
    """Those by whom a meeting was attended: "was attended by A, B and C"."""
    sentence = mentions.sentences[draft.sentence]
    link = _ATTENDED.search(mentions.text, draft.span.start, sentence.end)
    if link is None or draft.type != "CONSULT" or link.start() > draft.span.end + 2:
        return ()
    made = [
        Argument(span=span, role="actor", score=SURE)
        for span in _listed(
            mentions.text, start=link.end(), end=min(sentence.end, link.end() + LIST)
        )
    ]
    found = actors_in(mentions, start=link.end(), end=min(sentence.end, link.end() + SUBJECT))
    return tuple(made) or tuple(Argument(span=m.span, role="actor", score=SURE) for m in found[:1])


def _listed(text: str, *, start: int, end: int) -> list[Span]:
    """The members of a list of people with their offices, each one that ends in a full name."""
    found = []
    for match in _ITEM.finditer(text, start, end):
        words = match[1].rstrip(" .").split()
        if len(words) > 1 and all(w[:1].isupper() and w[:2] != w[:2].upper() for w in words[-2:]):
            found.append(Span(match.start(1), match.start(1) + len(match[1].rstrip(" ."))))
    return found


def is_passive(text: str, trigger: Span, *, start: int) -> bool:
    """Whether a verb is one that its subject suffers: "was shot", "have been killed"."""
    words = trigger.of(text)
    if " to " in words:
        return False  # "is expected to host"
    had = _HAD.match(words)
    before = _PASSIVE.search(text, max(start, trigger.start - 20), trigger.start)
    if had is None and before is None:
        return False
    verb = (had[1] if had else words.split()[0]).lower()
    return verb.endswith(("ed", "en", "wn")) or verb in lists("events")["past"]


def _of_noun(mentions: Mentions, draft: Draft, *, sentence: Span) -> tuple[Argument, ...]:
    text = mentions.text
    made = []
    before = actors_in(
        mentions, start=max(sentence.start, draft.span.start - 60), end=draft.span.start
    )
    if before and _owns(mentions, before[-1], draft):
        made.append(Argument(span=before[-1].span, role="actor", score=SURE))
    link = _LINK.match(text, draft.span.end, sentence.end)
    if link:
        found = _at(mentions, link.end(), end=sentence.end)
        word = link[1].lower()
        if found is not None:
            two = draft.type in ("CONSULT", "AGREE", "COOPERATE")
            if word in ("by", "between") or (word == "with" and two):
                made.append(Argument(span=found, role="actor", score=SURE))
                if word == "between":
                    made += _second(mentions, found, sentence=sentence)
            elif word in ("on", "against", "of", "to") and not two:
                made.append(Argument(span=found, role="recipient", score=SURE))
    return tuple(made)


def _owns(mentions: Mentions, mention: ActorMention, draft: Draft) -> bool:
    """Whether an actor before a noun does it: "Oran's offensive", not "the Oran talks"."""
    between = mentions.text[mention.span.end : draft.span.start]
    if len(between.strip(" 's’")) > 12:
        return False
    own = between.lstrip().startswith(("'", "’"))
    return own or not (
        draft.type == "CONSULT" and mentions.actors.actors[mention.actor].kind == "state"
    )


def _second(mentions: Mentions, first: Span, *, sentence: Span) -> list[Argument]:
    """The other of "between A and B"."""
    joined = re.compile(r"\s*(?:,|and)\s+(?:the\s+)?").match(mentions.text, first.end, sentence.end)
    other = _at(mentions, joined.end(), end=sentence.end) if joined else None
    return [Argument(span=other, role="actor", score=SURE)] if other else []


def _before(mentions: Mentions, trigger: Span, *, sentence: Span) -> Span | None:
    """The subject of a verb: the actor before it in its clause, what is said in passing left out.

    "Ruiz, a former head of the council, urged": Ruiz; "the leader of the council urged": he.
    """
    text = mentions.text
    start = max(sentence.start, trigger.start - SUBJECT)
    edges = list(_EDGE.finditer(text, start, trigger.start))
    low = edges[-1].end() if edges else start
    found = actors_in(mentions, start=low, end=trigger.start)
    if not found:
        return None
    last = found[-1]
    commas = [m.start() for m in _COMMA.finditer(text, low, trigger.start)]
    passing = text[commas[-1] : trigger.start].lower() if commas else ""
    relative = " who " in passing or " which " in passing
    if commas and commas[-1] >= last.span.end and len(passing) <= PASSING and not relative:
        outer = [m for m in found if len(commas) > 1 and m.span.end <= commas[-2]]
        last = outer[-1] if outer else last
    for before in reversed(found[: found.index(last)]):
        if not _OF.fullmatch(text, before.span.end, last.span.start):
            break
        last = before
    return last.span


def _after(mentions: Mentions, trigger: Span, *, sentence: Span) -> Span | None:
    """The object of a verb: the first actor after it, in its clause."""
    edge = _EDGE.search(mentions.text, trigger.end, sentence.end)
    end = min(sentence.end, edge.start() if edge else sentence.end)
    found = actors_in(mentions, start=trigger.end, end=end)
    return found[0].span if found and found[0].span.start - trigger.end <= OBJECT else None


def _at(mentions: Mentions, start: int, *, end: int) -> Span | None:
    """The actor that begins at a place, or a few words on."""
    found = actors_in(mentions, start=start, end=min(end, start + 70))
    return found[0].span if found and found[0].span.start - start <= 25 else None
