"""PLOVER (draft 0.8 of 2021): event types, their modes, contexts, and the scales tied to a type.

Types, modes and contexts as in "PLOVER and POLECAT: A New Political Event Ontology and Dataset"
(Halterman, Bagozzi, Beger, Schrodt, Scarborough 2023). `intensity` is Goldstein's scale (1992) as
the CAMEO root code of the type carries it in public event data; REQUEST is the mean of CAMEO's
APPEAL (3.0) and DEMAND (-5.0).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.ontology.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """What the codebook says of one event type."""

    name: str
    quad: int
    quad_name: str
    intensity: float
    cameo: str
    modes: tuple[str, ...]


@lru_cache(maxsize=1)
def _types() -> dict[str, EventType]:
    return {
        row["type"]: EventType(
            name=row["type"],
            quad=int(row["quad"]),
            quad_name=row["quad_name"],
            intensity=float(row["intensity"]),
            cameo=row["cameo"],
            modes=tuple(row["modes"].split()),
        )
        for row in rows("plover.tsv")
    }


TYPES: tuple[str, ...] = tuple(_types())
STATUSES: tuple[str, ...] = (
    "occurred",
    "ongoing",
    "planned",
    "called_for",
    "conditional",
    "denied",
    "alleged",
)
HAPPENED: tuple[str, ...] = ("occurred", "ongoing")
"""Statuses of what has happened; nothing else is counted, unless it is asked for."""
CONTEXTS: tuple[str, ...] = tuple(row["context"] for row in rows("contexts.tsv"))
CAMEO_BY_MODE = {
    ("ACCUSE", "investigate"): "09",
    ("ASSAULT", "firearms"): "19",
    ("ASSAULT", "heavy-weapons"): "19",
    ("ASSAULT", "aerial"): "19",
    ("ASSAULT", "drone"): "19",
    ("ASSAULT", "unconventional"): "20",
}


def modes(kind: str) -> tuple[str, ...]:
    """The modes that an event of this type can have; KeyError if there is no such type.

    >>> modes("CONSULT")
    ('visit', 'third-party', 'multilateral', 'phone')
    """
    return _types()[kind].modes


def quad(kind: str) -> int:
    """Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal, 4 material conflict.

    >>> quad("AID"), quad("THREATEN")
    (2, 3)
    """
    return _types()[kind].quad


def quad_name(kind: str) -> str:
    """The quad class in words.

    >>> quad_name("ASSAULT")
    'material conflict'
    """
    return _types()[kind].quad_name


def intensity(kind: str) -> float:
    """Goldstein-like intensity, -10 (hostile) to 10 (friendly).

    >>> intensity("ASSAULT")
    -9.0
    """
    return _types()[kind].intensity


def cameo(kind: str, mode: str | None = None) -> str:
    """The CAMEO root code nearest to a type, or to a type in one mode.

    >>> cameo("ACCUSE"), cameo("ACCUSE", "investigate")
    ('11', '09')
    """
    return CAMEO_BY_MODE.get((kind, mode or ""), _types()[kind].cameo)


@lru_cache(maxsize=1)
def _context_words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    by_word: dict[str, tuple[str, ...]] = {}
    for row in rows("contexts.tsv"):
        for word in row["words"].split("|"):
            by_word[word] = (*by_word.get(word, ()), row["context"])
    words = sorted(by_word, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"), by_word


def contexts(text: str) -> tuple[str, ...]:
    """The general contexts whose words stand in `text`, in the codebook's order.

    >>> contexts("Hackers of the spy agency broke into the parliament's network.")
    ('intelligence', 'legislative', 'cyber')
    """
    pattern, by_word = _context_words()
    found = {c for m in pattern.finditer(text.lower()) for c in by_word[m.group()]}
    return tuple(c for c in CONTEXTS if c in found)
