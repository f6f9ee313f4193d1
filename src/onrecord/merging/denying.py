"""Whether words deny that something is so, and what they deny."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.merging.acts import of_word

NEAR = 4
"""Words after "there was no" in which what there was none of is named."""
WINDOW = 12
"""Words after a negation that tell what is denied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denying:
    """What is denied, and how.

    `how`: part (one's part in it), never (that there was such an act), false (what is said of it),
    deed (that one did it). `cued`: by a word of denying, not by a mere "not". `pointing`: the claim
    is only pointed to ("denied the accusation"). `ahead`: what is denied lies ahead.
    """

    how: str
    what: str
    cued: bool
    pointing: bool = False
    ahead: bool = False


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Phrases]:
    table = lists("disputes")["denying"]
    return {k: Phrases({k: table[k]}) for k in ("part", "never", "false", "open", "ahead")}


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = lists("disputes")["denying"]
    return {
        k: frozenset(table[k])
        for k in ("cues", "needing", "claims", "negations", "skipped", "between")
    }


def denying(
    content: str, *, cue: str, sentence: str, act: str, sure: str, event: bool = False
) -> Denying | None:
    """What some content said with a cue denies, None where it denies nothing.

    "The ministry denied that its forces had fired", "The Front said it had nothing to do with the
    blast", 'The envoy called the report "pure invention"'. "Neither confirmed nor denied" does not
    deny, nor does rejecting an offer.

    >>> denying("that its forces had fired", cue="denied", sentence="", act="denial", sure="CT-")
    Denying(how='deed', what='that its forces had fired', cued=True, pointing=False, ahead=False)
    >>> denying("no talks were held", cue="said", sentence="", act="assertion", sure="CT-").how
    'never'
    >>> denying("a truce", cue="rejected", sentence="", act="refusal", sure="CT-")
    """
    if _has("open", sentence) or _has("open", f"{cue} {content}"):
        return None
    cue_words = [m[0].lower() for m in WORD.finditer(cue or (sentence if event else ""))]
    content_words = [m[0].lower() for m in WORD.finditer(content)]
    cued = [w for w in cue_words if w in _words()["cues"]]
    negated = any(_negative(w) for w in cue_words)
    if cued and not negated:
        if content_words[:1] and content_words[0] in _PERSONS:
            # "denied him a visa" keeps something from him.
            return None
        near = {*cue_words, *content_words[:4]}
        needing = all(w in _words()["needing"] for w in cued)
        if needing and not near & (_words()["claims"] - _POINTERS):
            return None
        return _cued(content, words=content_words, cue=cue_words)
    return _plain(content, words=content_words, sure=sure, act=act)


_PERSONS = frozenset({"him", "her", "them", "us", "me", "you"})
_POINTERS = frozenset({"it", "this", "them", "that"})


def denies(sentence: str) -> bool:
    """Whether a sentence has a word of denying or a negation.

    >>> denies("Tarsia denied it"), denies("Both armies withdrew")
    (True, False)
    """
    words = [m[0].lower() for m in WORD.finditer(sentence)]
    return any(_negative(w) or w in _words()["cues"] for w in words)


def _cued(content: str, *, words: list[str], cue: list[str]) -> Denying:
    how = next((k for k in ("part", "never") if _has(k, content)), "deed")
    told = any(of_word(w) for w in words)
    named = bool({*cue, *words[:6]} & _words()["claims"])
    return Denying(
        how=how,
        what=content,
        cued=True,
        pointing=named and not told,
        ahead=_has("ahead", content),
    )


def _plain(content: str, *, words: list[str], sure: str, act: str) -> Denying | None:
    """A denial by the content alone: "its units had not crossed the line", "that is a lie"."""
    named = bool(set(words) & (_words()["claims"] - _POINTERS))
    pointed = bool(set(words[:4]) & _words()["claims"])
    if _has("false", content) and (named or (pointed and act == "denial")):
        told = any(of_word(w) for w in words)
        return Denying(how="false", what=content, cued=False, pointing=not told)
    opens = _opens(words)
    if sure not in ("CT-", "PR-") and not opens:
        return None
    for how in ("never", "part"):
        for hit in _phrases()[how].find(content):
            before = [m[0].lower() for m in WORD.finditer(content[: hit.span.start])]
            before = before[-10 if opens else -3 :]
            own = any(_negative(w) for w in hit.phrase.split()) or hit.phrase.startswith("nothing")
            if own or any(_negative(w) for w in before):
                what = content[hit.span.start :]
                if hit.phrase.startswith("there"):
                    # "There was no attack", but not "no heightened readiness for an attack".
                    what = " ".join(what.split()[: 3 + NEAR])
                told = any(of_word(m[0]) for m in WORD.finditer(what))
                if told or how == "part":
                    ahead = _has("ahead", content)
                    return Denying(how=how, what=what, cued=False, pointing=not told, ahead=ahead)
    if opens and any(of_word(w) and w not in _words()["skipped"] for w in words[:WINDOW]):
        return Denying(how="deed", what=" ".join(words[:WINDOW]), cued=False, ahead=False)
    for k, word in enumerate(words):
        if not _negative(word) or {"only", "just", "longer", "merely"} & {*words[k + 1 : k + 4]}:
            continue
        if words[k - 1 : k] in (["do"], ["does"]) or word.replace("’", "'") in ("don't", "doesn't"):
            # "We do not pay candidates" tells what one never does, not what one did not do.
            continue
        if word == "no" and words[k + 1 : k + 2] in (["the"], ["this"], ["one"]):
            continue
        at = k + 1
        while at < len(words) and words[at] in _words()["between"]:
            at += 1
        if at < len(words) and any(
            of_word(w) and w not in _words()["skipped"]
            for w in words[at : at + (2 if word == "no" else 1)]
        ):
            near = " ".join(words[max(0, k - 3) : at])
            what = " ".join(words[k : k + 1 + WINDOW])
            return Denying(how="deed", what=what, cued=False, ahead=_has("ahead", near))
    return None


def _opens(words: list[str]) -> bool:
    """Whether the first words deny all that follows: "Not one gun of the army has fired"."""
    start = f"{' '.join(words[:4])} "
    if words[:2] in (["no", "the"], ["no", "this"]):
        return False
    return any(start.startswith(f"{w} ") for w in lists("disputes")["denying"]["none"])


def _has(kind: str, text: str) -> bool:
    return bool(_phrases()[kind].find(text))


def _negative(word: str) -> bool:
    return word in _words()["negations"] or word.endswith(("n't", "n’t"))
