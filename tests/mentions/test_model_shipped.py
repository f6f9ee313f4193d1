"""The weights that ship: any text can be read, and the same text gives the same."""

import pickle

import pytest

from onrecord.mentions.model import Model, load
from onrecord.mentions.model.network import WEIGHTS

if not (WEIGHTS / "model.onnx").exists():
    pytest.skip("the weights are not here: make -C training", allow_module_level=True)

STORY = (
    "Foreign Minister Ana Torvald said on Tuesday that Norland and Sudmark had signed a ceasefire "
    "in Geneva.\n\nSudmark's army shelled the town of Brek on Monday, killing three people, police "
    "said. The two presidents are to meet in Oslo next week."
)


@pytest.fixture(scope="module")
def model():
    return load()


def spans(t):
    out = [x.span for x in (*t.names, *t.times, *t.triggers)]
    for a in t.attributed:
        out += [s for s in (a.cue, a.source, *a.contents) if s]
    return out + [a.span for g in t.triggers for a in g.arguments]


def test_reads_a_story(model):
    t = model.tag([STORY])[0]
    assert "Geneva" in {n.span.of(STORY) for n in t.names if n.label == "LOC"}
    assert {x.span.of(STORY) for x in t.times} >= {"Monday", "next week"}
    said = [a for a in t.attributed if a.cue and "said" in a.cue.of(STORY)]
    assert said
    assert all(a.contents for a in t.attributed)
    kinds = {g.type for g in t.triggers}
    assert {"ASSAULT", "CONSULT"} <= kinds
    assert all(0 <= s.first < s.second < len(t.triggers) for s in t.same)


def test_spans_are_whole_words(model):
    for s in spans(model.tag([STORY])[0]):
        words = s.of(STORY)
        assert words == words.strip()
        assert not (s.start and STORY[s.start - 1].isalnum() and STORY[s.start].isalnum())
        assert not (s.end < len(STORY) and STORY[s.end].isalnum() and STORY[s.end - 1].isalnum())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\x00",
        "😀",
        "\ud800 said",
        "停火协议已签署",
        "وقف إطلاق النار",
        "a" * 3000,
        "?" * 700,
    ],
)
def test_any_text_can_be_read(model, text):
    (t,) = model.tag([text])
    assert all(s.of(text) for s in spans(t))


def test_same_alone_in_company_and_on_two_threads(model):
    alone = model.tag([STORY])[0]
    assert model.tag(["Rain.", STORY, STORY * 20])[1] == alone
    assert load(threads=2).tag([STORY * 8]) == model.tag([STORY * 8])


def test_goes_to_another_process(model):
    again = pickle.loads(pickle.dumps(Model()))
    assert again.version == model.version
    assert again.version.startswith("model-")


@pytest.mark.slow
def test_a_text_without_a_full_stop_is_read_in_windows(model):
    text = "the minister of the north " * 1500
    assert all(0 <= s.start < s.end <= len(text) for s in spans(model.tag([text])[0]))
