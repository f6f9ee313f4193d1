"""The formats that a list can be taken away in, with the addresses that give the files."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.exports import FORMATS, Format
from onrecord.serve.address import Address

OWN = ("format", "kind")
"""Names in the address that are not the list's."""

SHOWN = ("from", "before", "more", "top")
"""Names in it that say how much of a list a page shows, not what the list is."""

SIZED = ("network.svg", "network.png")
"""Formats that have as many actors as the page shows."""

TABLES = ("jsonl", "csv", "parquet")
"""Formats with a row for each thing of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A format that a list can be taken away in, and the address that gives it."""

    format: Format
    href: str

    @property
    def table(self) -> bool:
        """Whether it has a row for each thing of the list; else what it has is made of them."""
        return self.format.name in TABLES


def offers(kind: str, here: Address, *, merged: bool) -> list[Offer]:
    """The formats for the list at an address; `merged` is whether its lines are made of many
    stories."""
    lasting = [p for p in here.pairs if p[0] not in (*SHOWN, *OWN)]
    top = [p for p in here.pairs if p[0] == "top"]
    return [
        Offer(format=one, href=str(Address("/export", (*pairs, *lasting, *more))))
        for one in FORMATS.values()
        if kind in one.kinds and (merged or one.merged is not True)
        for pairs in [(("format", one.name), ("kind", kind))]
        for more in [top if one.name in SIZED else []]
    ]


CHARTS = tuple(name for name in FORMATS if "." in name)
WHOLE = ("icews", "geojson", "graphml", "verdicts", *CHARTS)
"""Formats of many things at once: not offered for a single one."""


def of_one(kind: str | None, **pairs: str) -> list[Offer]:
    """The formats for what a page that is no list shows: an `id`, the `reports` of an event, the
    records of a `story`, or the stories with the words `q`.

    >>> [(o.format.name, o.href) for o in of_one("attribution", id="a 1")][3]
    ('stix', '/export?format=stix&kind=attribution&id=a+1')
    """
    named = (("kind", kind or ""), *pairs.items())
    return [
        Offer(format=one, href=str(Address("/export", (("format", one.name), *named))))
        for one in FORMATS.values()
        if kind in one.kinds and one.name not in WHOLE
    ]
