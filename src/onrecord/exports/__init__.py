"""Results into files that other programs read; each export says how many rows it wrote."""

from onrecord.exports.export import export

__all__ = ["export"]
