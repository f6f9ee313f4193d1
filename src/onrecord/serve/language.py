"""The languages of the interface, through gettext; the texts of stories are never translated."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from onrecord.serve.names import names

_KEPT = re.compile(r"%\(\w+\)[sd]|%%|<[^>]*>|&\w+;")
"""What a pseudo-translation leaves alone: places for values, tags."""

_WIDE = str.maketrans("aeiouyAEIOUYcnsz", "àéîöûýÀÉÎÖÛÝçñšž")


class Pseudo(gettext.NullTranslations):
    """A made-up language from right to left: shows what is not translated, and what does not turn.

    >>> print(ascii(Pseudo().gettext("Add %(n)s")))
    '\\u2067\\xc0dd %(n)s\\u2069'
    """

    def gettext(self, message: str) -> str:
        """The message with other letters, isolated as right-to-left text."""
        parts = []
        at = 0
        for found in _KEPT.finditer(message):
            parts += [message[at : found.start()].translate(_WIDE), found[0]]
            at = found.end()
        parts.append(message[at:].translate(_WIDE))
        return "\u2067" + "".join(parts) + "\u2069" if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for a number."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The message in a context."""
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The message in a context for a number."""
        return self.ngettext(msgid1, msgid2, n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language: its BCP 47 code, its own name, its direction, and how it writes numbers."""

    code: str
    name: str
    direction: str = "ltr"
    group: str = ","
    point: str = "."

    def translations(self) -> gettext.NullTranslations:
        """The texts of the interface."""
        return _translations(self.code)

    def label(self, code: object) -> str:
        """A code of the record in words: "called_for" is "called for".

        >>> chosen("en", None).label("called_for")
        'called for'
        """
        told = str(code if code is not None else "")
        known = names().get(told)
        if known is None:
            return told.replace("_", " ")
        return self.translations().gettext(known)

    def number(self, value: object) -> str:
        """A number as the language writes it.

        >>> chosen("de", None).number(1234567)
        '1.234.567'
        """
        if type(value) is int and -1000 < value < 1000:
            return str(value)
        if not isinstance(value, (int, float)):
            return ""
        told = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
        return told.replace(",", "\0").replace(".", self.point).replace("\0", self.group)

    def percent(self, share: float) -> str:
        """A share as a whole percentage."""
        return f"{round(share * 100)} %" if self.code == "de" else f"{round(share * 100)}%"


LANGUAGES = (
    Language(code="en", name="English"),
    Language(code="de", name="Deutsch", group=".", point=","),
    Language(code="ar-XB", name="Pseudo ⇄", direction="rtl"),
)


def chosen(kept: str | None, accepted: str | None) -> Language:
    """The language that the reader chose, else one that the browser asks for, else English.

    >>> chosen(None, "fr-FR,de;q=0.8").code, chosen("en", "de").code, chosen("xx", None).code
    ('de', 'en', 'en')
    """
    known = {one.code: one for one in LANGUAGES}
    if kept in known:
        return known[kept]
    for part in (accepted or "").split(","):
        code = part.partition(";")[0].strip().lower().partition("-")[0]
        if code in ("en", "de"):
            return known[code]
    return LANGUAGES[0]


@lru_cache(maxsize=8)
def _translations(code: str) -> gettext.NullTranslations:
    if code == "ar-XB":
        return Pseudo()
    catalog = files("onrecord.serve") / "locale" / code / "LC_MESSAGES" / "onrecord.mo"
    if not catalog.is_file():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(catalog.read_bytes()))
