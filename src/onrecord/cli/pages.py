"""The bundled example pages, wherever the program is installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from onrecord.errors import Failed, OnRecordError
from onrecord.sources import Document, read

CRISIS = "crisis/pages"
"""The folder of the example crisis: many stories of three weeks."""


def folder(of: str = "pages") -> Path:
    """Where example pages lie: in the package, or in the project that it is run from."""
    inside = Path(str(files("onrecord"))) / "examples"
    beside = Path(__file__).resolve().parents[3] / "examples"
    for path in (inside / of, beside / of):
        if path.is_dir():
            return path
    raise OnRecordError("The example pages are missing; install onrecord again.")


def examples(of: str = "pages") -> Iterator[Document | Failed]:
    """The example pages, named as in the project."""
    here = folder(of)
    begin = "examples/" + of.removesuffix("pages")
    for document in read([str(here)]):
        if isinstance(document, Failed):
            yield document
        else:
            name = Path(document.name).relative_to(here).as_posix()
            yield replace(document, name=begin + name)
