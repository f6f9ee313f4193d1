"""Each format is what its standard says, by another program's reading or its required members."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pyarrow.parquet as pq
import pytest
import rdflib
import stix2
from rdflib.namespace import PROV, RDF

from onrecord.cli.export import FORMATS as OFFERED
from onrecord.cli.export import KINDS as KINDS_OFFERED
from onrecord.errors import UsageError
from onrecord.exports import FORMATS, export, fitting
from onrecord.exports.merged_rows import merged_columns
from onrecord.exports.rows import columns
from onrecord.exports.taken import MADE
from onrecord.store import KINDS, Filter, Store
from tests.exports.kept import HOSTILE, fill


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "hostile"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("formats") / "r.db", hostile=request.param)


@pytest.fixture(scope="module")
def store(path: Path) -> Any:
    with Store(path) as held:
        yield held


def taken(store: Store, of_format: str, **more: Any) -> tuple[bytes, int]:
    out = store.path.parent / "out"
    kinds = () if more.get("merged") else KINDS
    rows = export(store, out, of_format=of_format, asked=Filter(kinds=kinds), **more)
    return out.read_bytes(), rows


def test_the_command_offers_what_there_is() -> None:
    assert tuple(FORMATS) == OFFERED
    kinds = {k for one in FORMATS.values() for k in one.kinds}
    assert kinds == {None, *KINDS_OFFERED}


def test_what_a_format_cannot_hold_is_said() -> None:
    with pytest.raises(UsageError, match="stix holds no event; it can hold attribution"):
        fitting(FORMATS["stix"], kind="event", merged=False)
    with pytest.raises(UsageError, match="verdicts is of all records: it has no kind"):
        fitting(FORMATS["verdicts"], kind="event", merged=False)
    with pytest.raises(UsageError, match="not merged"):
        fitting(FORMATS["csv"], kind="statement", merged=True)
    assert fitting(FORMATS["csv"], kind="dispute", merged=False) == ("dispute", True)


@pytest.mark.parametrize("kind", MADE)
def test_tables_of_what_is_merged_have_their_columns(store: Store, kind: str) -> None:
    data, rows = taken(store, "csv", kind=kind, merged=True)
    reader = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert len(list(reader)) == rows == store.count_derived(kind, Filter())
    assert reader.fieldnames == list(merged_columns(kind))
    data, rows = taken(store, "parquet", kind=kind, merged=True)
    table = pq.read_table(io.BytesIO(data))
    assert table.column_names == list(merged_columns(kind))
    assert table.num_rows == rows


def test_merged_events_tell_their_reports_and_classes(store: Store) -> None:
    data, rows = taken(store, "csv", kind="event", merged=True)
    found = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert rows == 3
    one = next(row for row in found if row["killed"] == "7")
    told = [one[k] for k in ("quad_class", "intensity", "cameo_root", "reports", "stories")]
    assert told == ["4", "-9.0", "19", "1", "s1"]
    piece = json.loads(one["evidence"])[0]
    assert piece["story"] == "s1"
    assert piece["selector"][1]["exact"] == "attacked"
    data, _ = taken(store, "jsonl", kind="event", merged=True)
    assert all(json.loads(line)["evidence"][0]["selector"] for line in data.splitlines())


def test_no_cell_of_a_merged_table_begins_as_a_formula(store: Store) -> None:
    for kind in MADE:
        data, _ = taken(store, "csv", kind=kind, merged=True)
        for row in csv.reader(io.StringIO(data.decode(), newline="")):
            assert not any(c.startswith(("=", "+", "@", "\t", "\r")) for c in row)


def test_geojson_has_the_events_with_a_place(store: Store) -> None:
    data, rows = taken(store, "geojson")
    found = json.loads(data)
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == rows == 2
    for one in found["features"]:
        assert set(one) == {"type", "id", "geometry", "properties"}
        assert one["type"] == "Feature"
        # RFC 7946, 3.1.1: longitude first.
        assert one["geometry"] == {"type": "Point", "coordinates": [32.9, 39.9]}
        assert one["properties"]["place"] == "Ankara"
        assert one["properties"]["words"] == "attacked"


def test_graphml_is_read_by_networkx(store: Store) -> None:
    data, rows = taken(store, "graphml")
    graph = networkx.read_graphml(io.BytesIO(data))
    assert graph.is_directed()
    assert graph.number_of_edges() == rows == 1
    ((source, target, told),) = graph.edges(data=True)
    assert graph.nodes[source]["onrecord_id"] == "oslo"
    assert graph.nodes[target]["label"] == "Riga"
    assert (told["weight"], told["material_conflict"], told["verbal_conflict"]) == (2, 2, 0)
    assert told["first_day"] == "2021-01-11"


def test_stix_is_parsed_strictly(store: Store) -> None:
    data, rows = taken(store, "stix")
    bundle = stix2.parse(data.decode(), version="2.1", allow_custom=False)
    assert len(bundle.objects) == rows
    held = {one.id: one for one in bundle.objects}
    assert len(held) == rows
    for one in bundle.objects:
        for name, value in one.items():
            if name.endswith("_ref"):
                assert value in held
            if name.endswith("_refs"):
                assert set(value) <= set(held)
    kinds = sorted(one.type for one in bundle.objects)
    assert kinds.count("note") == kinds.count("report") == 2
    assert kinds.count("threat-actor") == kinds.count("incident") == 1
    links = [one for one in bundle.objects if one.type == "relationship"]
    relations = sorted(one.relationship_type for one in links)
    assert relations == ["attributed-to", "attributed-to", "part-of", "part-of"]
    assert sorted(one.get("confidence") or 0 for one in links) == [0, 0, 85, 85]
    for one in links:
        if one.relationship_type == "attributed-to":
            assert held[one.source_ref].type == "incident"
            assert held[one.target_ref].name == "Fancy Crab"
    notes = [one.content for one in bundle.objects if one.type == "note"]
    assert all("“said”" in told and "Likelihood: likely" in told for told in notes)
    urls = [r.get("url") or "" for one in links for r in one.external_references]
    assert all(url.startswith("https://e.org/") or not url for url in urls)


def test_annotations_have_what_the_model_requires(store: Store) -> None:
    data, rows = taken(store, "annotations")
    page = json.loads(data)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["type"] == "AnnotationCollection"
    assert len(page["items"]) == rows == 7
    assert len({one["id"] for one in page["items"]}) == rows
    for one in page["items"]:
        assert one["type"] == "Annotation"
        assert one["motivation"] == "identifying"
        assert all(b["type"] in ("TextualBody", "SpecificResource") for b in one["body"])
        position, quoted = one["target"]["selector"]
        text = store.story("s1" if "e.org" in one["target"]["source"]["id"] else "s2")["text"]
        assert text[position["start"] : position["end"]] == quoted["exact"]
        assert text[: position["start"]].endswith(quoted["prefix"])
        assert one["target"]["source"]["id"].startswith(("https://e.org/", "urn:onrecord:story:"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own parser
@pytest.mark.parametrize("merged", [False, True])
def test_provenance_is_read_by_rdflib(store: Store, merged: bool) -> None:
    data, rows = taken(store, "prov", merged=merged, kind="event")
    graph = rdflib.Graph().parse(data=data, format="json-ld")
    nodes = json.loads(data)["@graph"]
    assert len(nodes) == len({n["@id"] for n in nodes}) == rows
    named = {str(s) for s in graph.subjects(RDF.type, None)}
    used = (PROV.wasQuotedFrom, PROV.wasGeneratedBy, PROV.wasDerivedFrom, PROV.wasAttributedTo)
    for relation in used:
        assert {str(o) for o in graph.objects(None, relation)} <= named
    assert len(list(graph.subject_objects(PROV.wasQuotedFrom))) == 3
    assert len(list(graph.subject_objects(PROV.wasDerivedFrom))) == (3 if merged else 0)
    assert (None, RDF.type, PROV.SoftwareAgent) in graph


CSL = {
    "id": str,
    "type": str,
    "title": str,
    "container-title": str,
    "author": list,
    "issued": dict,
    "URL": str,
    "language": str,
}
"""Those members of csl-data.json (1.0.2) that are written; it allows no unknown ones."""


def test_citations_have_the_members_of_the_schema(store: Store) -> None:
    data, rows = taken(store, "csl")
    found = json.loads(data)
    assert len(found) == rows == 2
    for one in found:
        assert one["type"] == "article-newspaper"
        assert all(isinstance(value, CSL[name]) for name, value in one.items())
    first, second = found
    assert first["author"] == [{"literal": "Elena Borg"}]
    assert first["issued"] == {"date-parts": [[2021, 1, 10]]}
    assert second == {"id": "s2", "type": "article-newspaper", "language": "en"}


@pytest.mark.parametrize("of_format", ["graphml", "geojson"])
def test_nothing_to_show_is_a_whole_file(tmp_path: Path, of_format: str) -> None:
    with Store(tmp_path / "r.db", write=True) as store:
        data, rows = taken(store, of_format)
    assert rows == 0
    (json.loads if of_format == "geojson" else ElementTree.fromstring)(data)


def test_every_format_gives_the_same_bytes_again(store: Store) -> None:
    for name in FORMATS:
        assert taken(store, name) == taken(store, name)


def test_nothing_hostile_stands_unescaped(store: Store) -> None:
    for name in ("graphml", "timeline.svg", "map.svg", "network.svg"):
        assert b"<script" not in taken(store, name)[0]
    assert "\x00" in HOSTILE


def test_every_column_is_documented(root: Path) -> None:
    told = (root / "docs/exports.md").read_text("utf-8")
    for name in (*KINDS, "story", "evidence"):
        assert [c for c in columns(name) if f"`{c}`" not in told] == []
    for name in MADE:
        assert [c for c in merged_columns(name) if f"`{c}`" not in told] == []
    assert [name for name in FORMATS if f"`{name}`" not in told] == []
