"""The bundled example pages, wherever the program is installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from onrecord.errors import Failed, OnRecordError
from onrecord.sources import Document, read


def folder() -> Path:
    """Where the example pages lie: in the package, or in the project that it is run from."""
    inside = Path(str(files("onrecord"))) / "examples"
    beside = Path(__file__).resolve().parents[3] / "examples" / "pages"
    for path in (inside, beside):
        if path.is_dir():
            return path
    raise OnRecordError("The example pages are missing; install onrecord again.")


def examples() -> Iterator[Document | Failed]:
    """The example pages, named as in the project."""
    here = folder()
    for document in read([str(here)]):
        if isinstance(document, Failed):
            yield document
        else:
            name = Path(document.name).relative_to(here).as_posix()
            yield replace(document, name=f"examples/{name}")
