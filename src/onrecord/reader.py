"""The pipeline with the shipped model in it: a document goes in, a reading comes out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord import pipeline
from onrecord.mentions.mention import Tagger
from onrecord.pipeline import Reading
from onrecord.sources import Document
from onrecord.version import __version__


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents with one tagger, which is loaded once."""

    tagger: Tagger

    @property
    def version(self) -> str:
        """The version that records carry: of the program with its rules, and of the model."""
        return f"{__version__}+{self.tagger.version}"

    def read(self, document: Document) -> Reading:
        """The stories and records of one page, or why it could not be read."""
        return pipeline.read(document, tagger=self.tagger, version=self.version)


def load() -> Reader:
    """A reader with the shipped model, on one thread: processes, not threads, share the work."""
    from onrecord.mentions.model import load as load_tagger

    return Reader(load_tagger())
