"""Where a sentence blames somebody: the words of blame, who is blamed, for what, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from onrecord.languages.phrases import WORD, Phrases, lemma, lists
from onrecord.records.attribution.party import Party, party
from onrecord.records.attribution.slots import act_phrase, parties, subject_act, subject_party
from onrecord.spans import Span

_ADVERB = r"(?:(?:\w+ly|also|now|been|most|very|quite|almost)\s+){0,3}"
MOST = 8
"""Words of blame of one kind that are read in a sentence; more only stand in noise."""

_BE = r"(?:is|are|was|were|be|been|being)"
_PATTERNS = {
    "hold": rf"""\b(?:hold|holds|held|holding)\s+(?P<who>[^.;\n]{{2,120}}?)\s+
        {_ADVERB}(?:responsible|accountable)(?P<for>\s+for\b)?""",
    "blame": r"\b(?:blame|blames|blamed|blaming|faulted)\b",
    "accuse": r"\b(?:accuse|accuses|accused|accusing|suspects|suspected|suspecting)\b",
    "attribute": rf"""\b{_ADVERB}
        (?:attribute|attributes|attributed|attributing|traced|linked|tied|pinned|ascribed)\b""",
    "behind": rf"\b(?:{_BE}|stands|stood|stand)\s+{_ADVERB}behind\b",
    "responsible": rf"""\b(?:{_BE}|bears|bear|bore)\s+(?:\w+\s){{0,2}}
        (?:responsible|responsibility|to\s+blame)\s+for\b""",
    "by": r"""\b(?:carried\s+out|conducted|launched|perpetrated|committed|staged|orchestrated
        |planned|ordered|directed|masterminded|instigated|mounted|executed)\s+by\b""",
    "did": rf"""\b(?:ha[sd]\s+|have\s+)?{_ADVERB}
        (?:carried\s+out|perpetrated|orchestrated|masterminded|instigated)\b(?!\s+by\b)""",
    "tried": r"\b(?:ha[sd]|have)\s+(?:\w+ly\s+)?(?P<verb>attempted|tried|sought)\b",
    "work": rf"\b{_BE}\s+{_ADVERB}(?:probable\s+)?the\s+work\s+of\b",
    "claim": r"""\b(?:claim|claims|claimed|claiming|taken|took|take|takes)\s+(?:\w+\s)?
        (?:responsibility|credit)\b(?P<for>\s+for\b)?""",
    "finger": r"""\bpoint(?:s|ed|ing)?\s+(?:the|a|its|his|her)\s+finger\s+
        (?:of\s+blame\s+)?(?:squarely\s+)?at\b""",
}
_FLAGS = re.IGNORECASE | re.VERBOSE
_ALL = [(kind, re.compile(pattern, _FLAGS)) for kind, pattern in _PATTERNS.items()]
_PASSIVE = re.compile(
    rf"\b(?:{_BE}|get|got)\s+(?:(?:\w+ly|also|once|not|most|very|quite|almost)\s+){{0,3}}$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One place where somebody is blamed. Spans are None where the words are elsewhere.

    `accused` are all who are blamed; `act` is the phrase of what for; `accuser` the words of a
    "by" after a passive. `active` says that the subject before the words blames.
    """

    kind: str
    words: Span
    accused: tuple[Party, ...]
    act: Span | None = None
    accuser: Span | None = None
    active: bool = False
    own: bool = False


def claims(text: str, *, sentence: Span) -> list[Claim]:
    """The claims of a sentence in text order, those that are denied or asked left out.

    >>> said = "Quito holds the Grey Heron group responsible for a cyberattack on its port."
    >>> [(c.accused[0].name, c.act.of(said)) for c in claims(said, sentence=Span(0, len(said)))]
    [('Grey Heron group', 'a cyberattack on its port')]
    """
    found: list[Claim] = []
    for kind, pattern in _ALL:
        for match in islice(pattern.finditer(text, sentence.start, sentence.end), MOST):
            if any(match.start() < c.words.end and c.words.start < match.end() for c in found):
                continue
            if _turned(text, at=match.start(), start=sentence.start):
                continue
            claim = _READERS[kind](text, match, sentence)
            if claim is not None:
                found.append(claim)
    return sorted(found, key=lambda c: c.words)


@lru_cache(maxsize=1)
def _not_blame() -> Phrases:
    return Phrases({"not": lists("blame")["not_blame"]})


def _turned(text: str, *, at: int, start: int) -> bool:
    """Whether blame is denied, asked or withheld: "stopped short of blaming", "no proof that"."""
    words = [m[0].lower() for m in WORD.finditer(text, max(start, at - 70), at)]
    if any(w in ("not", "never", "without") or w.endswith(("n't", "n’t")) for w in words[-2:]):
        return True
    if _UNSURE.search(text, start, at):
        return False
    near = words[-7:]
    doubtless = [k for k, w in enumerate(near) if w == "doubt" and k and near[k - 1] in _LITTLE]
    if _not_blame().find(" ".join(words[-8:])):
        return True
    forms = lists("cues")["forms"]
    return any(
        lemma(w, known=_turning(), forms=forms)
        for k, w in enumerate(near)
        if k not in doubtless and k >= len(near) - 6
    )


_LITTLE = ("no", "little", "without")
_UNSURE = re.compile(r"\b(?:low|moderate|medium|high)\s+confidence\b", re.IGNORECASE)
"""Blame in an assessment: "has low confidence in any statement on whether it was ordered by"."""


@lru_cache(maxsize=1)
def _turning() -> frozenset[str]:
    return frozenset(lists("blame")["withheld"])


# A reader for each kind of words


def _after_for(text: str, *, at: int, end: int, word: str = r"for|over|in") -> Span | None:
    """The act after "for", which a name between commas may part from the accused."""
    joined = re.compile(rf"[\s,\"”]*(?:\w+ly\s+)?(?:{word})\s+", re.IGNORECASE).match(text, at, end)
    if joined:
        return act_phrase(text, start=joined.end(), end=end)
    parted = re.compile(rf",[\"”]?\s+(?:{word})\s+", re.IGNORECASE)
    later = parted.search(text, at, min(end, at + 160)) if text[at : at + 1] in ',"” ' else None
    return act_phrase(text, start=later.end(), end=end) if later else None


def _hold(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    accused, _ = parties(text, start=match.start("who"), end=match.end("who"))
    act = act_phrase(text, start=match.end(), end=sentence.end) if match["for"] else None
    return _claim("hold", match, accused=accused, act=act, active=True)


def _blame(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    if _PASSIVE.search(text[sentence.start : match.start()]):
        return _blame_passive(text, match, sentence)
    accused, at = parties(text, start=match.end(), end=sentence.end)
    turned = re.compile(r"\s+on\s+", re.IGNORECASE)
    stretch = act_phrase(text, start=match.end(), end=sentence.end)
    on = turned.search(text, match.end(), stretch.end if stretch else match.end())
    if on and not any(a.span.end <= on.start() and a.named for a in accused):
        accused, _ = parties(text, start=on.end(), end=sentence.end)
        act = act_phrase(text, start=match.end(), end=on.start())
    else:
        act = _after_for(text, at=at, end=sentence.end)
    return _claim("blame", match, accused=accused, act=act, active=True)


def _blame_passive(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    """'The blast was blamed on Grey Heron', 'Grey Heron was blamed by Quito for the blast'."""
    rest = re.compile(r"\s+on\s+", re.IGNORECASE).match(text, match.end(), sentence.end)
    if rest:
        accused, _ = parties(text, start=rest.end(), end=sentence.end)
        act = subject_act(text, start=sentence.start, end=match.start())
        return _claim("blame", match, accused=accused, act=act)
    one = subject_party(text, start=sentence.start, end=_verb_start(text, match, sentence))
    by, at = _agent(text, start=match.end(), end=sentence.end)
    act = _after_for(text, at=at, end=sentence.end)
    if act is None:
        return None
    return _claim("blame", match, accused=(one,) if one else (), act=act, accuser=by)


def _verb_start(text: str, match: re.Match[str], sentence: Span) -> int:
    passive = _PASSIVE.search(text[sentence.start : match.start()])
    return sentence.start + passive.start() if passive else match.start()


def _agent(text: str, *, start: int, end: int) -> tuple[Span | None, int]:
    """The words after "by" of a passive, and where they end."""
    by = re.compile(r"\s+by\s+", re.IGNORECASE).match(text, start, end)
    if not by:
        return None, start
    one = party(text, start=by.end(), end=end)
    return (one.span, one.span.end) if one else (None, start)


def _accuse(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    if _PASSIVE.search(text[sentence.start : match.start()]):
        one = subject_party(text, start=sentence.start, end=_verb_start(text, match, sentence))
        by, at = _agent(text, start=match.end(), end=sentence.end)
        act = _after_for(text, at=at, end=sentence.end, word="of|in")
        if one is None or act is None:
            return None
        return _claim("accuse", match, accused=(one,), act=act, accuser=by)
    accused, at = parties(text, start=match.end(), end=sentence.end)
    act = _after_for(text, at=at, end=sentence.end, word="of")
    if act is None or (match[0].lower() == "suspected" and not accused):
        return None
    return _claim("accuse", match, accused=accused, act=act, active=True)


def _attribute(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    to = re.compile(r"\s+(?:back\s+)?to\s+", re.IGNORECASE)
    direct = to.match(text, match.end(), sentence.end)
    if direct:
        act = subject_act(text, start=sentence.start, end=match.start())
        passive = _PASSIVE.search(text[sentence.start : match.start()])
        if act is None or not passive:
            return None
        accused, _ = parties(text, start=direct.end(), end=sentence.end)
        return _claim("attribute", match, accused=accused, act=act)
    if again := _IT_TO.match(text, match.end(), sentence.end):
        accused, _ = parties(text, start=again.end(), end=sentence.end)
        return _claim("attribute", match, accused=accused, act=None, active=True)
    stretch = act_phrase(text, start=match.end(), end=sentence.end)
    on = to.search(text, match.end(), sentence.end) if stretch else None
    if not on or on.start() - match.end() > 120:
        return None
    accused, _ = parties(text, start=on.end(), end=sentence.end)
    act = act_phrase(text, start=match.end(), end=on.start())
    return _claim("attribute", match, accused=accused, act=act, active=True)


_IT_TO = re.compile(r"\s+(?:it|this|them|these|that)(?:\s+(?:\w+ly|back))?\s+to\s+", re.IGNORECASE)
"""The centre "attributed it to" a group: the act was told before."""


def _behind(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    if match[0].lower().startswith("being") and text[: match.start()].endswith("of "):
        return None  # "accused Oran of being behind": told by "accused"
    one = subject_party(text, start=sentence.start, end=match.start())
    act = act_phrase(text, start=match.end(), end=sentence.end)
    pronoun = re.compile(r"\s+(?:it|this|them|these)\b", re.IGNORECASE).match(
        text, match.end(), sentence.end
    )
    if one is None or (act is None and not pronoun):
        return None
    return _claim("behind", match, accused=(one,), act=act)


def _tried(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    """'that Chad had attempted "to influence the election"'."""
    one = subject_party(text, start=sentence.start, end=match.start())
    act = act_phrase(text, start=match.start("verb"), end=sentence.end)
    return _claim("tried", match, accused=(one,), act=act) if one and act else None


def _by(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    act = subject_act(text, start=sentence.start, end=match.start())
    accused, _ = parties(text, start=match.end(), end=sentence.end)
    return _claim("by", match, accused=accused, act=act) if act else None


def _claimed(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    one = subject_party(text, start=sentence.start, end=match.start())
    if one is None or text[one.span.start : one.span.end].lower().startswith(("no ", "nobody")):
        return None
    act = act_phrase(text, start=match.end(), end=sentence.end) if match["for"] else None
    return _claim("claim", match, accused=(one,), act=act, own=True)


def _finger(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    accused, at = parties(text, start=match.end(), end=sentence.end)
    act = _after_for(text, at=at, end=sentence.end)
    return _claim("finger", match, accused=accused, act=act, active=True)


def _claim(
    kind: str,
    match: re.Match[str],
    *,
    accused: tuple[Party, ...],
    act: Span | None,
    accuser: Span | None = None,
    active: bool = False,
    own: bool = False,
) -> Claim | None:
    if not accused:
        return None
    return Claim(
        kind=kind,
        words=Span(match.start(), match.end()),
        accused=accused,
        act=act,
        accuser=accuser,
        active=active,
        own=own,
    )


_READERS = {
    "hold": _hold,
    "blame": _blame,
    "accuse": _accuse,
    "attribute": _attribute,
    "behind": _behind,
    "responsible": _behind,
    "by": _by,
    "did": _behind,
    "tried": _tried,
    "work": _by,
    "claim": _claimed,
    "finger": _finger,
}
