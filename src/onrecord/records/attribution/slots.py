"""What stands around words of blame: the act, the accused, the subject before a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.languages.phrases import WORD, lemma, lists
from onrecord.records.attribution.naming import named
from onrecord.records.attribution.party import Party, party
from onrecord.spans import Span

_LEADS = re.compile(
    r"\s*(?:being\s+behind|being\s+responsible\s+for|(?:having\s+)?carr(?:ied|ying)\s+out|involvement\s+in"
    r"|(?:an?\s+|any\s+|its\s+)?role\s+in|complicity\s+in|having\s+a\s+hand\s+in)\s+",
    re.IGNORECASE,
)
_FORMS = {"shot": "shoot", "stolen": "steal"}
_HEAD = 7
"""Words of a phrase among which the head noun of an act stands."""
_HELPING = re.compile(
    r"\s+(?:(?:most|very|quite|almost|highly|nearly|could|can|may|might|would|should|must|has|have|had|is|are|was|were|be|been|being"
    r"|now|also|[a-z]+ly)\b\s*)+$"
)
_CLAUSE = re.compile(
    r"[;:—\n]|,?\s\b(?:that|which|who|whether|but|while|although|though|because|whereas|and\s+said)\b"
    r"|(?<=\w),(?=\s)"
    r"|(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\balso)(?<!\bbe)(?<!\bbeen)"
    r"\s(?:said|says|thought|thinks?|believed?|believes)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    table = lists("blame")
    return {k: frozenset(table[k]) for k in ("acts", "deeds", "again")}


def act_phrase(text: str, *, start: int, end: int) -> Span | None:
    """The phrase for an act that begins at `start`: up to a comma, an "and for", a new clause.

    None unless its head is an act that one can be blamed for, or it begins with the deed itself
    ("of shelling a village").
    """
    lead = _LEADS.match(text, start, end)
    start = lead.end() if lead else start
    stop = _stop(text, start=start, end=end)
    while stop > start and not (text[stop - 1].isalnum() or text[stop - 1] in '"”'):
        stop -= 1
    if hanging := _HANGING.search(text, start, stop):
        stop = hanging.start()
    words = list(WORD.finditer(text, start, stop))
    if not words:
        return None
    if _deed(words):
        return Span(words[0].start(), stop)
    if any(w[0].lower() in _sets()["acts"] for w in words[:_HEAD]):
        return Span(words[0].start(), stop)
    return None


_HANGING = re.compile(r"(?:\s+(?:and|or|that|was|were|is|are|by|which|has|had))+$")
_END = re.compile(
    r"[;:—\n]|[,.!?][\"”]|,?\s+and\s+(?:for|of|to)\b|,(?=\s)|\sand\s(?:said|told|added|urged|called|warned|demanded|vowed|says|that|it|he|she|they)\b"
    r"|\s(?:which|who|because|although|while|saying|adding|but)\b"
    r"|\sand\s\w+ed\s(?:it|them|this)\b",
    re.IGNORECASE,
)


def _stop(text: str, *, start: int, end: int) -> int:
    match = _END.search(text, start, end)
    return match.start() if match else end


def _deed(words: list[re.Match[str]]) -> bool:
    """Whether a phrase begins with the deed itself: "shelling a mill", "trying to poison him"."""
    low = [w[0].lower() for w in words[:4]]
    if low[0] in ("having", "being") and len(low) > 1:
        low = low[1:]
    if (
        low[0] in ("trying", "attempting", "seeking", "planning", "tried", "attempted", "sought")
        and len(low) > 2
    ):
        return lemma(low[2], known=_sets()["deeds"], forms=_FORMS) is not None
    known = lemma(low[0], known=_sets()["deeds"], forms=_FORMS)
    return known is not None and low[0].endswith(("ing", "ed", "shot", "stolen"))


def more_acts(text: str, *, after: int, end: int) -> Iterator[Span]:
    """Further acts told in the same breath: ", and for disinformation campaigns"."""
    joined = re.compile(r"\s*,?\s+and\s+(?:for|of)\s+", re.IGNORECASE).match(text, after, end)
    if joined:
        phrase = act_phrase(text, start=joined.end(), end=end)
        if phrase is not None:
            yield phrase


def parties(text: str, *, start: int, end: int) -> tuple[tuple[Party, ...], int]:
    """The actors from `start` on, joined by commas and "and", and where they end."""
    found: list[Party] = []
    at = start
    while len(found) < 5 and (one := party(text, start=at, end=end)):
        if found and not one.named:
            break
        one, at = named(text, of=one, end=end)
        found.append(one)
        joined = re.compile(
            r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?!for\b|of\b|to\b)", re.IGNORECASE
        ).match(text, at, end)
        if not joined or not re.compile(r"(?:the |its |their )?[A-Z\"“]").match(
            text, joined.end(), end
        ):
            break
        at = joined.end()
    return tuple(found), (at if found else start)


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
    aside = _ASIDE.search(text, start, end)
    place = subject(text, start=start, end=aside.start() if aside else end)
    if place is None:
        return None
    one = party(text, start=place.start, end=place.end)
    if one is None:
        return None
    rest = text[one.span.end : place.end]
    if len(rest.split()) > (REST if _TIED.match(rest) else 4):
        return None
    return one


REST = 14
"""Words of a subject after the name that starts it, where they tell whose it is."""
_ASIDE = re.compile(
    r",\s+(?:which|who|whom|also|a|an|the|known|tracked|called|dubbed|one)\b[^;:\n]{2,120},[\"”]?\s*$"
)
_TIED = re.compile(
    r"\s+(?:linked|tied|working|acting|belonging|affiliated|associated|backed|controlled|run|calling"
    r"|known|called|tracked|dubbed|(?:that|which|it|they|we)\s+(?:it\s+)?(?:call|track|dub|name))"
)


def subject_act(text: str, *, start: int, end: int) -> Span | None:
    """The act in the subject before a passive: "the blast in May was clearly attributed to"."""
    place = subject(text, start=start, end=end)
    if place is None:
        return None
    stretch = _HELPING.sub("", text[place.start : place.end])
    if not stretch:
        return None
    words = [w.lower() for w in WORD.findall(stretch)]
    if not any(w in _sets()["acts"] or w in _sets()["again"] for w in words):
        return None
    return Span(place.start, place.start + len(stretch))
