"""A dossier opens alone, runs nothing, and quotes stories word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import html

from onrecord.exports import dossier
from onrecord.store import Filter, Store
from tests.exports.kept import TEXT, fill

Call = Callable[..., Result]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "hostile"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("report") / "r.db", hostile=request.param)


def pages(path: Path) -> dict[str, str]:
    with Store(path) as store:
        events = list(store.each("event", Filter(type="ASSAULT")))
        actor = {"kind": "actor", "id": "oslo", "name": "Oslo", "names": ["Oslo"], "offices": []}
        agreement = {
            "kind": "agreement",
            "id": "g1",
            "name": "<b>Accord</b>",
            "names": [],
            "parties": [],
            "third_parties": [],
            "date": None,
            "status": "signed",
            "stage": None,
            "provisions": [
                {
                    "text": "<i>withdrawal</i>",
                    "deadline": None,
                    "implementation": [
                        {
                            "as_of": "2021-01-12",
                            "claim": "breach",
                            "level": "minimum",
                            "according_to": {"name": "<u>Riga</u>"},
                            "quote": "<script>1</script>",
                            "story": "s1",
                        }
                    ],
                }
            ],
            "statuses": [],
            "stories": ["s1"],
            "timeline": [{"record": "e1"}],
        }
        found = {
            "actor": dossier.about_actor(store, actor, asked=Filter()),
            "event": dossier.about_event(store, events[0]),
            "agreement": dossier.about_agreement(store, agreement),
            "period": dossier.about_time(store, asked=Filter(since="2021-01-01"), title="2021"),
        }
        return {name: dossier.page(one, made="2026-01-01") for name, one in found.items()}


def test_nothing_runs_and_nothing_is_fetched(path: Path) -> None:
    for page in pages(path).values():
        tree = html.fromstring(page)
        assert not tree.xpath("//script|//iframe|//object|//embed|//img|//link|//base|//form")
        names = [name for one in tree.iter() for name in one.attrib]
        assert not [name for name in names if name.startswith("on")]
        assert not tree.xpath("//*[@src]")
        links = tree.xpath("//a/@href")
        assert all(link.startswith(("#source-", "https://e.org/")) for link in links)
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        assert "\x00" not in page
        assert "\u202e" not in page


def test_each_tells_what_it_is_about_with_words_and_sources(path: Path) -> None:
    found = pages(path)
    for name, page in found.items():
        tree = html.fromstring(page)
        assert f"dossier of a{'n' if name[0] in 'aeiou' else ''} {name}" in page
        passages = [
            re.sub(r"\s+", " ", one.text_content())
            for one in tree.xpath("//article[not(contains(@class, 'said'))]//blockquote")
        ]
        assert passages
        assert all(passage in TEXT for passage in passages)
        assert tree.xpath("//blockquote/mark")
        for link in tree.xpath("//a[@class='cite']/@href"):
            assert tree.get_element_by_id(link[1:]) is not None
    assert "7 killed" in found["actor"]
    assert "breach" in found["agreement"]
    assert "Who is blamed, by whom" in found["period"]
    assert "Fancy Crab" in found["period"]


def test_the_command(call: Call, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.html"
    done = call("report", "--store", path, "--since", "2021", "--out", out)
    assert (done.exit_code, done.stdout) == (0, f"2 stories quoted in {out}\n")
    assert '<h1 dir="auto">From 2021</h1>' in out.read_text("utf-8")
    for wrong in (("--actor", "a", "--event", "b"), ("--event", "b", "--since", "2021"), ()):
        done = call("report", "--store", path, "--out", out, *wrong)
        assert done.exit_code == 2
    done = call("report", "--store", path, "--event", "m0", "--out", out)
    assert done.exit_code == 1
    assert "There is no event" in done.stderr
