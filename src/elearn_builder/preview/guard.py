"""Who may talk to the preview: a browser on this machine that knows the random word in the address, and no other site.

A page of another site can send requests to a server on loopback, and a name that resolves to it (DNS rebinding) can
read the answers; so the Host is checked, and the Origin where a browser sends one.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),  # the word in the address goes to no other site
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"frame-ancestors 'self'"),
)


class Guard:
    """Lets requests through whose path begins with the word and whose Host is one of ``hosts`` (with port).

    Where there is an Origin, it must be that host.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str]) -> None:
        self.app = app
        self.token = token
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await PlainTextResponse(refusal, 403, {"Cache-Control": "no-store"})(scope, receive, send)
            return
        scope = {**scope, "path": "/" + scope["path"].lstrip("/").partition("/")[2]}
        scope.pop("raw_path", None)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> str:
        """Why a request is refused; empty when it is not."""
        headers = {name.lower(): value.decode("latin-1").lower() for name, value in scope["headers"]}
        if headers.get(b"host", "") not in self.hosts:
            return "This is the preview of elearn; it answers on this machine only."
        if not secrets.compare_digest(scope["path"].lstrip("/").partition("/")[0].encode(), self.token.encode()):
            return "Use the address that `elearn preview` has printed; it changes with each start."
        origin = headers.get(b"origin", "")
        if origin and origin != f"http://{headers[b'host']}":
            return "Another site asked for this."
        if headers.get(b"sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return "Another site asked for this."
        return ""
