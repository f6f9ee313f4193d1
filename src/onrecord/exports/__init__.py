"""Results into files that other programs read; each export says how many rows it wrote."""

from onrecord.exports.export import export, fitting
from onrecord.exports.formats import FORMATS, Format
from onrecord.exports.taken import Taken, taken

__all__ = ["FORMATS", "Format", "Taken", "export", "fitting", "taken"]
