"""Statements from mentions built by hand."""

from __future__ import annotations

import time

import pytest

from onrecord.records.statement import Statement
from onrecord.records.statement.build import statements
from tests.records.by_hand import place, said, story

KENYA = {"Mr. Hale": {"country": "KEN", "capacity": "spokesman"}, "Hale": {"same": "Mr. Hale"}}


def one(found: tuple[Statement, ...], words: str) -> Statement:
    (statement,) = [s for s in found if any(words in c.of(s.text) for c in s.content)]
    return statement


def test_speaker_words_stay_at_the_place() -> None:
    text = 'Mr. Hale came. "The road is open," he said.'
    known = KENYA | {"he": {"same": "Mr. Hale", "via": "pronoun"}}
    mentions = story(text, said(text, "said", "he", '"The road is open,"'), known=known)
    (statement,) = statements(mentions, version="v")
    assert statement.speaker is not None
    assert statement.speaker.actor.name == "Mr. Hale"
    assert statement.speaker.resolved_via == "pronoun"
    assert statement.speaker.anonymity == "named"
    quotes = {e.role: e.quote for e in statement.evidence}
    assert quotes["speaker"] == "he"
    assert statement.quote_type == "direct"


def test_quotation_over_paragraphs_is_a_statement_each() -> None:
    text = (
        '"The road is open, and the bridge too," Mr. Hale said.\n\n'
        '"Some talk of the so-called "Gate", but the pact has no word on it.\n\n'
        "For us the drivers come first. We will not forget them.\n\n"
        'I also say that nobody will sign. "If we agree, a paper is possible"'
    )
    first = said(text, "said", "Mr. Hale", '"The road is open, and the bridge too,"')
    found = statements(story(text, first, known=KENYA), version="v")
    assert len(found) == 4
    assert all(s.speaker and s.speaker.actor.name == "Mr. Hale" for s in found)
    assert [s.continues for s in found] == [None, *(s.id for s in found[:-1])]
    assert {s.quote_type for s in found} == {"direct"}
    assert found[0].confidence > found[2].confidence


def test_scare_quotes_are_no_statement() -> None:
    text = 'The so-called "Meadow Plan" was dropped. They met on "neutral ground".'
    assert statements(story(text), version="v") == ()


def test_a_quotation_that_nobody_claims_takes_the_cue_beside_it() -> None:
    text = 'Rain fell. "We shall open the road again next week," Mr. Hale said.'
    (statement,) = statements(story(text, known=KENYA), version="v")
    assert statement.speaker is not None
    assert statement.speaker.actor.name == "Mr. Hale"
    assert statement.cue is not None
    assert statement.cue.of(text) == "said"


def test_a_quotation_after_a_report_is_the_same_speakers() -> None:
    text = (
        "Mr. Hale underlined that the union will support the talks. "
        '"Of course we will look at how things go, but leaving is no option."'
    )
    first = said(text, "underlined", "Mr. Hale", "that the union will support the talks")
    found = statements(story(text, first, known=KENYA), version="v")
    assert [s.speaker and s.speaker.actor.name for s in found] == ["Mr. Hale", "Mr. Hale"]


def test_discontinuous_content_is_one_statement() -> None:
    text = '"The road," Mr. Hale said, "is open for all of you."'
    both = said(text, "said", "Mr. Hale", '"The road,"', '"is open for all of you."')
    (statement,) = statements(story(text, both, known=KENYA), version="v")
    assert len(statement.content) == 2


def test_nobody_named_is_no_speaker() -> None:
    text = '"No one may pass through this gate without a paper."'
    (statement,) = statements(story(text), version="v")
    assert statement.speaker is None
    assert statement.cue is None


@pytest.mark.parametrize(
    ("source", "anonymity"),
    [
        ("a senior official in Nairobi", "unnamed"),
        ("officials", "unnamed"),
        ("the report", "document"),
        ("a statement on the ministry's website", "document"),
        ("the government", "collective"),
        ("residents", "collective"),
    ],
)
def test_anonymity(source: str, anonymity: str) -> None:
    text = f"The road is shut, {source} said on Monday."
    found = statements(story(text, said(text, "said", source, "The road is shut")), version="v")
    assert found[0].speaker is not None
    assert found[0].speaker.anonymity == anonymity


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("In a post on her Telegram channel, Hale said X is over.", "social_post", "on her"),
        ("Hale told reporters that X is over.", "press_conference", "told reporters"),
        ("Hale told Reuters that X is over.", "news_agency", "told Reuters"),
        ("Hale told Reuters in an interview that X is over.", "interview", "in an interview"),
        ("Hale told the European Parliament that X is over.", "parliament", "told the European"),
        ("In a letter to lawmakers, Hale said X is over.", "letter", "In a letter"),
        ("X is over, Hale said in a statement.", "official_statement", "in a statement"),
        ("X is over, Hale said on state television.", "broadcast", "on state television"),
        ("Hale told the court that X is over.", "court", "told the court"),
    ],
)
def test_channel(sentence: str, kind: str, words: str) -> None:
    cue = "told" if "told" in sentence else "said"
    found = statements(story(sentence, said(sentence, cue, "Hale", "X is over")), version="v")
    assert found[0].channel is not None
    assert found[0].channel.kind == kind
    assert found[0].channel.span is not None
    assert found[0].channel.span.of(sentence).startswith(words)


def test_no_channel_is_none() -> None:
    text = "Hale said the broadcast is over."
    found = statements(
        story(text, said(text, "said", "Hale", "the broadcast is over")), version="v"
    )
    assert found[0].channel is None


def test_channel_goes_on_with_the_speech() -> None:
    text = (
        "In a message on Facebook, Mr. Hale thanked the drivers of the convoy.\n\n"
        '"The road is open again for all of them," he added.'
    )
    known = KENYA | {"he": {"same": "Mr. Hale", "via": "pronoun"}}
    first = said(text, "thanked", "Mr. Hale", "the drivers of the convoy")
    second = said(text, "added", "he", '"The road is open again for all of them,"')
    found = statements(story(text, first, second, known=known), version="v")
    assert [s.channel and s.channel.kind for s in found] == ["social_post", "social_post"]


def test_title_gives_the_channel_without_words() -> None:
    text = "Mr. Hale underlined that the union will stay."
    first = said(text, "underlined", "Mr. Hale", "that the union will stay")
    title = "Hale tells the European Parliament that the union stays"
    found = statements(story(text, first, known=KENYA, title=title), version="v")
    assert found[0].channel is not None
    assert (found[0].channel.kind, found[0].channel.span) == ("parliament", None)


@pytest.mark.parametrize(
    ("sentence", "cue", "content", "act"),
    [
        ("Hale denied that a shot was fired.", "denied", "that a shot was fired", "denial"),
        ("Hale dismissed the allegations.", "dismissed", "the allegations", "denial"),
        ("Hale dismissed the offer of talks.", "dismissed", "the offer of talks", "refusal"),
        ("Hale ruled out a truce.", "ruled out", "a truce", "refusal"),
        ("Hale urged Chad to open the road.", "urged", "Chad to open the road", "demand"),
        ("Hale said the troops must leave.", "said", "the troops must leave", "demand"),
        ("Hale vowed to open the road.", "vowed", "to open the road", "promise"),
        ("Hale threatened to shut the port.", "threatened", "to shut the port", "threat"),
        (
            "Hale accused Chad of shelling a mill.",
            "accused",
            "Chad of shelling a mill",
            "accusation",
        ),
        ("Hale praised the drivers.", "praised", "the drivers", "praise"),
        ("Hale offered to send a doctor.", "offered", "to send a doctor", "offer"),
        ("Hale announced a new road.", "announced", "a new road", "announcement"),
        ("Hale predicted a long winter.", "predicted", "a long winter", "prediction"),
        ("Hale said the road is open.", "said", "the road is open", "assertion"),
        ("Hale said we must be patient.", "said", "we must be patient", "assertion"),
    ],
)
def test_act(sentence: str, cue: str, content: str, act: str) -> None:
    found = statements(story(sentence, said(sentence, cue, "Hale", content)), version="v")
    assert found[0].act == act


@pytest.mark.parametrize(
    ("content", "certainty"),
    [
        ("the road is open", "CT+"),
        ("the road is not open", "CT-"),
        ("the road will probably open", "PR+"),
        ("the talks may resume", "PS+"),
        ("the talks might not resume", "PS-"),
        ("if all agree, they sign", "Uu"),
        ("if all agree, it is possible to sign", "PS+"),
        ("it opened in May, which may please some", "CT+"),
    ],
)
def test_certainty(content: str, certainty: str) -> None:
    text = f"Hale said {content}."
    found = statements(story(text, said(text, "said", "Hale", content)), version="v")
    assert found[0].certainty == certainty


def test_denial_turns_the_certainty() -> None:
    text = "Hale denied that a shot was fired."
    found = statements(
        story(text, said(text, "denied", "Hale", "that a shot was fired")), version="v"
    )
    assert found[0].certainty == "CT-"


def test_target_and_addressee() -> None:
    text = "Mr. Hale accused Chad of shelling a mill. Mr. Hale told Niger that X is over."
    known = KENYA | {"Chad": {"kind": "state", "country": "TCD"}, "Niger": {"kind": "state"}}
    first = said(text, "accused", "Mr. Hale", "Chad of shelling a mill")
    second = said(text, "told", "Mr. Hale", "that X is over")
    found = statements(story(text, first, second, known=known), version="v")
    assert found[0].target is not None
    assert found[0].target.name == "Chad"
    assert found[1].addressee is not None
    assert found[1].addressee.name == "Niger"


def test_nested() -> None:
    text = "Hale said the rebels promised to leave the town."
    outer = said(text, "said", "Hale", "the rebels promised to leave the town")
    inner = said(text, "promised", "the rebels", "to leave the town")
    found = statements(story(text, outer, inner), version="v")
    assert found[1].nested_in == found[0].id
    assert found[0].nested_in is None


def test_crumbs_are_dropped_and_breaks_joined() -> None:
    text = "Hale praised the work of all the drivers and doctors there."
    broken = said(text, "praised", "Hale", "the work of", "the drivers and doctors there")
    crumb = said(text, "praised", "Hale", "all")
    (statement, *more) = statements(story(text, broken), version="v")
    assert [c.of(text) for c in statement.content] == [
        "the work of all the drivers and doctors there"
    ]
    assert not more
    assert len(statements(story(text, crumb), version="v")) == 1
    assert statements(story(text, said(text, "praised", "Hale", "the")), version="v") == ()


def test_same_input_same_records() -> None:
    text = '"The road is open again for us," Mr. Hale said.\n\n"We go," he added.'
    mentions = story(text, known=KENYA)
    assert statements(mentions, version="v") == statements(mentions, version="v")


@pytest.mark.parametrize("noise", ['"', "(", "a", "said ", '"a said. ', "\u00a0"])
def test_noise_takes_linear_time(noise: str) -> None:
    text = "Hale said so. " + noise * (60_000 // len(noise))
    mentions = story(text, said(text, "said", "Hale", "so"))
    start = time.perf_counter()
    statements(mentions, version="v")
    assert time.perf_counter() - start < 5


def test_place_finds_words() -> None:
    assert place("a b a", "a", after=1).start == 4


def test_own_words_in_a_quotation_are_no_second_statement() -> None:
    text = '"I want to stress that the road stays shut," Mr. Hale said.'
    outer = said(text, "said", "Mr. Hale", '"I want to stress that the road stays shut,"')
    inner = said(text, "want to stress", "I", "that the road stays shut")
    (statement,) = statements(story(text, outer, inner, known=KENYA), version="v")
    assert statement.cue is not None
    assert statement.cue.of(text) == "said"


def test_according_to_needs_no_model() -> None:
    text = "According to a statement on the ministry's website, the gate was shut by six guards."
    (statement,) = statements(story(text), version="v")
    assert statement.speaker is not None
    assert statement.speaker.anonymity == "document"
    assert statement.channel is not None
    assert statement.channel.kind == "official_statement"
    assert [c.of(text) for c in statement.content] == ["the gate was shut by six guards"]


def test_nobody_speaks_in_is_said_to() -> None:
    text = "The firm is said to be run by Mr. Hale."
    found = statements(
        story(text, said(text, "is said", "Mr. Hale", "to be run by Mr. Hale"), known=KENYA),
        version="v",
    )
    assert [s.speaker for s in found] == [None]


def test_office_set_off_by_a_comma_is_the_persons() -> None:
    text = 'The chief delegate, Ruth Wani, said. "We stay here until the road is open."'
    known = {"Ruth Wani": {"country": "UGA"}}
    first = said(text, "said", "The chief delegate", "We stay here until the road is open.")
    found = statements(story(text, first, known=known), version="v")
    assert found[0].speaker is not None
    assert found[0].speaker.actor.name == "Ruth Wani"
    assert found[0].speaker.actor.capacity == "chief delegate"


def test_the_office_later_is_the_person_named_beside_it() -> None:
    text = (
        "The defence minister, Grace Banda, promised peace. "
        '"We will talk to them again this week," the minister said.'
    )
    known = {
        "The defence minister": {"via": "role"},
        "the minister": {"same": "The defence minister", "via": "role"},
        "Grace Banda": {},
    }
    first = said(text, "said", "the minister", '"We will talk to them again this week,"')
    (statement,) = statements(story(text, first, known=known), version="v")
    assert statement.speaker is not None
    assert statement.speaker.actor.name == "Grace Banda"
    assert statement.speaker.actor.capacity == "defence minister"
    assert statement.speaker.actor.quote == "the minister"
    assert statement.speaker.resolved_via == "role"
