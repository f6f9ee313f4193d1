"""One telling of an act as it is held against others: its words and those around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from onrecord.languages.acts import lemma, verbs
from onrecord.languages.phrases import WORD, lists
from onrecord.spans import Span
from onrecord.stories.words import stem, weight

BESIDE = 5
"""Words on either side of a trigger that are kept in their order."""
TELLING = 3.0
"""What a word must weigh to be kept: one that stands in fewer than one of twenty texts."""
RARE = 7.0
"""What a word weighs that stands in two of 6,500 texts at most: most are names."""
CONTEXT = 120
"""Words of the context that are kept at most, the rarest; ECB+'s annotated texts have some 42."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is remembered of a telling. Words are stems; sets are kept as sorted tuples.

    `trigger` are the lemmas that carry the act, the first being its head; `before` and `after` the
    telling words on either side, nearest first; `sentence` and `context` all telling words of the
    sentence (without the trigger) and of what stands around it. `names` and `named` are the names
    in the two, `numbers` and `counted` their numbers, `days` the day words of the sentence.
    `vector` may hold a dense vector of the trigger in its sentence, of length 1.
    """

    id: str
    story: str
    place: int = 0
    trigger: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    vector: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with what is asked of it again and again."""

    span: Span
    stem: str
    lemma: str
    weight: float
    name: bool


def words(text: str, sentences: Sequence[Span]) -> list[list[Word]]:
    """The words of each sentence.

    A word with a capital is a name unless it opens a sentence; there it is one if it is within
    another sentence too, or if it is rare and never in small letters.
    """
    raw = [list(WORD.finditer(text, s.start, s.end)) for s in sentences]
    inside = {m[0].lower() for ms in raw for m in ms[1:] if m[0][0].isupper()}
    small = {m[0] for ms in raw for m in ms if m[0][0].islower()}
    opening = {m[0].lower() for ms in raw for m in ms[:1]} - small
    inside |= {w for w in opening if weight(stem(w)) >= RARE}
    return [[_word(m, opens=i == 0, inside=inside) for i, m in enumerate(ms)] for ms in raw]


def _word(match: Any, *, opens: bool, inside: Collection[str]) -> Word:
    word: str = match[0]
    kind = stem(word)
    name = word[0].isupper() and not (opens and word.lower() not in inside)
    heavy = weight(kind)
    name = name and heavy > TELLING and word.lower() not in _days()
    return Word(Span(match.start(), match.end()), kind, lemma(word), heavy, name)


def fields(
    sentences: Sequence[Sequence[Word]],
    *,
    at: int,
    trigger: Span,
    context: Iterable[int] | None = None,
    title: Sequence[Word] = (),
) -> dict[str, Any]:
    """The fields of a telling but its id and story, for the words at `trigger` in sentence `at`.

    `context` are the sentences that count as its context, all where it is None.
    """
    own = sentences[at]
    inside = [w for w in own if w.span.overlaps(trigger)]
    carried = _trigger(inside)
    if "hold" in carried and all(x in _light() for x in carried):
        carried = (*_of(own, trigger), *carried)
    around = [sentences[i] for i in context] if context is not None else list(sentences)
    all_words = [w for s in around for w in s] + list(title)
    mine = {w.stem for w in inside}
    telling = [w for w in own if w.weight > TELLING and w.stem not in mine]
    heavy = sorted({(w.weight, w.stem) for w in all_words if w.weight > TELLING})
    left = (w for w in reversed(own) if w.span.end <= trigger.start and _tells(w))
    right = (w for w in own if w.span.start >= trigger.end and _tells(w))
    return {
        "place": at,
        "trigger": carried,
        "before": tuple(w.stem for w in islice(left, BESIDE)),
        "after": tuple(w.stem for w in islice(right, BESIDE)),
        "sentence": _set(w.stem for w in telling),
        "context": _set(s for _, s in heavy[-CONTEXT:]),
        "names": _set(w.stem for w in own if w.name),
        "named": _set(w.stem for w in all_words if w.name),
        "numbers": _set(n for w in own for n in _number(w)),
        "counted": _set(n for w in all_words for n in _number(w)),
        "days": _set(w.stem for w in own if w.lemma in _days()),
    }


def _trigger(inside: Sequence[Word]) -> tuple[str, ...]:
    """The lemmas that carry the act, the head first: "held talks" is told by "talk"."""
    light = _light()
    kept = [w for w in inside if w.lemma not in light and w.lemma.isalpha()]
    kept = kept or [w for w in inside if w.lemma not in light] or list(inside)
    lemmas = list(dict.fromkeys(w.lemma for w in kept))
    if not lemmas:
        return ()
    head = kept[0].lemma if verbs(kept[0].lemma) and not kept[0].name else kept[-1].lemma
    return (head, *(x for x in lemmas if x != head))


def _of(own: Sequence[Word], trigger: Span) -> tuple[str, ...]:
    """The noun of which light words tell something: "the second round of talks will be held"."""
    left = (w.lemma for w in reversed(own) if w.span.end <= trigger.start)
    return tuple(islice((x for x in islice(left, NOUN) if x in _acts()), 1))


NOUN = 16
"""Words before "will be held" among which its noun is searched."""


def _tells(word: Word) -> bool:
    return word.weight > TELLING or word.stem.isdigit()


def _number(word: Word) -> tuple[str, ...]:
    if word.stem[0].isdigit():
        return (word.stem,)
    number = _numbers().get(word.lemma)
    return (number,) if number else ()


def _set(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    return frozenset(lists("acts")["light"])


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    return frozenset(w for words in lists("acts")["kin"] for w in words)


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    return frozenset(lists("acts")["days"])


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    return dict(lists("acts")["numbers"])
