"""Where a sentence blames somebody: the words of blame, who is blamed, for what, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lemma, lists
from onrecord.records.attribution.party import Party, party
from onrecord.spans import Span

_ADVERB = r"(?:(?:\w+ly|also|now|been)\s+){0,3}"
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
    "work": rf"\b{_BE}\s+(?:\w+ly\s)?the\s+work\s+of\b",
    "claim": r"""\b(?:claim|claims|claimed|claiming|taken|took|take|takes)\s+(?:\w+\s)?
        (?:responsibility|credit)\b(?P<for>\s+for\b)?""",
    "finger": r"""\bpoint(?:s|ed|ing)?\s+(?:the|a|its|his|her)\s+finger\s+
        (?:of\s+blame\s+)?(?:squarely\s+)?at\b""",
}
_FLAGS = re.IGNORECASE | re.VERBOSE
_ALL = [(kind, re.compile(pattern, _FLAGS)) for kind, pattern in _PATTERNS.items()]
_PASSIVE = re.compile(
    rf"\b(?:{_BE}|get|got)\s+(?:(?:\w+ly|also|once|not)\s+){{0,3}}$", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[;:—\n]|,?\s\b(?:that|which|who|but|while|although|though|because|whereas|and\s+said)\b|(?<=\w),(?=\s)",
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
        for match in pattern.finditer(text, sentence.start, sentence.end):
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


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    table = lists("blame")
    return {k: frozenset(table[k]) for k in ("acts", "deeds", "again")}


def _turned(text: str, *, at: int, start: int) -> bool:
    """Whether blame is denied, asked or withheld: "stopped short of blaming", "no proof that"."""
    words = [m[0].lower() for m in WORD.finditer(text, max(start, at - 70), at)]
    if any(w in ("not", "never", "without") or w.endswith(("n't", "n’t")) for w in words[-2:]):
        return True
    if _not_blame().find(" ".join(words[-8:])):
        return True
    forms = lists("cues")["forms"]
    return any(lemma(w, known=_turning(), forms=forms) for w in words[-6:])


@lru_cache(maxsize=1)
def _turning() -> frozenset[str]:
    return frozenset(lists("blame")["withheld"])


# The slots


def act_phrase(text: str, *, start: int, end: int) -> Span | None:
    """The phrase for an act that begins at `start`: up to a comma, an "and for", a new clause.

    None unless its head is an act that one can be blamed for, or it begins with the deed itself
    ("of shelling a village").
    """
    stop = _stop(text, start=start, end=end)
    while stop > start and not (text[stop - 1].isalnum() or text[stop - 1] in '"”'):
        stop -= 1
    words = list(WORD.finditer(text, start, stop))
    if not words:
        return None
    first = words[0][0].lower()
    if first in ("having", "being") and len(words) > 1:
        first = words[1][0].lower()
    deed = lemma(first, known=_sets()["deeds"], forms={"shot": "shoot", "stolen": "steal"})
    if deed and first.endswith(("ing", "ed", "shot", "stolen")):
        return Span(words[0].start(), stop)
    if any(w[0].lower() in _sets()["acts"] for w in words[:12]):
        return Span(words[0].start(), stop)
    return None


_END = re.compile(
    r"[;:—\n]|,?\s+and\s+(?:for|of|to)\b|,(?=\s)"
    r"|\s(?:which|who|because|although|while|saying|adding|but)\b",
    re.IGNORECASE,
)


def _stop(text: str, *, start: int, end: int) -> int:
    match = _END.search(text, start, end)
    return match.start() if match else end


def more_acts(text: str, *, after: int, end: int) -> Iterator[Span]:
    """Further acts told in the same breath: ", and for disinformation campaigns"."""
    joined = re.compile(r"\s*,?\s+and\s+(?:for|of)\s+", re.IGNORECASE).match(text, after, end)
    if joined:
        phrase = act_phrase(text, start=joined.end(), end=end)
        if phrase is not None:
            yield phrase


def _parties(text: str, *, start: int, end: int) -> tuple[tuple[Party, ...], int]:
    """The actors from `start` on, joined by commas and "and", and where they end."""
    found: list[Party] = []
    at = start
    while len(found) < 5 and (one := party(text, start=at, end=end)):
        if found and not one.named:
            break
        found.append(one)
        at = one.span.end
        joined = re.compile(
            r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?!for\b|of\b|to\b)", re.IGNORECASE
        ).match(text, at, end)
        if not joined or not re.compile(r"(?:the |its |their )?[A-Z\"“]").match(
            text, joined.end(), end
        ):
            break
        at = joined.end()
    return tuple(found), (found[-1].span.end if found else start)


def subject(text: str, *, start: int, end: int) -> Span | None:
    """The words before a verb back to where its clause begins: there the subject stands."""
    begin = start
    for match in _CLAUSE.finditer(text, start, end):
        if match.end() < end and text[match.end() : end].strip(" ,"):
            begin = match.end()
    while begin < end and not (text[begin].isalnum() or text[begin] in '"“'):
        begin += 1
    stop = end
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return Span(begin, stop) if begin < stop else None


def subject_party(text: str, *, start: int, end: int) -> Party | None:
    """The actor in the subject before a verb, or None: "that Grey Heron was behind"."""
    place = subject(text, start=start, end=end)
    if place is None:
        return None
    one = party(text, start=place.start, end=place.end)
    if one is None or len(text[one.span.end : place.end].split()) > 4:
        return None
    return one


def subject_act(text: str, *, start: int, end: int) -> Span | None:
    """The act in the subject before a passive: "the blast in May was clearly attributed to"."""
    place = subject(text, start=start, end=end)
    if place is None:
        return None
    trimmed = re.compile(
        r"\s+(?:(?:could|can|may|might|would|should|must|has|have|had|is|are|was|were|be|been|being|now|also|clearly)\b\s*|\w+ly\b\s*)+$",
        re.IGNORECASE,
    )
    stretch = trimmed.sub("", text[place.start : place.end])
    if not stretch:
        return None
    words = [w.lower() for w in WORD.findall(stretch)]
    if not any(w in _sets()["acts"] or w in _sets()["again"] for w in words):
        return None
    return Span(place.start, place.start + len(stretch))


# A reader for each kind of words


def _after_for(text: str, *, at: int, end: int, word: str = r"for|over|in") -> Span | None:
    joined = re.compile(rf"[\s,]*(?:\w+ly\s+)?(?:{word})\s+", re.IGNORECASE).match(text, at, end)
    return act_phrase(text, start=joined.end(), end=end) if joined else None


def _hold(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    accused, _ = _parties(text, start=match.start("who"), end=match.end("who"))
    act = act_phrase(text, start=match.end(), end=sentence.end) if match["for"] else None
    return _claim("hold", match, accused=accused, act=act, active=True)


def _blame(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    if _PASSIVE.search(text[sentence.start : match.start()]):
        return _blame_passive(text, match, sentence)
    accused, at = _parties(text, start=match.end(), end=sentence.end)
    turned = re.compile(r"\s+on\s+", re.IGNORECASE)
    stretch = act_phrase(text, start=match.end(), end=sentence.end)
    on = turned.search(text, match.end(), stretch.end if stretch else match.end())
    if on and not any(a.span.end <= on.start() and a.named for a in accused):
        accused, _ = _parties(text, start=on.end(), end=sentence.end)
        act = act_phrase(text, start=match.end(), end=on.start())
    else:
        act = _after_for(text, at=at, end=sentence.end)
    return _claim("blame", match, accused=accused, act=act, active=True)


def _blame_passive(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    """'The blast was blamed on Grey Heron', 'Grey Heron was blamed by Quito for the blast'."""
    rest = re.compile(r"\s+on\s+", re.IGNORECASE).match(text, match.end(), sentence.end)
    if rest:
        accused, _ = _parties(text, start=rest.end(), end=sentence.end)
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
        ok = one is not None and act is not None
        accused = (one,) if one else ()
        return _claim("accuse", match, accused=accused, act=act, accuser=by) if ok else None
    accused, at = _parties(text, start=match.end(), end=sentence.end)
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
        accused, _ = _parties(text, start=direct.end(), end=sentence.end)
        return _claim("attribute", match, accused=accused, act=act)
    stretch = act_phrase(text, start=match.end(), end=sentence.end)
    on = to.search(text, match.end(), sentence.end) if stretch else None
    if not on or on.start() - match.end() > 120:
        return None
    accused, _ = _parties(text, start=on.end(), end=sentence.end)
    act = act_phrase(text, start=match.end(), end=on.start())
    return _claim("attribute", match, accused=accused, act=act, active=True)


def _behind(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    one = subject_party(text, start=sentence.start, end=match.start())
    act = act_phrase(text, start=match.end(), end=sentence.end)
    pronoun = re.compile(r"\s+(?:it|this|them|these)\b", re.IGNORECASE).match(
        text, match.end(), sentence.end
    )
    if one is None or (act is None and not pronoun):
        return None
    return _claim("behind", match, accused=(one,), act=act)


def _by(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    act = subject_act(text, start=sentence.start, end=match.start())
    accused, _ = _parties(text, start=match.end(), end=sentence.end)
    return _claim("by", match, accused=accused, act=act) if act else None


def _claimed(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    one = subject_party(text, start=sentence.start, end=match.start())
    if one is None or text[one.span.start : one.span.end].lower().startswith(("no ", "nobody")):
        return None
    act = act_phrase(text, start=match.end(), end=sentence.end) if match["for"] else None
    return _claim("claim", match, accused=(one,), act=act, own=True)


def _finger(text: str, match: re.Match[str], sentence: Span) -> Claim | None:
    accused, at = _parties(text, start=match.end(), end=sentence.end)
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
    "work": _by,
    "claim": _claimed,
    "finger": _finger,
}
