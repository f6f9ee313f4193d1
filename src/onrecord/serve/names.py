"""Codes of the record in words; those that read well without underscores are not in the table."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """The words for each code, in English; `locale/` has them in other languages.

    >>> names()["called_for"]
    'called for'
    """
    table = (files("onrecord.serve") / "names.tsv").read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t", 1) for line in table)
