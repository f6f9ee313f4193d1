"""Turns a page's bytes into text, whatever their encoding, and never fails."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""",
    re.IGNORECASE,
)

# what browsers read under these names (WHATWG Encoding Standard, "Names and labels")
_READ_AS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874",
    "big5": "big5hkscs",
}  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")

LOOK = 64 * 1024
"""Bytes that the encoding is guessed from where nothing states it."""


def decode(data: bytes, *, markup: bool = False, told: str | None = None) -> str:
    """The text of `data`: by byte-order mark, then UTF-8, then what is stated, then a guess.

    `told` is what a server said; it comes before what the page itself states, as browsers have it.

    UTF-8 comes before what the page states, because bytes that are valid UTF-8 by chance do not
    happen in pages, while wrong statements do. Bytes that fit nowhere become U+FFFD.

    >>> decode("Präsident".encode("cp1252")), decode(b"\\xef\\xbb\\xbfTalks")
    ('Präsident', 'Talks')
    >>> decode(b'<meta charset="windows-1251">' + "мир".encode("cp1251"), markup=True)[-3:]
    'мир'
    >>> decode("мир".encode("koi8-r"), told="koi8-r")
    'мир'
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    wide = _wide(data)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    stated = _named(told) or (_stated(data) if markup else None)
    if stated is not None and stated != "utf-8":
        return data.decode(stated, "replace")
    mended = data.decode("utf-8", "replace")
    # a page in UTF-8 with a few broken characters has far more good ones than bad
    bad = mended.count("\ufffd")
    good = sum(char > "\x7f" for char in mended[: LOOK * 2]) - bad
    if bad * 4 < good or (stated == "utf-8" and bad < good):
        return mended
    return data.decode(_guess(data), "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero then."""
    head = data[:2000]
    half = len(head) // 2
    if half < 8 or head.count(0) < half * 0.6:
        return None
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _stated(data: bytes) -> str | None:
    found = _META.search(data[:8192])
    return _named(found[1].decode("ascii", "replace")) if found else None


def _named(told: str | None) -> str | None:
    """The codec for a stated name; None for a name that is none."""
    if told is None:
        return None
    try:
        name = codecs.lookup(told).name
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    # an ASCII-readable declaration cannot stand in UTF-16 or UTF-32: browsers take UTF-8 then
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _READ_AS.get(name, name)


def _guess(data: bytes) -> str:
    """The encoding that charset-normalizer finds likeliest, Windows-1252 where it finds none."""
    head = data[:LOOK]
    high = sum(byte > 0x7F for byte in head)
    # too few of them to tell from: the Windows encoding of a Western page
    if high * 50 < len(head) or (len(head) < 200 and high * 6 < len(head)):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    name = codecs.lookup(best.encoding).name if best is not None else "cp1252"
    return _READ_AS.get(name, name)


def binary(text: str) -> bool:
    """Whether decoded text is no text at all: one character in ten is a control or unreadable.

    >>> binary("Talks\\x00 ended on Sunday."), binary("\\x00\\x01\\x7fELF\\x02\\x01\\x01")
    (False, True)
    """
    head = text[:LOOK]
    return len(_CONTROL.findall(head)) * 10 > len(head)
