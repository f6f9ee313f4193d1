"""The words for time of a language, read from its data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words for time, lower case; the file says what each table holds and where it is from."""

    months: Mapping[str, int]
    months_short: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekdays_short: Mapping[str, int]
    units: Mapping[str, str]
    seasons: Mapping[str, str]
    dayparts: Mapping[str, str]
    days: Mapping[str, int]
    clock_words: Mapping[str, str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    decade_names: Mapping[str, int]
    leans: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    vague: Mapping[str, str]
    vague_adjectives: Mapping[str, str]
    vague_phrases: Mapping[str, str]
    vague_marked: Mapping[str, str]
    sets: Mapping[str, str]
    holidays: Mapping[str, str]
    named: Mapping[str, Any]
    tense: Mapping[str, frozenset[str]]
    openers: frozenset[str]


@lru_cache(maxsize=4)
def lexicon(language: str = "en") -> Lexicon:
    """The words for time of `language`.

    >>> lexicon().months["october"], lexicon().units["fortnight"]
    (10, 'F')
    """
    path = files("onrecord.languages") / language / "dates.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    for name in ("words", "tense"):
        tables[name] = {key: frozenset(words) for key, words in tables[name].items()}
    return Lexicon(**tables, openers=_openers(tables))


def _openers(tables: Mapping[str, Any]) -> frozenset[str]:
    """The words that a time expression may begin with: most other words are passed over fast."""
    named = ["months", "months_short", "weekdays", "weekdays_short", "units", "seasons", "dayparts"]
    named += ["days", "clock_words", "numbers", "scales", "ordinals", "decade_names", "leans"]
    named += ["vague", "vague_adjectives"]
    words = {word for name in named for word in tables[name]}
    words |= {word + "s" for word in tables["weekdays"]}
    words |= {phrase.split()[0] for phrase in tables["vague_phrases"]}
    words |= {phrase.split()[0] for phrase in tables["holidays"]}
    for name in ("few", "about", "edge", "edge_of", "openers"):
        words |= tables["words"][name]
    return frozenset(words)
