"""Places named in a story: which words, and which place of the world each stands for."""

from onrecord.mentions.places.find import find
from onrecord.mentions.places.place import Place

__all__ = ["Place", "find"]
