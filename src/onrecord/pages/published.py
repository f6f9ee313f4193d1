"""When a story was published, as its page says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a story was published, as its page says it.

    `date` is ISO 8601 in the page's own time zone ("2021-01-10" or "2021-01-10T18:20:00+04:00");
    `precision` is year, month, day or time; `basis` says where the date was found
    (metadata, visible, url, given, inferred).
    """

    date: str
    precision: str = "day"
    basis: str = "metadata"

    def line(self) -> dict[str, str]:
        """The fields as JSON has them."""
        return {"date": self.date, "precision": self.precision, "basis": self.basis}
