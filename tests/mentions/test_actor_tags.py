"""Name tags put right, tags built by hand."""

from __future__ import annotations

import pytest

from onrecord.mentions.actors.tags import mended
from onrecord.mentions.mention import Tag
from onrecord.spans import Span


def tags(text: str, *named: tuple[str, str]) -> list[tuple[str, str]]:
    """What is made of the tags of these words, each found after the one before."""
    at, made = 0, []
    for words, label in named:
        at = text.index(words, at)
        made.append(Tag(span=Span(at, at + len(words)), label=label))
        at += len(words)
    return [(t.span.of(text), t.label) for t in mended(text, made)]


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        (
            "Defence Minister Omar Diallo spoke.",
            [("Defence", "PER"), ("Omar Diallo", "PER")],
            [("Omar Diallo", "PER")],
        ),
        (
            "A group called Red Fen did it. Red Fen denied it.",
            [("Red Fen", "PER"), ("Red Fen", "PER")],
            [("Red Fen", "ORG"), ("Red Fen", "ORG")],
        ),
        (
            "Karim Nazim came. Kenya Karim Nazim left.",
            [("Karim Nazim", "PER"), ("Kenya Karim Nazim", "ORG")],
            [("Karim Nazim", "PER"), ("Kenya", "LOC"), ("Karim Nazim", "PER")],
        ),
        (
            "The Foreign Minister of Velmora Dragan Stan met the Sarkandi envoy. Velmora left.",
            [("Velmora Dragan Stan", "PER"), ("Sarkandi", "PER"), ("Velmora", "PER")],
            [("Velmora", "LAND"), ("Dragan Stan", "PER"), ("Sarkandi", "PER"), ("Velmora", "LAND")],
        ),
        (
            "Velmoran troops fired on Velmora's border. Velmora denied it.",
            [("Velmoran", "PER"), ("Velmora", "PER"), ("Velmora", "LOC")],
            [("Velmoran", "MISC"), ("Velmora", "LAND"), ("Velmora", "LAND")],
        ),
        (
            "Laurent Kabila spoke. The army of Kabila advanced.",
            [("Laurent Kabila", "PER"), ("Kabila", "PER")],
            [("Laurent Kabila", "PER"), ("Kabila", "PER")],
        ),
        ("Minister Karim Nazim left.", [("Karim Nazim", "ORG")], [("Karim Nazim", "PER")]),
        (
            "The Foreign Ministers of Kenya and Chad met.",
            [("Foreign Ministers of Kenya", "ORG"), ("Chad", "LOC")],
            [("Kenya", "LOC"), ("Chad", "LOC")],
        ),
        (
            "The Ministry of Foreign Affairs of Kenya and the Union of Teachers met.",
            [
                ("Ministry of Foreign Affairs of", "ORG"),
                ("Kenya", "LOC"),
                ("Union of", "ORG"),
                ("Teachers", "ORG"),
            ],
            [("Ministry of Foreign Affairs of Kenya", "ORG"), ("Union of Teachers", "ORG")],
        ),
        (
            "The Kenya Police Service and Jordan Henderson met.",
            [("Kenya Police Service", "ORG"), ("Jordan Henderson", "PER")],
            [("Kenya Police Service", "ORG"), ("Jordan Henderson", "PER")],
        ),
    ],
)
def test_tags_put_right(
    text: str, named: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert tags(text, *named) == expected
