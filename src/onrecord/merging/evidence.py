"""What speaks for and against two event records telling one event, beside their words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.languages.phrases import lists
from onrecord.merging.kindred import alike
from onrecord.merging.odds import Weighed
from onrecord.merging.pairs import cosine
from onrecord.merging.spell import OPEN, Spell, iso, spell
from onrecord.merging.whereabouts import one_day, places
from onrecord.ontology.tables import rows
from onrecord.stories.words import stem

if TYPE_CHECKING:
    from onrecord.merging.events import Item

SPOKEN = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of acts that are done by speaking, and so are done again every day: what is said counts."""
DONE_TO = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Types of acts that are done to somebody: to others it is another act."""
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose sides may stand either way round."""


def weigh(a: Item, b: Item) -> Weighed | None:
    """The log-odds from type, status, days, sides, place and figures; None where it cannot be.

    A plan and its occurrence are two events, tied otherwise (`outcomes`). What one side denies and
    another tells as done is one event that is told differently.
    """
    off = called_off(a, b)
    odds = CALLED_OFF if off else like(a.type, b.type)
    if odds is None or not _may(a.status, b.status):
        return None
    found = Weighed()
    if a.type != b.type and "cyber" in (a.mode, b.mode) and not {a.mode, b.mode} & ARMED:
        odds = max(odds, 0.0)
    found.add("type", a.type if a.type == b.type else f"{a.type} / {b.type}", odds)
    if a.type == b.type and a.mode and b.mode and a.mode != b.mode:
        both = {a.mode, b.mode}
        weight = ARMS if both <= ARMED else MODES
        found.add("mode", " / ".join(sorted(both)), weight)
    if a.status != b.status:
        found.add("status", f"{a.status} / {b.status}", -0.3)
    if a.story == b.story and not off:
        again = max(a, b, key=lambda i: i.place)
        named = again.known and a.place != b.place and alike(a, b)
        words = "named again by one story" if named else "told apart by one story"
        found.add("story", words, AGAIN if named else -2.0)
    if (a.general and a.status == "denied") != (b.general and b.status == "denied"):
        found.add("which", "one denies all such acts", GENERAL)
    if a.ordinal and b.ordinal:
        words = a.ordinal if a.ordinal == b.ordinal else f"{a.ordinal} / {b.ordinal}"
        found.add("which", words, THE_SAME if a.ordinal == b.ordinal else ANOTHER)
    if a.known and b.known and not off and not {*a.names} & {*b.names} - {*a.called, *b.called}:
        found.add("which", "both look back, at nothing that both name", BARE)
    if a.type in SPOKEN and not off and not _formal(a, b):
        _content(a, b, found)
    days = Weighed(total=0.0)
    _days(a, b, days)
    if not off or days.total <= FAR:
        found.total += days.total
        found.reasons += days.reasons
    sides(a, b, found)
    if a.type in DONE_TO and b.type in DONE_TO:
        _undergone(a, b, found)
    if a.type == b.type == "CONSULT" and _one_on_phone(a, b):
        found.add("venue", "one by telephone", ON_PHONE)
    if a.type == b.type == "CONSULT" and one_day(a, b) and len(_together(a, b)) > 1:
        found.add("sides", "the same, the same day", ONE_MEETING)
    places(a, b, found)
    if a.type not in SPOKEN or _formal(a, b):
        _words_beside(a, b, found)
    _figures(a, b, found)
    return found if found.total > IMPOSSIBLE else None


IMPOSSIBLE = -7.0
TURNED = {1: -0.8, 2: -2.5}
"""Who acts in one is acted on in the other: by one of the two sides, by both."""
AGAIN = -0.4
"""A story that tells of a shelling and then of "the attack" seldom means another."""
GENERAL, BARE = -2.5, -0.6
ON_PHONE, ANOTHER, THE_SAME = -2.0, -4.0, 0.8
ONE_MEETING = 1.2
"""Two sides seldom meet twice on one day."""
NEXT_ODDS = 2.0
"""Log-odds where the words next to two alike acts are the same."""
MODES, ARMS = -0.8, -0.2
ARMED = frozenset({"firearms", "heavy-weapons", "explosives", "aerial", "drone", "destroy"})
"""Modes that two reports of one attack often give it: "shelling" and "shells hit"."""


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    """The stems of the names of weekdays."""
    return frozenset(map(stem, lists("acts")["weekdays"]))


@lru_cache(maxsize=1)
def _like() -> dict[tuple[str, str], float]:
    table = {}
    for row in rows("like_types.tsv"):
        table[row["type"], row["other"]] = float(row["odds"])
        table[row["other"], row["type"]] = float(row["odds"])
    return table


def like(a: str, b: str) -> float | None:
    """The log-odds of two types being given to one act; None where they never are.

    >>> like("SANCTION", "COERCE"), like("AID", "ASSAULT")
    (-0.6, None)
    """
    return 0.5 if a == b else _like().get((a, b))


def called_off(a: Item, b: Item) -> bool:
    """Whether both call a meeting off: "the cancellation", "Sarkand called off Monday's meeting".

    The day named may be that of the meeting, or of the calling off.
    """
    return {a.type, b.type} <= {"CONSULT", "REJECT"} and all(
        (i.off and i.type == "CONSULT") or (i.type == "REJECT" and i.mode == "meet") for i in (a, b)
    )


CALLED_OFF, FAR = 0.8, -3.0


def _may(a: str, b: str) -> bool:
    """Whether the statuses let two records be one event."""
    if a in OPEN or b in OPEN:
        return a == b or {a, b} == {"planned", "conditional"}
    return True


def _one_on_phone(a: Item, b: Item) -> bool:
    return (a.venue == "phone") != (b.venue == "phone")


def _words_beside(a: Item, b: Item, found: Weighed) -> None:
    """Adds the words next to two alike acts: "the shelling of the bus station", of one town."""
    if not alike(a, b) or any(r.name == "place" and r.weight < 0 for r in found.reasons):
        return
    one, two = _next(a), _next(b)
    ours, theirs = ({*i.names} & {*w} for i, w in ((a, one), (b, two)))
    if ours and theirs and not ours & theirs:
        return
    persons = {p for i in (a, b) if i.whole for p in i.people}
    parties = {*a.called, *b.called} - persons
    one, two = (tuple(w for w in words if w not in parties) for words in (one, two))
    if share := cosine(one, two):
        found.add("beside", ", ".join(sorted({*one} & {*two})), round(NEXT_ODDS * share, 2))


def _formal(a: Item, b: Item) -> bool:
    formal = lists("acts")["formal"]
    return all(any(t in formal for t in i.trigger) for i in (a, b))


def _together(a: Item, b: Item) -> set[str]:
    return {*a.actors, *a.recipients} & {*b.actors, *b.recipients}


def _next(item: Item) -> tuple[str, ...]:
    """The telling words on either side of the trigger."""
    return tuple(sorted({w for w in (*item.before, *item.after) if not w.isdigit()}))


def _content(a: Item, b: Item, found: Weighed) -> None:
    """Whether two accusations, demands, thanks are about the same thing, by their sentences.

    Names count elsewhere: "Velmora accused Sarkand" of what?
    """
    said = [tuple(w for w in i.sentence if w not in i.names) for i in (a, b)]
    if not all(said):
        return
    share = cosine(said[0], said[1])
    words = f"what is said is {share:.0%} alike"
    if share < ALIKE:
        weight = -3.5 * (1 - share / ALIKE)
        found.add("content", words, DOUBTFUL * weight if one_day(a, b) else weight)
    else:
        many = min(1.0, len({*said[0]} & {*said[1]}) / 3)
        found.add("content", words, round(many * SAID * (share - ALIKE) / (1 - ALIKE), 2))


ALIKE, SAID = 0.4, 1.5


def _days(a: Item, b: Item, found: Weighed) -> None:
    one = spell(a.when, published=a.published, status=a.status)
    two = spell(b.when, published=b.published, status=b.status)
    if one is None or two is None:
        mine, other = (frozenset(x.days) & weekdays() for x in (a, b))
        if mine and other and not mine & other:
            found.add("days", " / ".join(sorted(mine | other)), 2 * UNDATED)
        else:
            found.add("days", "no date", UNDATED)
        return
    if a.status in OPEN and not (one.sure and two.sure):
        apart = _apart(one, two)
        found.add("days", _told(one, two), 0.3 if apart == 0 else -1.0 - apart / 15)
        return
    if one.sure and two.sure:
        odds = _both_sure(one, two)
        if a.status in OPEN and _apart(one, two):
            odds = min(odds, PLANNED)
        trust = 1.0 if odds > 0 or (a.dated and b.dated) else DOUBTFUL
        found.add("days", _told(one, two), trust * odds)
    elif one.sure or two.sure:
        sure, loose = (one, two) if one.sure else (two, one)
        spoken = a.type in SPOKEN and not _formal(a, b)
        odds = _one_sure(sure, loose.end, steps=SAID_AGAIN if spoken else BEHIND)
        found.add("days", _told(one, two), odds)
    else:
        late = max((a, one.end), (b, two.end), key=lambda x: (x[1], x[0].id))[0]
        steps = SAID_AGAIN if a.type in SPOKEN and not _formal(a, b) else LOOSE
        steps = BEHIND if late.known and alike(a, b) else steps
        found.add("days", _told(one, two), _step(abs(one.end - two.end), steps))


def _both_sure(one: Spell, two: Spell) -> float:
    apart = _apart(one, two)
    if one.fine and two.fine:
        return _step(apart, FINE)
    return 0.3 if apart == 0 else -1.5 if apart <= 1 else -9.0


def _one_sure(sure: Spell, printed: int, *, steps: tuple[tuple[int, float], ...]) -> float:
    """One report has the day, the other only its own date: it may look back, never ahead."""
    if printed < sure.start - 1:
        return -5.0
    return _step(max(0, printed - sure.end), steps)


UNDATED = -1.0
"""Without dates, alike acts of other days look the same: more must speak for one event. Of 134
joined pairs of ECB+'s dev part 13 were wrong at -0.5, of 110 none here (2026-11-27)."""
PLANNED = -2.0
"""A plan names its day: one for the day after is another."""
DOUBTFUL = 0.6
"""What is left of days that differ where one may be that of another act in the sentence."""
FINE = ((0, 1.2), (1, 0.2), (2, -2.0), (4, -3.5), (10, -5.0), (10**7, -12.0))
LOOSE = ((2, 0.3), (7, -0.5), (21, -1.5), (90, -3.5), (10**7, -8.0))
SAID_AGAIN = ((0, 0.3), (1, 0.0), (3, -1.0), (7, -2.0), (21, -3.0), (10**7, -8.0))
BEHIND = ((4, 0.3), (10, -0.5), (30, -1.2), (90, -2.5), (10**7, -4.5))
"""Days apart, and the log-odds up to there; what is said, is said again on other days."""


def _step(value: int, steps: tuple[tuple[int, float], ...]) -> float:
    return next(odds for most, odds in steps if value <= most)


def _apart(one: Spell, two: Spell) -> int:
    return max(0, one.start - two.end, two.start - one.end)


def _told(one: Spell, two: Spell) -> str:
    def name(s: Spell) -> str:
        days = iso(s.start) if s.start == s.end else f"{iso(s.start)}..{iso(s.end)}"
        return days if s.sure else f"printed {iso(s.end)}"

    return " / ".join(sorted({name(one), name(two)}))


def sides(a: Item, b: Item, found: Weighed) -> None:
    """Adds who acts and on whom, by linked ids."""
    ours, theirs = {*a.actors, *a.recipients}, {*b.actors, *b.recipients}
    if not ours or not theirs:
        found.add("sides", "one names nobody", -0.3)
        return
    both = ours & theirs
    if not both:
        _unlinked(a, b, found)
        return
    if a.venue == b.venue == "phone" and _others(a, b):
        found.add("sides", f"on the telephone with others: {', '.join(_others(a, b))}", -5.0)
        return
    share = len(both) / max(2, min(len(ours), len(theirs)))
    turned = (
        bool(set(a.actors) & set(b.recipients)) + bool(set(a.recipients) & set(b.actors))
        if a.type not in MUTUAL
        and not (set(a.actors) & set(b.actors) or set(a.recipients) & set(b.recipients))
        else 0
    )
    if turned:
        found.add("sides", "the other way round", TURNED[turned])
        return
    found.add("sides", ", ".join(sorted(both)[:6]), 0.4 + 0.8 * share + 0.4 * (len(both) > 1))


def _unlinked(a: Item, b: Item, found: Weighed) -> None:
    """Adds what is left to say of the sides where no linked id is in common.

    "The Foreign Ministers of Velmora and Sarkand, Dragan Velich and Farid Nazim" may have been read
    as one group: their names stand in it all the same.
    """
    names = sorted({*a.called} & {*b.called, *b.names} | {*b.called} & {*a.called, *a.names})
    lands = sorted(set(a.states) & set(b.states))
    if names:
        found.add("sides", f"named in both: {', '.join(names[:6])}", NAMED)
    elif lands:
        found.add("sides", f"none in common, lands {', '.join(lands)}", -0.2)
    else:
        found.add("sides", "none in common", STRANGERS if a.parties and b.parties else -0.8)


NAMED, STRANGERS = 0.3, -1.2
"""Log-odds where names of the one's sides stand in the other's sentence; where both name parties
and none in common."""


def _others(a: Item, b: Item) -> list[str]:
    """The persons who speak in one call and not in the other, where each names two or more.

    "Calvo spoke by telephone with both ministers" is not the call of the two ministers.
    """
    ours, theirs = {*a.speakers}, {*b.speakers}
    if min(len(ours), len(theirs)) < 2 or ours <= theirs or theirs <= ours:
        return []
    return sorted(ours ^ theirs)


def _undergone(a: Item, b: Item, found: Weighed) -> None:
    """Whether one names somebody to whom it was done of whom the other does not speak at all.

    "Jackson arrested on DUI charge" is not "Williams' DUI arrest", where neither story names both.

    "The Sixers fired Jim O'Brien" is not the firing of which a story without O'Brien tells. Of an
    attack one story may name the dead and another only count them.
    """
    ours, theirs = {*a.people} - {*b.named}, {*b.people} - {*a.named}
    whole = a.whole or b.whole
    if whole and ours and theirs and ours == {*a.people} and theirs == {*b.people}:
        found.add("sides", f"other persons: {', '.join(sorted(ours | theirs))}", -2.0)
        return
    if a.type == b.type == "ASSAULT" and not (a.undergo and b.undergo):
        return
    missing = sorted({*a.undergo} - {*b.named, *b.undergo} | {*b.undergo} - {*a.named, *a.undergo})
    if missing:
        found.add("sides", f"only one names {', '.join(missing)}", -2.0)


def _figures(a: Item, b: Item, found: Weighed) -> None:
    """Equal figures speak for one event; figures grow, so that others say little against it."""
    for name in ("killed", "injured"):
        one, two = getattr(a, name), getattr(b, name)
        if one is None or two is None:
            continue
        words = f"{name} {one}" if one == two else f"{name} {min(one, two)} / {max(one, two)}"
        if one == two:
            found.add("figures", words, 0.5 if one > 1 else 0.2)
        else:
            ratio = (max(one, two) + 2) / (min(one, two) + 2)
            found.add("figures", words, 0.0 if ratio <= 3 else -0.8 if ratio <= 8 else -2.0)
