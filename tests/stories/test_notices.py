"""Notices: what takes back what, and what only sounds so."""

from __future__ import annotations

import pytest

from onrecord.stories.notices import notices
from onrecord.stories.taken_back import (
    notice_keys,
    repeated,
    resting,
    story_keys,
    taken_back,
)


def story(text, id="n", title=None, day="2031-05-09", outlet="The Meridian", url=None):
    return {
        "kind": "story",
        "id": id,
        "text": text,
        "title": title,
        "outlet": outlet,
        "url": url,
        "published": {"date": day, "precision": "day", "basis": "stated"} if day else None,
    }


def record(of, words, id):
    at = of["text"].index(words)
    place = {"start": at, "end": at + len(words), "quote": words, "role": "trigger"}
    return {"kind": "event", "id": id, "story": of["id"], "evidence": [place]}


CORRECTION = (
    'An article published on 7 May ("Kalin buries its dead") said that nine people had died of the '
    "shelling of Kalin. The correct figure is seven."
)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (None, "Correction: An earlier version of this article misstated the day.", "correction"),
        ("Correction: toll in Kalin", CORRECTION, "correction"),
        ("Retraction: report on Dov", "On 13 May we reported that Dov was sacked.", "retraction"),
        (None, "That report was wrong, and we retract it.", "retraction"),
        (None, "The agency withdraws its report of shelling in Kalin.", "retraction"),
        (None, "KILL: BC-Velka-Shelling. Please disregard the story, a kill.", "kill"),
        (None, "(Corrects number of dead in second paragraph to seven)", "correction"),
        (None, "Clarification: The story should have said that both left.", "clarification"),
        (None, "Editor's note: the reporter's account could not be confirmed.", "editors_note"),
        (None, "As a point of clarification, Hale was wrongly called a major.", "clarification"),
    ],
)
def test_kinds(title, text, kind):
    (notice,) = notices(story(text, title=title))
    assert notice.kind == kind
    assert text[notice.start : notice.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: This is part 3 of 3 exclusive excerpts from a book.",
        "CORRECTION APPENDED.\nWeeds cover the wildly overgrown greens of the club.",
        "Velka withdrew its troops from Kalin on Monday.",
        "He said Tarsia must retract its threats. The minister withdrew his remarks.",
        "UPDATE: The site has removed the listing.",
        "The corrections officer was killed in the prison.",
    ],
)
def test_what_takes_nothing_back_is_no_notice(text):
    assert notices(story(text)) == ()


def test_a_notice_below_a_story_is_only_its_own_paragraph():
    text = (
        "The council met on Monday.\n\nMore talks follow.\n\n"
        "Correction: An earlier version of this story incorrectly indicated that Hale would stand."
    )
    (notice,) = notices(story(text))
    assert notice.start == text.index("Correction")
    assert notice.own
    assert notice.wrong == ("Hale would stand",)


def test_an_opener_alone_in_its_line_opens_what_follows():
    text = "CORRECTION:\n\nAn article on Nov. 26 misstated the name of a club. It was Colony West."
    (notice,) = notices(story(text, day="2031-12-02"))
    assert notice.wrong == ("the name of a club",)
    assert notice.days == ("2031-11-26",)


def test_a_day_without_a_year_is_the_last_one_before_the_notice():
    (notice,) = notices(story(CORRECTION.replace("7 May", "30 December"), title="Correction"))
    assert notice.days == ("2030-12-30",)


def test_a_correction_finds_its_story_and_the_records_with_the_wrong_words():
    notice_story = story(CORRECTION, title="Correction: toll in Kalin")
    right = story(
        "Nine people have now died of the attack. Kalin buried them on Thursday.",
        id="a",
        title="Kalin buries its dead",
        day="2031-05-07",
    )
    other = story("Nine people have died in a fire.", id="b", title="Fire", day="2031-05-07")
    (notice,) = notices(notice_story)
    records = {
        "a": [record(right, "died", "a1"), record(right, "buried", "a2")],
        "b": [record(other, "died", "b1")],
    }
    (found,) = taken_back(
        notice, story=notice_story, candidates=[right, other, notice_story], records=records
    )
    assert (found.story, found.verb, found.records) == ("a", "corrected", ("a1",))
    assert found.reasons[0].words == "its title is named: Kalin buries its dead"
    assert set(notice_keys(notice, story=notice_story)) & set(story_keys(right))


def test_a_retraction_takes_back_all_records():
    text = 'We retract the report ("Minister sacked, sources say") of 13 May.'
    notice_story = story(text, title="Retraction", day="2031-05-15")
    meant = story("Dov was sacked.", id="a", title="Minister sacked, sources say", day="2031-05-13")
    (notice,) = notices(notice_story)
    (found,) = taken_back(
        notice,
        story=notice_story,
        candidates=[meant],
        records={"a": [record(meant, "sacked", "a1"), record(meant, "Dov", "a2")]},
    )
    assert (found.verb, found.records) == ("withdrawn", ("a1", "a2"))


def test_a_story_of_another_outlet_is_not_meant_by_words_alone():
    notice_story = story(
        "The agency withdraws its report that nine people died in Kalin.", day="2031-05-09"
    )
    (notice,) = notices(notice_story)
    foreign = story("Nine people died in Kalin.", id="a", outlet="Coast Daily", day="2031-05-08")
    own = story("Nine people died in Kalin.", id="b", day="2031-05-08")
    found = taken_back(notice, story=notice_story, candidates=[foreign, own], records={})
    assert [f.story for f in found] == ["b"]


def test_a_story_printed_after_the_notice_is_not_meant():
    notice_story = story(CORRECTION, title="Correction")
    later = story("Nine died.", id="a", title="Kalin buries its dead", day="2031-05-12")
    (notice,) = notices(notice_story)
    assert taken_back(notice, story=notice_story, candidates=[later], records={}) == ()


def test_an_earlier_version_is_found_by_its_address():
    text = "Talks ended. Correction: An earlier version of this story wrongly said that it rained."
    text = text.replace(". C", ".\nC")
    here = story(text, id="v2", url="https://www.meridian.example/kalin?x=1", day="2031-05-09")
    before = story(
        "Talks ended. It rained.", id="v1", url="http://meridian.example/kalin", day="2031-05-09"
    )
    (notice,) = notices(here)
    records = {"v1": [record(before, "Talks", "t"), record(before, "rained", "r")]}
    (found,) = taken_back(notice, story=here, candidates=[before], records=records)
    assert (found.verb, found.records) == ("corrected", ("r",))


def test_the_notice_itself_reports_nothing_anew():
    notice_story = story(CORRECTION, title="Correction")
    (notice,) = notices(notice_story)
    said = record(notice_story, "died", "n1")
    figure = record(notice_story, "figure", "n2")
    assert repeated(notice, story=notice_story, records=[said, figure]) == ("n1",)
    assert resting(notice, story=notice_story, records=[figure]) == ()
