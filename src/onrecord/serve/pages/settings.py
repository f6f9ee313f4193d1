"""How the reader wants to see things: language and theme, kept in the browser, not in the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hmac import compare_digest
from urllib.parse import urlsplit

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.serve.language import LANGUAGES
from onrecord.serve.render import THEMES

YEAR = 365 * 24 * 3600


async def form(request: Request, *, files: int = 0) -> FormData:
    """The form that was sent, if one of our pages made it; else 403."""
    try:
        given = await request.form(max_files=files, max_fields=200, max_part_size=16 * 2**20)
    except FormParserError as error:
        raise HTTPException(400, f"The form cannot be read: {error}.") from None
    key = given.get("form_key") or request.headers.get("x-form-key") or ""
    if not isinstance(key, str) or not compare_digest(
        key.encode(), request.scope["form_key"].encode()
    ):
        await given.close()
        raise HTTPException(
            403, "This form was not made by a page of this run; load the page again."
        )
    return given


def back(given: FormData) -> str:
    """The page to go back to, one of ours.

    >>> back(FormData({"back": "//evil.example/x"})), back(FormData({"back": "/events?a=b"}))
    ('/', '/events?a=b')
    """
    told = str(given.get("back") or "/")
    parts = urlsplit(told)
    ours = told.startswith("/") and not told.startswith(("//", "/\\")) and not parts.netloc
    return told if ours and all(" " < c < "\x7f" for c in told) else "/"


def keep(name: str, known: tuple[str, ...]) -> Callable[[Request], Awaitable[Response]]:
    """A page that keeps a choice in a cookie."""

    async def answer(request: Request) -> Response:
        given = await form(request)
        value = str(given.get("value") or "")
        response = RedirectResponse(back(given), status_code=303)
        if value in known:
            response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="strict")
        else:
            response.delete_cookie(name, httponly=True, samesite="strict")
        return response

    return answer


ROUTES = [
    Route("/language", keep("language", tuple(one.code for one in LANGUAGES)), methods=["POST"]),
    Route("/theme", keep("theme", THEMES), methods=["POST"]),
]
