"""Records in words and texts in pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.marked import pieces
from onrecord.views.visible import one_line, visible
from onrecord.views.words import tell
from tests.stored import actor, event, quote

FOUND = [quote("Talks ended.", "Talks", "trigger")]


def test_an_event() -> None:
    told = tell(
        event(
            actors=[actor("Putin") | {"capacity": "President"}],
            recipients=[actor("Pashinyan"), actor("Aliyev")],
            when={
                "start": "2021-01-11",
                "end": "2021-01-11",
                "precision": "day",
                "basis": "resolved",
            },
            venue="virtual",
            killed=0,
            injured=2,
            according_to=[actor("TASS")],
        )
    )
    assert told.line() == (
        "CONSULT (meeting) · planned · 2021-01-11 (worked out) · "
        "Putin → Pashinyan, Aliyev · Ankara, TUR · virtual"
    )
    assert told.more == (
        ("count", "0 killed, 2 injured"),
        ("offices", "Putin (President)"),
        ("according to", "TASS"),
    )
    assert told.rests == (("trigger", ("Talks",)),)


def test_an_event_whose_doer_is_not_named() -> None:
    assert "? → Oslo" in tell(event(actors=[], recipients=[actor("Oslo")])).line()


def test_a_statement() -> None:
    speaker = {"anonymity": "unnamed", "resolved_via": "none", "capacity": None}
    record = {
        "kind": "statement",
        "speaker": actor("an official") | speaker,
        "act": "denial",
        "quote_type": "mixed",
        "certainty": "CT-",
        "channel": {"kind": "social_post", "span": {"quote": "on Facebook"}},
        "addressee": None,
        "target": actor("Oslo"),
        "hedges": [{"quote": "may"}],
        "continues": "s1",
        "nested_in": None,
        "evidence": FOUND,
    }
    told = tell(record)
    assert told.line() == (
        "an official (unnamed) · denial (mixed) · not so · social post “on Facebook”"
    )
    assert told.more == (("about", "Oslo"), ("hedged by", "“may”"), ("continues", "s1"))
    assert tell(record | {"speaker": None}).line().startswith("nobody named · ")


def test_an_agreement() -> None:
    provision = {"text": "a corridor", "contested": True, "contested_by": [actor("Yerevan")]}
    record = {
        "kind": "agreement",
        "name": "10 November agreement",
        "aliases": ["trilateral statement"],
        "same_because": ["One day apart."],
        "status": "in_force",
        "contested": True,
        "date": None,
        "parties": [actor("Armenia"), actor("Azerbaijan")],
        "third_parties": [actor("Russia")],
        "stage": "ceasefire",
        "provisions": [provision],
        "evidence": FOUND,
    }
    told = tell(record)
    assert told.line() == (
        "10 November agreement · in force · contested · Armenia, Azerbaijan · ceasefire"
    )
    assert told.more == (
        ("also called", "“trilateral statement”"),
        ("same because", "One day apart."),
        ("third parties", "Russia"),
        ("provision", "“a corridor” (contested by Yerevan)"),
    )


def test_an_attribution() -> None:
    steps = [("the attack", "attributed-to", "APT28"), ("APT28", "alias-of", "Fancy Bear")]
    chain = [{"subject": s, "relation": r, "object": o, "level": "group"} for s, r, o in steps]
    record = {
        "kind": "attribution",
        "attributing_actor": actor("Germany"),
        "act": {"name": "the attack", "event": None},
        "chain": chain,
        "wording": ["clearly attributed"],
        "likelihood": None,
        "basis": None,
        "evidence": FOUND,
    }
    told = tell(record)
    assert told.line() == "Germany · blames · the attack"
    assert told.more == (
        ("chain", "the attack attributed to APT28"),
        ("chain", "APT28 also known as Fancy Bear"),
        ("in the words", "“clearly attributed”"),
    )


@given(
    st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from("abc")))
)
def test_pieces_are_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    evidence = [
        {"role": role, "start": start, "end": min(start + length, len(text))}
        for start, length, role in spans
        if start < len(text)
    ]
    found = pieces(text, [{"evidence": evidence}])
    assert "".join(p.text for p in found) == text
    marked = sum(len(p.text) for p in found if p.roles)
    assert marked == len({i for e in evidence for i in range(e["start"], e["end"])})


@given(st.text(st.characters(min_codepoint=0)))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(c in shown for c in "\x1b\x07\x08\x9b\x9d\u202e\u2066\u2028\r\x00")
    assert "\n" not in one_line(text)


def test_words_of_right_to_left_scripts_stay_as_they_are() -> None:
    assert visible("قال الوزير\u200f: لا") == "قال الوزير\u200f: لا"
