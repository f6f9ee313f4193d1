"""Whose words a statement's are: the actor behind "he", "the ministry", "a source"."""

from __future__ import annotations

from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import refer
from onrecord.records.statement.kind import Speaker
from onrecord.spans import Span

KINDS = ("document", "unnamed", "collective")


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in lists("speakers").items()}


def speaker(mentions: Mentions, *, source: Span | None) -> Speaker | None:
    """The speaker that the words at `source` stand for, or None where nobody is named.

    Nobody is guessed: where the words lead to no known actor, the words themselves are the actor,
    `resolved_via` none.
    """
    if source is None:
        return None
    actor, via = refer(mentions, span=source)
    return Speaker(
        actor=actor,
        anonymity=_anonymity(mentions.text, source=source, actor=actor, via=via),
        resolved_via=via,
    )


def _anonymity(text: str, *, source: Span, actor: ActorReference, via: str) -> str:
    """Whether the speaker has a name, else what is told in its place.

    "a senior official" is unnamed, "the report" a document, "residents" collective.
    """
    words = [m[0] for m in WORD.finditer(text, source.start, source.end)]
    kind = _common(words)
    if via == "name":
        own = kind == "unnamed" and actor.kind not in ("person", "population")
        return kind if kind and (own or kind == "document") else "named"
    if via in ("pronoun", "role") and _proper(actor.name):
        return "named"
    if kind is not None:
        return kind
    if len(words) == 1 and words[0].lower() in ("he", "she", "i", "him", "her"):
        return "unnamed"
    return "named" if _proper(" ".join(words)) else "collective"


def _common(words: list[str]) -> str | None:
    """The kind told by the head of a phrase, its last known noun before "of", "for", "in"."""
    head: list[str] = []
    for i, word in enumerate(words):
        low = word.lower()
        if i and low in ("of", "for", "in", "from", "at", "on", "with", "by", "who", "that", "to"):
            break
        head.append(low)
    if len(head) > 2 and head[-1].isalpha() and words[len(head) - 1][:1].isupper():
        return None  # "army chief John Hale": a name closes the phrase
    for word in reversed(head):
        for kind in KINDS:
            if word in _words()[kind]:
                return kind
    return None


def _proper(name: str) -> bool:
    words = [m[0] for m in WORD.finditer(name)]
    return any(w[0].isupper() and w.lower() not in ("the", "a", "i") for w in words)
