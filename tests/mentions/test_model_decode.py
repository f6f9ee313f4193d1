"""Statements and events joined from network outputs written by hand: no weights are read."""

import numpy as np

from onrecord.mentions.mention import Same
from onrecord.mentions.model.events import together, triggers
from onrecord.mentions.model.network import Layout, States, buckets
from onrecord.mentions.model.statements import attributed
from onrecord.mentions.model.tokens import Pieces
from onrecord.mentions.model.words import Words

LINKS = ("content", "source", "actor", "recipient", "place", "same")
LABELS = {
    "names": ("O", "B-PER", "I-PER"),
    "source": ("O", "B-source", "I-source"),
    "cue": ("O", "B-cue", "I-cue"),
    "content": ("O", "B-content", "I-content"),
    "trigger": ("O", "B-CONSULT", "I-CONSULT", "B-ASSAULT", "I-ASSAULT"),
    "status": ("occurred", "planned"),
    "mode": ("CONSULT:", "CONSULT:visit", "ASSAULT:", "ASSAULT:drone"),
    "actor": ("O", "B-actor", "I-actor"),
    "place": ("O", "B-place", "I-place"),
}
MODES = (("CONSULT", None), ("CONSULT", "visit"), ("ASSAULT", None), ("ASSAULT", "drone"))
WIDTH = 4


def layout(**thresholds):
    columns, at = {}, 0
    sizes = [(k, len(v)) for k, v in LABELS.items()]
    sizes += [(f"{link}_{side}", WIDTH) for link in LINKS for side in ("query", "key")]
    for name, size in sizes:
        columns[name] = (at, at + size)
        at += size
    return Layout(
        columns=columns,
        labels=LABELS,
        links=LINKS,
        width=WIDTH,
        far=10,
        distance=np.zeros((len(LINKS), 22), dtype=np.float32),
        alike=(0.0, 0.0),
        modes=MODES,
        thresholds=thresholds,
        version="hand",
    )


class Hand:
    """A text of words parted by spaces, and the outputs that a test sets for them."""

    def __init__(self, text, **thresholds):
        self.text, self.words, self.layout = text, text.split(), layout(**thresholds)
        n, wide = len(self.words), max(b for _, b in self.layout.columns.values())
        self.out = np.zeros((n, wide), dtype=np.float32)
        for head in ("names", "source", "cue", "content", "trigger", "actor", "place"):
            self.out[:, self.layout.columns[head][0]] = 9.0
        self.none = np.zeros((1, wide), dtype=np.float32)

    def label(self, head, words, first=1):
        for i, word in enumerate(words.split()):
            row = self.out[self.words.index(word)]
            row[self.layout.columns[head][0] + first + (i > 0)] = 20.0

    def link(self, name, query, key, axis, strength=20.0):
        row = self.words.index
        self.out[row(query), self.layout.columns[f"{name}_query"][0] + axis] = strength
        self.out[row(key), self.layout.columns[f"{name}_key"][0] + axis] = 1.0

    def read(self):
        ends = np.cumsum([len(w) + 1 for w in self.words]) - 1
        starts = ends - np.array([len(w) for w in self.words])
        n = len(self.words)
        zeros = np.zeros(n, dtype=np.int64)
        p = Pieces(zeros, starts, ends, np.ones(n, dtype=np.bool_), zeros, zeros)
        return Words(States(self.layout, self.out, self.none, zeros, p, 0))


def test_content_and_source_go_to_the_cue_they_are_linked_to_not_the_nearest():
    hand = Hand("Smith said rain fell while Jones denied snow fell2")
    for cue in ("said", "denied"):
        hand.label("cue", cue)
    for source in ("Smith", "Jones"):
        hand.label("source", source)
    hand.label("content", "rain fell")
    hand.label("content", "snow fell2")
    for word in ("rain", "fell"):
        hand.link("content", word, "denied", 0)
    for word in ("snow", "fell2"):
        hand.link("content", word, "said", 1)
    hand.link("source", "said", "Jones", 0)
    hand.link("source", "denied", "Smith", 1)
    said, denied = attributed(hand.read())

    def quote(s):
        return s.of(hand.text)

    assert (quote(said.source), quote(said.cue), quote(said.contents[0])) == (
        "Jones",
        "said",
        "snow fell2",
    )
    assert (quote(denied.source), quote(denied.contents[0])) == ("Smith", "rain fell")


def test_a_cue_without_content_is_dropped_and_no_source_may_win():
    hand = Hand("Officials said rain fell as reported")
    hand.label("cue", "said")
    hand.label("cue", "reported")
    hand.label("content", "rain fell")
    hand.label("source", "Officials")
    hand.link("content", "rain", "said", 0)
    hand.link("content", "fell", "said", 0)
    a, b = hand.layout.columns["source_key"]
    hand.none[0, a] = 1.0
    hand.link("source", "said", "rain", 0, strength=20.0)
    hand.out[:, a:b] = 0.0
    (only,) = attributed(hand.read())
    assert only.source is None
    assert [s.of(hand.text) for s in only.contents] == ["rain fell"]


def test_triggers_take_the_participants_that_score_above_none():
    hand = Hand("Ministers met rebels in Oslo before troops attacked")
    hand.label("trigger", "met")
    hand.label("trigger", "attacked", first=3)
    hand.label("actor", "Ministers")
    hand.link("actor", "met", "Ministers", 0)
    hand.link("place", "met", "Oslo", 1)
    for role in ("actor", "recipient", "place"):  # what nothing is said of stays below none
        a, _ = hand.layout.columns[f"{role}_query"]
        c, _ = hand.layout.columns[f"{role}_key"]
        hand.out[:, a + 3] = 1.0
        hand.none[0, c + 3] = 2.0
    met, attacked = triggers(hand.read())[0]
    assert (met.type, attacked.type) == ("CONSULT", "ASSAULT")
    assert [(a.role, a.span.of(hand.text)) for a in met.arguments] == [
        ("actor", "Ministers"),
        ("place", "Oslo"),
    ]
    assert attacked.arguments == ()


def test_mode_belongs_to_the_type():
    hand = Hand("they met")
    hand.label("trigger", "met")
    a, _ = hand.layout.columns["mode"]
    hand.out[1, a : a + 4] = [0.0, 1.0, 0.0, 9.0]
    assert triggers(hand.read())[0][0].mode == "visit"


def test_occurred_can_be_made_harder_to_say():
    kept = []
    for bias in (0.0, -1.0):
        hand = Hand("they met", occurred_bias=bias)
        hand.label("trigger", "met")
        a, _ = hand.layout.columns["status"]
        hand.out[1, a : a + 2] = [0.5, 0.0]
        kept.append(triggers(hand.read())[0][0].status)
    assert kept == ["occurred", "planned"]


def test_groups_of_triggers():
    pairs = [
        Same(first=0, second=3, score=0.8),
        Same(first=1, second=2, score=0.55),
        Same(first=2, second=3, score=0.6),
    ]
    assert together(4, pairs, at_least=0.5) == [[0, 3], [1, 2]]
    assert together(4, pairs, at_least=0.9) == [[0], [1], [2], [3]]
    assert together(0, []) == []


def test_buckets_are_symmetric():
    at = buckets(np.arange(-600, 601), 10)
    assert at.min() == 0
    assert at.max() == 20
    assert all(at + at[::-1] == 20)
