"""All mentions of one story: sentences, quotations, times, places, actors, and the tagging."""

from __future__ import annotations

from onrecord.mentions import actors, places, quotations, sentences, times
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Tagging
from onrecord.stories.story import Story


def find(
    story: Story, *, tagging: Tagging, latest_year: int | None = None, beside: str | None = None
) -> Mentions:
    """The mentions of a story, for the record builders.

    `tagging` is what the model says of its text; `latest_year` the newest year that its page names,
    by which a story without a date of its own is dated. `beside` is the day of the story that this
    one only illustrates: a caption counts its days from it.
    """
    text = story.text
    split = sentences.split(text)
    published = story.published.date if story.published else beside
    dated = times.find(
        text, sentences=split, published=published, latest_year=latest_year, tags=tagging.times
    )
    anchor = times.anchor(text, sentences=split, published=published, latest_year=latest_year)
    marks = quotations.find(text)
    placed = places.find(text, names=tagging.names)
    return Mentions(
        story=story,
        sentences=split,
        quotations=marks,
        times=dated,
        places=placed,
        actors=actors.find(text, sentences=split, names=tagging.names, quotations=marks),
        tagging=tagging,
        anchor=anchor.day.isoformat() if anchor.day else None,
    )
