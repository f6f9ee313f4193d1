"""The document: bytes as a source gives them, with what the user said about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller says about input that does not say it: `--published --outlet --url`."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page's bytes, decompressed.

    `name` is the path or address as given (standard input: "-"); `media` is html, text or story
    (one line of JSON Lines, `name` then is FILE:LINE). `charset` is the encoding that a server says
    the bytes have. `copy` counts how many documents with the
    same bytes came before this one in the same run: story ids depend on content only, and this is
    what keeps them apart when a page is given twice.
    """

    name: str
    media: str
    data: bytes
    given: Given = Given()
    copy: int = 0
    charset: str | None = None
