"""Adjectives and names of nations' people, and the country that each belongs to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from onrecord.ontology.tables import rows

ENGLISH = Path(__file__).parents[1] / "languages" / "en"


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str | None, str]]:
    return {
        row["form"]: (row["country"] or None, row["kind"])
        for row in rows("demonyms.tsv", folder=ENGLISH)
    }


def _form(word: str) -> tuple[str | None, str] | None:
    """The entry for a form; headlines in capitals are read as well."""
    forms = _forms()
    return forms.get(word) or (forms.get(word.title()) if word.isupper() else None)


def country_of(word: str) -> str | None:
    """The alpha-3 code that an adjective or a people's name belongs to, None if to no country.

    >>> country_of("Iranian"), country_of("Iranians"), country_of("European")
    ('IRN', 'IRN', None)
    """
    entry = _form(word)
    return entry[0] if entry else None


def is_adjective(word: str) -> bool:
    """Whether the word is an adjective of nationality, religion or region.

    >>> is_adjective("Kurdish"), is_adjective("Iraq")
    (True, False)
    """
    entry = _form(word)
    return entry is not None and entry[1] == "adjective"


def is_people(word: str) -> bool:
    """Whether the word names a people: "Iranians", "Poles".

    >>> is_people("Poles"), is_people("Polish")
    (True, False)
    """
    entry = _form(word)
    return entry is not None and entry[1] == "people"
