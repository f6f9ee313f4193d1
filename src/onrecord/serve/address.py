"""The address of a view: its path and what is asked for, so that it can be kept and changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, quote_plus, urlencode

FRESH = ("from",)
"""What does not outlive a change of what is asked for."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path with name and value pairs, in their order.

    >>> here = Address("/events", (("type", "CONSULT"), ("from", "51")))
    >>> here.plus("type", "AID")
    '/events?type=CONSULT&type=AID'
    >>> here.minus("type", "CONSULT"), here.put("sort", "date"), here.to("from", 101)
    ('/events', '/events?type=CONSULT&sort=date', '/events?type=CONSULT&from=101')
    """

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self._made(self.pairs)

    def get(self, name: str) -> str | None:
        """The last value of that name, None for none or an empty one."""
        return next((v for n, v in reversed(self.pairs) if n == name and v), None)

    def all(self, name: str) -> tuple[str, ...]:
        """All values of that name that are not empty, each once."""
        return tuple(dict.fromkeys(v for n, v in self.pairs if n == name and v))

    def plus(self, name: str, value: object) -> str:
        """Also asking for that value."""
        return self._made([*self._lasting(), (name, str(value))])

    def minus(self, name: str, value: object = None) -> str:
        """Without that value, or all of that name."""
        left = [
            p for p in self._lasting() if p[0] != name or (value is not None and p[1] != str(value))
        ]
        return self._made(left)

    def put(self, name: str, value: object) -> str:
        """With that value as the only one of its name."""
        return self._made([*(p for p in self._lasting() if p[0] != name), (name, str(value))])

    def ahead(self, name: str) -> str:
        """What `put` gives for that name but for the value, which must be quoted.

        >>> Address("/events", (("type", "AID"),)).ahead("place")
        '/events?type=AID&place='
        """
        return self.put(name, "_")[:-1]

    def to(self, name: str, value: object) -> str:
        """As `put`, with the rest exactly as it is: for going on in a list."""
        return self._made([*(p for p in self.pairs if p[0] != name), (name, str(value))])

    def _lasting(self) -> list[tuple[str, str]]:
        return [p for p in self.pairs if p[0] not in FRESH and p[1]]

    def _made(self, pairs: Iterable[tuple[str, str]]) -> str:
        some = [(n, v) for n, v in pairs if v]
        return self.path + (f"?{urlencode(some)}" if some else "")


def path(*parts: object) -> str:
    """A path whose parts are escaped: `path("event", "a/b")`.

    >>> path("story", "n 1/é")
    '/story/n%201%2F%C3%A9'
    """
    return "".join([f"/{_quoted(str(part))}" for part in parts])


@lru_cache(maxsize=20_000)
def _quoted(part: str) -> str:
    return quote(part, safe="")


@lru_cache(maxsize=20_000)
def in_query(value: str) -> str:
    """A value as it stands after the question mark.

    >>> in_query("Novi Sad & more")
    'Novi+Sad+%26+more'
    """
    return quote_plus(value)
