"""What the four kinds of record share: identity, confidence, evidence, version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.records.evidence import ROLES, Evidence


def identity(*parts: Any) -> str:
    """An id of 16 hexadecimal digits that depends on the parts only: the same on every machine.

    >>> identity("event", "s1", 4, 9)
    '55df9bd671ee6eb7'
    """
    packed = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode("ascii")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The part common to all kinds. `confidence` is the program's own, 0-1 with two decimals."""

    kind: ClassVar[str] = ""

    id: str
    story: str
    confidence: float
    evidence: tuple[Evidence, ...]
    version: str

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"This {self.kind} has no evidence.")
        if not 0.0 <= self.confidence <= 1.0 or round(self.confidence, 2) != self.confidence:
            raise ValueError(f"Confidence is 0-1 with two decimals, got {self.confidence}.")
        strange = {e.role for e in self.evidence} - set(ROLES[self.kind])
        if strange:
            raise ValueError(f"Evidence of {self.kind} has no role {', '.join(sorted(strange))}.")

    def common(self) -> dict[str, Any]:
        """The shared fields as JSON has them."""
        return {
            "kind": self.kind,
            "id": self.id,
            "story": self.story,
            "confidence": self.confidence,
            "evidence": [e.line() for e in self.evidence],
            "version": self.version,
        }
