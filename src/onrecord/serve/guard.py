"""Who may ask: one person, through the link that was printed, from this machine's own browser."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from time import perf_counter
from typing import Any
from urllib.parse import parse_qsl, urlencode

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
"""On every answer. Nothing inline runs, nothing is fetched from elsewhere, nobody frames us."""

REFUSED = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/static/style.css">
<main class="refused"><h1>{title}</h1><p>{what}</p>{more}</main></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The secrets of one run: `token` opens, `session` is the cookie's value."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def form(self) -> str:
        """What a form carries to prove that it is one of ours."""
        made = hmac.new(self.session.encode(), b"form", hashlib.sha256)
        return made.hexdigest()


class Guard:
    """Wraps the application: host, link, cookie, where a form comes from, and the headers.

    `port` is 0 where the host's port is not looked at.
    """

    def __init__(self, app: App, *, keys: Keys, port: int = 0) -> None:
        self._app = app
        self._keys = keys
        self._port = port
        self.cookie = f"onrecord_{port}" if port else "onrecord"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is not allowed; hands on what is."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        refuse = _refuse_program if scope["path"].startswith("/api/") else _refuse
        began = perf_counter()

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                kept = {name.lower() for name, _ in message["headers"]}
                more = [
                    (name.encode(), value.encode())
                    for name, value in HEADERS.items()
                    if name.encode() not in kept
                ]
                took = f"page;dur={(perf_counter() - began) * 1000:.1f}"
                more.append((b"server-timing", took.encode()))
                if b"cache-control" not in kept:
                    more.append((b"cache-control", b"no-store"))
                message["headers"] = [*message["headers"], *more]
            await send(message)

        if not self._our_host(headers.get(b"host", b"").decode("latin-1")):
            await refuse(guarded, 421, "Not this host", "This address does not lead to On Record.")
            return
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in asked if name == "token"]
        if given and scope["method"] == "GET":
            if _same(given[-1], self._keys.token):
                await self._let_in(guarded, scope, asked)
                return
        elif scope["path"].startswith("/static/"):
            await self._app(scope, receive, guarded)
            return
        if given or not self._known(headers):
            what = (
                "Open the link that onrecord serve printed: it ends with ?token= and a long word."
            )
            more = '<p>If you just did: <a href="./">go on</a>.</p>' if not given else ""
            await refuse(guarded, 403 if given else 401, "Closed", what, more)
            return
        if scope["method"] not in ("GET", "HEAD") and not self._own_page(headers):
            await refuse(guarded, 403, "Not from here", "This form was sent by another site.")
            return
        scope["form_key"] = self._keys.form
        await self._app(scope, receive, guarded)

    def _our_host(self, host: str) -> bool:
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not name:
            name, port = host, ""
        return name.lower() in LOOPBACK and (not self._port or port == str(self._port))

    def _known(self, headers: dict[bytes, bytes]) -> bool:
        scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() == "bearer" and _same(token.strip(), self._keys.token):
            return True
        held = SimpleCookie()
        try:
            held.load(headers.get(b"cookie", b"").decode("latin-1"))
        except CookieError:
            return False
        found = held.get(self.cookie)
        return found is not None and _same(found.value, self._keys.session)

    def _own_page(self, headers: dict[bytes, bytes]) -> bool:
        """Whether a browser that says where a form comes from says: from here."""
        site = headers.get(b"sec-fetch-site")
        if site is not None and site not in (b"same-origin", b"none"):
            return False
        origin = headers.get(b"origin")
        if origin == b"null" and site == b"same-origin":
            return True  # what a page without referrers sends, ours too
        return origin is None or origin == b"http://" + headers.get(b"host", b"")

    async def _let_in(self, send: Send, scope: Scope, asked: list[tuple[str, str]]) -> None:
        rest = urlencode([(name, value) for name, value in asked if name != "token"])
        path = scope.get("raw_path") or scope["path"].encode()
        # Two slashes at the front would be another host's address.
        to = b"/" + path.partition(b"?")[0].lstrip(b"/\\") + (b"?" + rest.encode() if rest else b"")
        cookie = f"{self.cookie}={self._keys.session}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"location", to), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _same(given: str, held: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), held.encode())


async def _refuse(send: Send, status: int, title: str, what: str, more: str = "") -> None:
    body = REFUSED.format(title=title, what=what, more=more).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _refuse_program(send: Send, status: int, title: str, what: str, more: str = "") -> None:
    """As `_refuse`, for programs (RFC 9457)."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": what}
    body = json.dumps(told).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
