"""Charts of events as files that stand alone: over time, on a map, and who acts on whom."""

from onrecord.exports.charts.png import pixels
from onrecord.exports.charts.timeline import write_timeline
from onrecord.exports.charts.whom import write_network
from onrecord.exports.charts.world import write_map

__all__ = ["pixels", "write_map", "write_network", "write_timeline"]
