"""Who acts on whom as GraphML, for Gephi, Cytoscape and igraph: directed, weighted by events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from onrecord.exports.taken import Line, Taken
from onrecord.exports.when import days
from onrecord.exports.xml import attribute, words
from onrecord.ontology.plover import HAPPENED, quad

NODE = {"label": "string", "kind": "string", "country": "string", "sector": "string"}
EDGE = {
    "weight": "int",
    "verbal_cooperation": "int",
    "material_cooperation": "int",
    "verbal_conflict": "int",
    "material_conflict": "int",
    "first_day": "string",
    "last_day": "string",
}
QUADS = tuple(EDGE)[1:5]

BEGIN = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


@dataclass(slots=True)
class Tie:
    """Events in which one actor acts on another, by quad class, and the days of the first and the
    last of them."""

    quads: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    first: str | None = None
    last: str | None = None


def acting(of: Taken) -> Iterator[Line]:
    """The events that make somebody act on somebody: those that occurred or go on, or of the
    statuses that were asked for."""
    return (e for e in of.lines if of.any_status or e.get("status") in HAPPENED)


def ties(of: Taken) -> tuple[dict[str, Line], dict[tuple[str, str], Tie]]:
    """The actors by id, and what each does to each other. An event of two actors is counted for
    each of them; what somebody does to itself is left out."""
    nodes: dict[str, Line] = {}
    found: dict[tuple[str, str], Tie] = {}
    for event in acting(of):
        first, last = days(event.get("when"))
        for source in event.get("actors") or ():
            for target in event.get("recipients") or ():
                if source["id"] == target["id"]:
                    continue
                for one in (source, target):
                    nodes.setdefault(one["id"], one)
                tie = found.setdefault((source["id"], target["id"]), Tie())
                tie.quads[quad(event["type"]) - 1] += 1
                tie.first = min(filter(None, (tie.first, first)), default=None)
                tie.last = max(filter(None, (tie.last, last)), default=None)
    return nodes, found


def write(of: Taken, out: BinaryIO) -> int:
    """Writes the actors as nodes and who acts on whom as edges; gives back how many edges."""
    nodes, found = ties(of)
    names = {identity: f"n{number}" for number, identity in enumerate(sorted(nodes))}
    out.write(BEGIN.encode())
    for what, keys in (("node", {"id": "string", **NODE}), ("edge", EDGE)):
        for name, kind in keys.items():
            told = f'<key id="{what}_{name}" for="{what}" attr.name="{_name(name)}"'
            out.write(f'{told} attr.type="{kind}"/>\n'.encode())
    out.write(b'<graph id="onrecord" edgedefault="directed">\n')
    for identity, name in names.items():
        held = nodes[identity]
        label = of.called(identity) or held.get("name")
        data = {"id": identity, **{k: held.get(k) for k in NODE}, "label": label}
        out.write(f"<node id={attribute(name)}>{_data('node', data)}</node>\n".encode())
    for (source, target), tie in sorted(found.items()):
        data = {
            "weight": sum(tie.quads),
            **dict(zip(QUADS, tie.quads, strict=True)),
            "first_day": tie.first,
            "last_day": tie.last,
        }
        ends = f"source={attribute(names[source])} target={attribute(names[target])}"
        out.write(f"<edge {ends}>{_data('edge', data)}</edge>\n".encode())
    out.write(b"</graph>\n</graphml>\n")
    return len(found)


def _name(name: str) -> str:
    # Gephi takes an attribute called "id" for the node's own.
    return "onrecord_id" if name == "id" else name


def _data(what: str, values: Mapping[str, Any]) -> str:
    return "".join(
        f"<data key={attribute(f'{what}_{name}')}>{words(str(value))}</data>"
        for name, value in values.items()
        if value is not None
    )
