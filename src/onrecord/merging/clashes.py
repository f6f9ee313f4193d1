"""The rules by which two claims cannot both hold, each a small function with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from onrecord.grouping import Reason
from onrecord.languages.phrases import lists
from onrecord.merging.acts import related
from onrecord.merging.amounts import apart
from onrecord.merging.claim import Claim
from onrecord.merging.nearness import BESIDE, Near, days_between, gap_between, nearness, own_words
from onrecord.merging.party import same
from onrecord.merging.standing import opposed
from onrecord.merging.wording import names

MONTH = 31
ACCUSED = 0.3
"""Weight above which the denier is the one accused, not one who speaks of it."""
Shared = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two claims that cannot both hold: `a` claims, `b` denies or claims otherwise.

    `events` are the event records that both are about, on either side.
    """

    a: str
    b: str
    kind: str
    rule: str
    score: float
    reasons: tuple[Reason, ...] = ()
    events: tuple[str, ...] = ()


def clash(a: Claim, b: Claim, *, shared: Shared = frozenset()) -> Clash | None:
    """The way in which two claims cannot both hold, the surest one; None where both can.

    `shared`: pairs of event records, one of each claim, that the store holds to be one event. The
    result does not depend on which claim comes first.
    """
    first, second = sorted((a, b), key=lambda c: (c.denies, c.id))
    if _one_side(first, second):
        return None
    one = shared | {(e, e) for e in first.events if e in second.events}
    one |= {(y, x) for x, y in one}
    near = nearness(first, second, same_event=bool(one))
    if near.apart:
        return None
    found = [made for rule in _RULES if (made := rule(first, second, near, one))]
    best = max(found, key=lambda c: (c.score, c.rule), default=None)
    return replace(best, events=tuple(sorted({x for p in one for x in p if x}))) if best else None


_Rule = Callable[[Claim, Claim, Near, Shared], Clash | None]


def kin(a: Claim, b: Claim, *, shared: Shared = frozenset()) -> bool:
    """Whether two claims are one side's, of one act on one day: told twice, they are one dispute.

    'The shells came from Tarsian positions, Velka said', 'Velka blamed Tarsia for the attack on
    Monday', of one Monday.
    """
    if a.outlet or b.outlet or a.denies != b.denies or a.ahead or b.ahead:
        return False
    if not same(a.side, b.side) or not related(a.acts, b.acts):
        return False
    if shared:
        return True
    if not (a.denies or set(a.accused_names) & set(b.accused_names)):
        return False
    of_day = a.start == a.end and b.start == b.end
    return of_day and gap_between(a, b) == 0


def _denied(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """A claim and its denial.

    'The Velkan army accused Tarsian gunners of shelling the port; the Tarsian defence ministry
    denied that its forces had fired.' The denier must be the one accused, or speak of it.
    """
    if a.denies or not b.denies or a.ahead != b.ahead or a.nature == "name":
        return None
    shared = related(a.acts, b.acts)
    if not shared and not (b.cued and set(a.types) & set(b.types) and near.names):
        return None
    concerned = _concerned(a, b)
    if not b.cued and not (set(a.acts) & set(b.acts) and (one or a.blames or near.beside)):
        return None
    if a.story != b.story and not (one or near.names or near.words > 1):
        return None
    if a.story != b.story and not (one or near.on_day or set(a.acts) & set(b.acts)):
        return None
    close = near.beside and (near.words > 1 or abs(a.at - b.at) <= BESIDE / 3)
    of_act = b.how in ("never", "false") and (one or close or near.names > 1)
    if concerned is None and not of_act:
        return None
    if a.outlet and not (b.how in ("never", "false") or (concerned and concerned.weight > ACCUSED)):
        return None
    reasons = [Reason(name="act", words=f"both about: {', '.join(shared or a.types)}", weight=0.2)]
    if concerned:
        reasons.append(concerned)
    if b.how == "never":
        reasons.append(Reason(name="denial", words="says that there was no such act", weight=0.15))
    elif b.cued:
        reasons.append(Reason(name="denial", words="a word of denying", weight=0.15))
    if a.nature == "blame":
        reasons.append(Reason(name="blame", words="the claim blames somebody", weight=0.1))
    # Only beside it, not said to be about it: gives way to a claim that is (`disputes.assemble`).
    rule = "beside" if concerned and concerned.name == "beside it" else "denied"
    return _made(a, b, kind=_kind(a, b), rule=rule, reasons=reasons, near=near)


def _figures(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """Two parties' numbers for one thing, where neither has merely grown over time.

    'The hospital said 12 people were killed; the army put the number at five.' A higher figure on
    a later day is growth, and what an outlet itself tells is no party's figure.
    """
    if a.denies or b.denies or a.outlet or b.outlet or a.ahead != b.ahead:
        return None
    if near.gap or not (a.party and b.party):
        return None
    if not (one or near.beside or (near.names and near.on_day)):
        return None
    bare = near.beside and "text" in (a.form, b.form)
    if not bare and not related(a.acts, b.acts) and not set(a.types) & set(b.types):
        return None
    for left in a.amounts:
        for right in b.amounts:
            if not apart(left, right):
                continue
            if not _toll(left) and not _counts_one(a, b, near, one):
                continue
            if _toll(left) and _grown(a, b, left[1], right[1]):
                continue
            words = f"{left[0]}: {_spell(left)} and {_spell(right)}"
            reasons = [Reason(name="figures", words=words, weight=0.35)]
            return _made(a, b, kind="numeric", rule="figures", reasons=reasons, near=near)
    return None


def _blamed(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """Two parties blame different actors for one act.

    'Velka blamed Tarsia for the attack on the dam; the Oran Front claimed responsibility for it.'
    A group and the state that it is said to belong to are one chain, not two actors. Where neither
    is blamed by the other (two firms that name two gangs), the deed itself is not denied.
    """
    if not (a.blames and b.blames and a.accused and b.accused) or near.gap:
        return None
    if set(a.accused) & set(b.accused):
        return None
    if set(a.accused_names) & {*b.accused_names, *names(b.quote)}:
        return None
    if set(b.accused_names) & set(names(a.quote)):
        return None
    shared = related(a.acts, b.acts)
    if not shared or not (one or near.beside or (near.names and near.on_day)):
        return None
    reasons = [
        Reason(name="act", words=f"both about: {', '.join(shared)}", weight=0.2),
        Reason(name="accused", words="blame different actors", weight=0.2),
    ]
    of_it = {a.party, b.party} & {*a.accused, *b.accused}
    rule = "blamed" if of_it or _accuses(a, b) or _accuses(b, a) else "culprits"
    return _made(a, b, kind="responsibility", rule=rule, reasons=reasons, near=near)


def _each_other(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """Each of two parties says that the other did it.

    'Velka said Tarsian troops had opened fire on its patrol; Tarsia said Velkan troops had fired
    first.'
    """
    if a.denies or b.denies or a.outlet or b.outlet or near.gap or a.ahead or b.ahead:
        return None
    if not (_accuses(a, b) and _accuses(b, a)):
        return None
    harm = set(lists("disputes")["harm"]["acts"])
    shared = tuple(x for x in related(a.acts, b.acts) if x in harm)
    close = near.beside and "ASSAULT" in a.types and "ASSAULT" in b.types
    if not shared or not (one or close or (near.on_day and near.names)):
        return None
    reasons = [
        Reason(name="act", words=f"both about: {', '.join(shared)}", weight=0.2),
        Reason(name="accused", words="each says that the other did it", weight=0.35),
    ]
    return _made(a, b, kind="responsibility", rule="each_other", reasons=reasons, near=near)


def _accuses(a: Claim, b: Claim) -> bool:
    """Whether a claim says that the party of another, and not its own, did something."""
    own = a.party in a.accused or bool(set(a.party_names) & set(a.accused_names))
    other = b.party in a.accused or bool(set(b.party_names) & set(a.accused_names))
    return bool(a.party and b.party) and other and not own


def _standing(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """Two parties claim standings that exclude each other.

    'The council denounced a clear violation of the embargo; Libya said the flight was not a
    violation of it', 'Velka says the accord is dead, Tarsia that it remains in force.'
    """
    if a.outlet or b.outlet or not (a.party and b.party):
        return None
    against = opposed(a.standing, b.standing)
    if against is None:
        return None
    subject = (set(a.words) & set(b.words)) - own_words(a, b)
    if not (one or near.beside or (near.names and len(subject) >= 2)):
        return None
    if not subject and not near.names:
        return None
    left, right = against
    reasons = [Reason(name="standing", words=f"{left} against {right}", weight=0.35)]
    return _made(a, b, kind="legal_status", rule="standing", reasons=reasons, near=near)


def _when(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """Two parties put one event on different days.

    'Velka said the shells fell on Monday, Tarsia that the incident was on Wednesday.'
    """
    if a.denies or b.denies or a.outlet or b.outlet or not (a.party and b.party):
        return None
    if len(a.events) != 1 or len(b.events) != 1:
        # Of several acts in one breath the day may be the other's.
        return None
    days = [
        (x[1], y[1])
        for x in a.whens
        for y in b.whens
        if (x[0], y[0]) in one
        and (x[2] < y[1] or y[2] < x[1])
        and (days_between(x[1], y[1]) or 0) < MONTH
    ]
    if not days or not related(a.acts, b.acts):
        return None
    words = f"{days[0][0]} and {days[0][1]}"
    reasons = [Reason(name="days", words=words, weight=0.3)]
    return _made(a, b, kind="timing", rule="when", reasons=reasons, near=near)


def _called(a: Claim, b: Claim, near: Near, one: Shared) -> Clash | None:
    """Two parties call one thing by different names, and the story says so.

    'the strait, which Velka calls the Kalin and Tarsia the Oran'
    """
    if a.nature != "name" or b.nature != "name" or a.answers != b.answers:
        return None
    words = f"{a.party_name}: {a.quote}; {b.party_name}: {b.quote}"
    reasons = [Reason(name="names", words=words, weight=0.8)]
    return _made(a, b, kind="name", rule="called", reasons=reasons, near=near)


_RULES: tuple[_Rule, ...] = (_denied, _figures, _blamed, _each_other, _standing, _when, _called)


def _kind(a: Claim, b: Claim) -> str:
    if b.how == "never":
        return "occurrence"
    if b.how == "part" and a.nature == "blame":
        return "responsibility"
    return "denial"


def _one_side(a: Claim, b: Claim) -> bool:
    return a.record == b.record or same(a.side, b.side) or (a.outlet and b.outlet)


def _concerned(a: Claim, b: Claim) -> Reason | None:
    """What ties the denier to the claim: accused in it, named in it, or naming the accused."""
    if b.party in a.accused or (set(b.party_names) & set(a.accused_names) and b.party):
        return Reason(name="accused", words=f"{b.party_name} is the one accused", weight=0.35)
    # A plain "not" is about whoever it names first; a word of denying about all that follows.
    spoken_of = b.names if b.cued else (b.accused_names or b.names)
    if set(a.accused_names) & set(spoken_of):
        named = ", ".join(sorted(set(a.accused_names) & set(b.names)))
        return Reason(name="accused", words=f"speaks of the one accused ({named})", weight=0.25)
    if b.answers == a.id:
        return Reason(name="answer", words="answers the claim just before it", weight=0.25)
    follows = a.story == b.story and 0 < b.at - a.at <= BESIDE
    if follows and b.cued and a.party and not a.outlet and set(a.acts) & set(b.acts):
        return Reason(name="beside it", words="answers a claim before it", weight=0.2)
    if not a.accused and set(b.party_names) & set(names(f". {a.quote}", known=b.party_names)):
        return Reason(name="named", words=f"{b.party_name} is named in the claim", weight=0.2)
    return None


def _counts_one(a: Claim, b: Claim, near: Near, one: Shared) -> bool:
    """Whether numbers of something other than dead and injured are surely of one thing."""
    if near.beside and "text" in (a.form, b.form):
        return True
    return bool(one) and near.words > 2 and a.form == b.form == "statement"


def _grown(a: Claim, b: Claim, left: int, right: int) -> bool:
    """Whether the figure of one story may have become that of the other: the later is higher."""
    if a.story == b.story:
        return False
    if not (a.day and b.day):
        return True
    return left != right and (a.moment <= b.moment if right > left else b.moment <= a.moment)


def _toll(amount: tuple[str, int, int]) -> bool:
    return amount[0].startswith(("killed", "injured"))


def _spell(amount: tuple[str, int, int]) -> str:
    _, low, high = amount
    if low == high:
        return str(low)
    if high >= 10**9:
        return f"at least {low}"
    return f"up to {high}" if low == 0 else f"{low} to {high}"


def _made(
    a: Claim, b: Claim, *, kind: str, rule: str, reasons: Iterable[Reason], near: Near
) -> Clash:
    every = sorted((*reasons, *near.reasons), key=lambda r: (-r.weight, r.name, r.words))
    score = min(1.0, sum(r.weight for r in every))
    return Clash(a=a.id, b=b.id, kind=kind, rule=rule, score=round(score, 3), reasons=tuple(every))
