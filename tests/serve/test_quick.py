"""What makes pages quick: templates compiled to other code print what Jinja's own would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape
from starlette.testclient import TestClient

from onrecord.serve.assets import assets, link
from onrecord.serve.compiled import Templates, shown
from onrecord.store import search
from onrecord.store.workbench import Browsed
from onrecord.views.visible import OBEYED, visible

VALUES = st.one_of(
    st.text(st.characters(min_codepoint=0)),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.none(),
    st.builds(Markup, st.sampled_from(["<b>", "&amp;"])),
)


@given(VALUES)
def test_what_is_printed_is_escaped_and_obeys_nothing(value: object) -> None:
    told = visible(value) if type(value) is str else value
    assert shown(value) == ("" if told is None else escape(told))
    assert isinstance(value, Markup) or not OBEYED.search(shown(value))


@given(st.dictionaries(st.sampled_from(["items", "get", "a"]), st.integers()), st.lists(VALUES))
def test_templates_print_what_jinja_prints(held: dict[str, int], some: list[object]) -> None:
    told = (
        "{% macro one(v, w='&') %}<i title={{ w }}>{{ v }}</i>{% endmacro %}"
        "{{ held.a }}{% for k, v in held.items() %}{{ k }}{{ held.get(k) }}{% endfor %}"
        "{% for v in some %}{{ one(v) }}{{ one(v, w=loop.index) }}{% endfor %}"
        "{{ 'x'.join(['<', '>']) }}{{ _('%(n)s < 1%%', n='<') }}{{ held.none is defined }}"
    )
    ours = Templates(autoescape=True, extensions=["jinja2.ext.i18n"])
    theirs = Environment(
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        finalize=lambda v: "" if v is None else visible(v) if type(v) is str else v,
    )
    for made in (ours, theirs):
        vars(made)["install_null_translations"](newstyle=True)
    values = {"held": held, "some": some}
    assert ours.from_string(told).render(values) == theirs.from_string(told).render(values)


def test_pages_and_files_are_compressed_for_those_who_take_it(bench: TestClient) -> None:
    for address in ("/events", link("style.css")):
        packed = bench.get(address, headers={"accept-encoding": "gzip"})
        plain = bench.get(address, headers={"accept-encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.content == plain.content


def test_files_are_kept_by_their_version(bench: TestClient) -> None:
    found = bench.get(link("htmx.js"))
    assert "immutable" in found.headers["cache-control"]
    tag = {"if-none-match": found.headers["etag"]}
    assert bench.get("/static/htmx.js", headers=tag).status_code == 304
    assert bench.get("/static/htmx.js").headers["cache-control"] == "no-cache"
    assert bench.get("/static/../app.py").status_code == 404
    assert bench.get("/static/fonts").status_code == 404
    assert all(re.fullmatch(r"[\w./-]+", name) for name in assets())


def test_frequent_words_are_not_ranked(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Browsed(shelf) as store:
        found = store.look_for("talks", limit=1)
        assert (found.ranked, found.more, found.total, len(found.hits)) == (True, False, 2, 1)
        monkeypatch.setattr(search, "FREQUENT", 0)
        monkeypatch.setattr(search, "COUNTED", 1)
        found = store.look_for("talks", limit=1)
        assert (found.ranked, found.more, found.total) == (False, True, 1)
        assert [hit.story for hit in found.hits] == ["s2"]


def test_a_search_that_is_not_ranked_says_so(
    bench: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FREQUENT", 0)
    assert "those added last first" in bench.get("/search?q=talks").text
