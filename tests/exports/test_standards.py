"""Every export is what its standard says, of good stories and of hostile ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from networkx import NetworkXError
from stix2.exceptions import STIXError

from onrecord.exports import FORMATS, export, fitting
from onrecord.exports.taken import MADE
from onrecord.merging.derive import Stages
from onrecord.store import KINDS, Filter, Store
from tests.exports.kept import attribution, fill
from tests.exports.standards import CHECKS, JGRAPHT, STIX_WARNINGS, schema
from tests.serve.hostile import BREAK, RUN, TEXT, TURN, hostile
from tests.stored import actor, document, lines, quote, story

ASKED = [(one.name, kind) for one in FORMATS.values() for kind in one.kinds]


def worst(path: Path) -> None:
    """Adds an attribution and an agreement whose every text is as bad as can be."""
    held = story("h2", TEXT, title=TURN, outlet=RUN, url=f"http://e.org/{BREAK}", language=BREAK)
    who = actor(RUN + TURN, id=BREAK) | {
        "sector": None, "capacity": BREAK, "start": 0, "end": 4, "quote": TEXT[:4],
    }  # fmt: skip
    steps = [
        {"subject": RUN, "relation": "attributed-to", "object": TURN + BREAK, "level": level}
        for level in ("group", "agency", "state")
    ]
    blame = attribution(
        "h2b", "h2", act={"name": BREAK + TURN, "event": None}, chain=steps,
        attributing_actor=who, wording=[RUN, TURN], likelihood=BREAK,
        evidence=[quote(TEXT, BREAK, "wording"), quote(TEXT, TURN, RUN)],
    )  # fmt: skip
    with Store(path, write=True, stages=Stages()) as store:
        store.add(document(b"worst"), lines=lines(held, blame), version="v1", added="2026-01-04")


@pytest.fixture(scope="module", params=["plain", "hostile", "worst", "empty"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("standards") / "r.db"
    if request.param == "empty":
        Store(path, write=True).close()
    else:
        fill(path, hostile=request.param != "plain")
    if request.param == "worst":
        hostile(path)
        worst(path)
    with Store(path) as held:
        yield held


def written(store: Store, of_format: str, kind: str | None, *, merged: bool) -> tuple[bytes, int]:
    out = store.path.parent / "out"
    kind, merged = fitting(FORMATS[of_format], kind=kind, merged=merged)
    kinds = () if merged else (kind,) if kind in KINDS else KINDS
    rows = export(
        store, out, of_format=of_format, kind=kind, asked=Filter(kinds=kinds), merged=merged
    )
    return out.read_bytes(), rows


def test_every_format_has_its_check() -> None:
    assert list(CHECKS) != []
    assert set(CHECKS) == set(FORMATS)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own parser
@pytest.mark.parametrize(("of_format", "kind"), ASKED)
def test_it_is_what_its_standard_says(store: Store, of_format: str, kind: str | None) -> None:
    for merged in {False, kind in MADE and FORMATS[of_format].merged is None}:
        CHECKS[of_format](written(store, of_format, kind, merged=merged)[0])


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The example crisis as `onrecord demo` reads and merges it: 15 s of CPU (2026-11-27)."""
    path = tmp_path_factory.mktemp("crisis") / "demo.db"
    words = [sys.executable, "-m", "onrecord", "demo", "--store", str(path)]
    subprocess.run(words, check=True, capture_output=True)
    with Store(path) as held:
        yield held


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(("of_format", "kind"), ASKED)
def test_so_is_the_record_of_the_crisis(crisis: Store, of_format: str, kind: str | None) -> None:
    for merged in {False, kind in MADE and FORMATS[of_format].merged is None}:
        data, rows = written(crisis, of_format, kind, merged=merged)
        CHECKS[of_format](data)
        assert rows or of_format == "verdicts"  # nobody has checked it


def test_every_deviation_from_advice_has_its_reason() -> None:
    assert all(STIX_WARNINGS.values())


WRONG = (AssertionError, KeyError, OSError, SyntaxError, ValueError, NetworkXError, STIXError)


@pytest.mark.parametrize(
    ("of_format", "wrong"),
    [
        ("jsonl", b"[1]\n"),
        ("csv", b"a,b\r\n1\r\n"),
        ("icews", b"a\tb\n"),
        ("geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}'),
        ("graphml", b"<graphml><graph/></graphml>"),
        ("stix", b'{"type": "bundle", "id": "bundle--1", "objects": []}'),
        ("annotations", b'{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:a:b"}'),
        ("prov", b'{"@id": "urn:a:b", "http://www.w3.org/ns/prov#wasFoundBy": "x"}'),
        ("csl", b'[{"type": "news", "id": "a"}]'),
        ("map.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'),
        ("map.png", b"\x89PNG\r\n\x1a\n"),
        ("parquet", b"PAR1"),
    ],
)
def test_a_check_can_fail(of_format: str, wrong: bytes) -> None:
    if of_format == "graphml" and not JGRAPHT.exists():
        pytest.skip("the schema of GraphML is not installed: apt-get install libjgrapht-java")
    with pytest.raises(WRONG):
        CHECKS[of_format](wrong)


def test_the_schemas_are_schemas() -> None:
    assert schema("web-annotation.json")
    assert json.loads(Path(__file__).with_name("schemas").joinpath("csl-data.json").read_text())
