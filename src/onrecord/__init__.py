"""On Record reads news about conflict and diplomacy and keeps a record that can be checked.

>>> import onrecord
>>> reading = onrecord.read(b"Envoys met in Geneva on Monday.")  # doctest: +SKIP
>>> [event.type for event in reading.events]  # doctest: +SKIP
['CONSULT']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.errors import Failed, OnRecordError, StoreError, UsageError
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.api import read, read_all
    from onrecord.exports.opened import open_store as open
    from onrecord.pipeline import Reading
    from onrecord.store import Filter, Store

__all__ = [
    "Failed",
    "Filter",
    "OnRecordError",
    "Reading",
    "Store",
    "StoreError",
    "UsageError",
    "__version__",
    "open",
    "read",
    "read_all",
]

# Imported when they are asked for: `onrecord --version` needs none of them.
_WHERE = {
    "Filter": "onrecord.store",
    "Reading": "onrecord.pipeline",
    "Store": "onrecord.store",
    "open": "onrecord.exports.opened",
    "read": "onrecord.api",
    "read_all": "onrecord.api",
}

_CALLED = {"open": "open_store"}
"""Names that are others inside, where they would hide what Python calls so."""


def __getattr__(name: str) -> Any:
    """The public names that are heavy to import."""
    if name not in _WHERE:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), _CALLED.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
