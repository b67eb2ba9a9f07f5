"""The line to a server: what is safe to repeat is repeated, secrets stay with their host, answers are put into words.

Requests are repeated after a broken connection or a fault of the server only when repeating them does no harm; after
"too many requests" always, because nothing was done then.
"""

from __future__ import annotations

import contextlib
import io
import time
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from elearn_builder import __version__
from elearn_builder.lms.codes import (
    BUSY,
    FAILING,
    LOST,
    MAINTENANCE,
    NO_PERMISSION,
    NO_SPACE,
    NOT_ENCRYPTED,
    NOT_FOUND,
    OTHER_LOGIN,
    SESSION,
    STRANGE,
    TOO_LARGE,
)
from elearn_builder.lms.service import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from elearn_builder.lms.service import Tell

    Prepare = Callable[[contextlib.ExitStack], dict[str, Any]]

PAUSES = (1.0, 3.0, 9.0)  # seconds before each repetition
LONGEST_PAUSE = 60.0  # that a server may ask for
TIMEOUT = httpx.Timeout(60.0, connect=15.0, read=300.0)  # a server unpacks a large package before it answers
MOST_REDIRECTS = 8
MOST_TEXT = 16 << 20  # bytes of a page
BLOCK = 1 << 16
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PLAIN = {"http", "ftp", "dav"}


def demand_encryption(address: str, *, insecure: bool) -> None:
    """Refuse an address without encryption, unless it is of this computer or it is said that it may be (U004)."""
    parts = urlsplit(address)
    if not parts.hostname:
        cure = "write it whole, like `https://academy.example.org`"
        raise Refusal(NOT_FOUND, f"`{address}` is no address", cure)
    if parts.username or parts.password:
        cure = "take name and password out of the address"
        raise Refusal(NOT_ENCRYPTED, "there is a name or password in the address", cure)
    if parts.scheme in PLAIN and parts.hostname not in LOOPBACK and not insecure:
        cure = f"write `https://{parts.netloc}{parts.path}`; for a test server there is --insecure"
        raise Refusal(NOT_ENCRYPTED, f"`{address}` is not encrypted", cure)


class Line:
    """A conversation with one server.

    Args:
        address: Where the server's pages begin; paths are appended to it.
        hide: Takes secrets out of what a server says.
        insecure: The address may be without encryption.
        auth: User and password that go with every request.
        headers: Go with every request.
    """

    def __init__(
        self,
        address: str,
        hide: Callable[[str], str],
        *,
        insecure: bool = False,
        auth: tuple[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        demand_encryption(address, insecure=insecure)
        self.address = address.rstrip("/")
        self.hide = hide
        self.host = urlsplit(address).hostname or ""
        agent = {"User-Agent": f"elearn-builder/{__version__}"}
        self._client = httpx.Client(auth=auth, headers=agent | (headers or {}), timeout=TIMEOUT, trust_env=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def cookie(self, name: str, value: str) -> None:
        """Send a cookie from now on, to this host only."""
        self._client.cookies.set(name, value, domain=self.host)

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that the server has given."""
        return {cookie.name: cookie.value or "" for cookie in self._client.cookies.jar}

    def get(self, path: str, **parts: Any) -> httpx.Response:
        """A page; safe to repeat."""
        return self.ask("GET", path, lambda _: parts, again=True)

    def post(self, path: str, *, again: bool, follow: bool = True, **parts: Any) -> httpx.Response:
        """Send a form; ``again``: it may be sent twice."""
        return self.ask("POST", path, lambda _: parts, again=again, follow=follow)

    def ask(self, method: str, path: str, prepare: Prepare, *, again: bool, follow: bool = True) -> httpx.Response:
        """Send a request, as often as is sensible, and follow where the server leads on the same host.

        Args:
            method: GET, POST …
            path: Behind the address of the server, or a whole address on it.
            prepare: Makes the parts of the request anew for each attempt, since a file is read up by sending it; files
                that it opens are put on the stack that it gets.
            again: It does no harm to repeat the request.
            follow: Go where a redirection leads; else give the redirection.

        Raises:
            Refusal: The server cannot be reached, fails, is closed, leads to another host.
        """
        answer = self._patiently(method, self._whole(path), prepare, again=again)
        for _ in range(MOST_REDIRECTS):
            if not follow or not answer.has_redirect_location:
                return answer
            where = urljoin(str(answer.url), answer.headers["location"])
            self._same_host(where)
            answer = self._patiently("GET", where, lambda _: {}, again=True)
        raise Refusal(STRANGE, f"{self.host} leads round in a circle", "open the address in a browser")

    def download(self, path: str, place: Path, *, method: str = "GET", **parts: Any) -> bool:
        """Write what is at an address to a file; False when it is not there or is a page for people instead."""
        for pause in (*PAUSES, None):
            try:
                with self._client.stream(method, self._whole(path), **parts) as answer:
                    if answer.status_code < 500 and answer.status_code != 429:
                        if answer.status_code != 200 or "html" in answer.headers.get("content-type", ""):
                            return False
                        with place.open("wb") as file:
                            file.writelines(answer.iter_bytes(BLOCK))
                        return True
                    last = self._failing(answer)
            except httpx.HTTPError as problem:
                last = self.lost(problem)
            if pause is None:
                raise last
            time.sleep(pause)
        return False

    def json(self, answer: httpx.Response) -> Any:
        """The JSON of an answer; a page for people instead means that the session has ended (U013)."""
        try:
            return answer.json()
        except ValueError:
            if "<html" in answer.text[:2000].lower() or "html" in answer.headers.get("content-type", ""):
                cure = "run the command again; a copied session must be copied anew"
                message = f"{self.host} answered with a page for people instead of data"
                raise Refusal(SESSION, message, cure) from None
            message = f"{self.host} answered with something that is no data"
            raise Refusal(STRANGE, message, "check the address") from None

    def expect(self, answer: httpx.Response, what: str) -> httpx.Response:
        """An answer that must be a success; else the refusal that its status means."""
        status = answer.status_code
        if status < 400:
            return answer
        by_status = {
            401: (SESSION, "is not signed in any more", "run the command again"),
            403: (NO_PERMISSION, "may not do this", "ask its administrator for the right to do it"),
            404: (NOT_FOUND, "does not know it", "check the settings in elearn.toml"),
            413: (TOO_LARGE, "does not take so much", "make recordings smaller, or ask the administrator"),
            507: (NO_SPACE, "has no space left", "delete old files there, or ask the administrator"),
        }
        if status in by_status:
            code, words, cure = by_status[status]
            raise Refusal(code, f"{what}: {self.host} says that it {words} (status {status})", cure)
        raise Refusal(STRANGE, f"{what}: {self.host} answered with status {status}", "open the address in a browser")

    def lost(self, problem: Exception) -> Refusal:
        """The refusal for a line that broke; names no address, which could hold a secret."""
        said = str(problem).lower()
        if "certificate" in said:
            cure = "check the address; if it is right, the administrator must renew the certificate"
            return Refusal(LOST, f"the certificate of {self.host} is not valid", cure)
        what = "cannot be reached"
        if isinstance(problem, httpx.TimeoutException):
            what = "takes too long to answer"
        elif isinstance(problem, httpx.NetworkError | httpx.RemoteProtocolError) and not isinstance(
            problem, httpx.ConnectError
        ):
            what = "broke off the connection"
        return Refusal(LOST, f"{self.host} {what}", "check the address and your network, then run the command again")

    def _whole(self, path: str) -> str:
        if "://" in path:
            self._same_host(path)
            return path
        return f"{self.address}/{path.lstrip('/')}"

    def _same_host(self, where: str) -> None:
        here, there = urlsplit(self.address), urlsplit(where)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            name = self.hide(f"{there.scheme}://{there.netloc}")
            cure = "if this is the sign-in page of your organisation, give the session of a browser instead"
            if here.hostname == there.hostname:
                cure = f'write `address = "{name}"` in elearn.toml'
            raise Refusal(OTHER_LOGIN, f"{self.host} leads to {name}", cure)

    def _patiently(self, method: str, where: str, prepare: Prepare, *, again: bool) -> httpx.Response:
        last: Refusal | None = None
        for pause in (*PAUSES, None):
            wait = pause
            try:
                with contextlib.ExitStack() as files:
                    answer = self._client.request(method, where, follow_redirects=False, **prepare(files))
            except httpx.HTTPError as problem:
                last = self.lost(problem)
                if not again:
                    raise last from None
            else:
                if (
                    answer.status_code == 503
                    and "maintenance" in (answer.reason_phrase + answer.text[:MOST_TEXT]).lower()
                ):
                    raise Refusal(MAINTENANCE, f"{self.host} is closed for maintenance", "run the command again later")
                if answer.status_code == 429:
                    last = Refusal(BUSY, f"{self.host} asks to wait", "run the command again in some minutes")
                elif answer.status_code >= 500 and answer.status_code != 507:
                    last = self._failing(answer)
                    if not again:
                        raise last
                else:
                    return answer
                wait = None if pause is None else max(pause, _asked(answer))
            if wait is not None:
                time.sleep(wait)
        assert last is not None
        raise last

    def _failing(self, answer: httpx.Response) -> Refusal:
        message = f"{self.host} reports a fault of its own (status {answer.status_code})"
        return Refusal(FAILING, message, "run the command again later, or tell its administrator")


def _asked(answer: httpx.Response) -> float:
    """The seconds that a server asks to wait for (RFC 9110 10.2.3); dates are not worth the trouble."""
    asked = answer.headers.get("retry-after", "")
    return min(float(asked), LONGEST_PAUSE) if asked.isdigit() else 0.0


class Watched(io.BufferedReader):
    """A file that tells how much of it has been read."""

    def __init__(self, place: Path, tell: Tell) -> None:
        super().__init__(io.FileIO(place))
        self._size = place.stat().st_size
        self._tell = tell

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, and tell."""
        data = super().read(size)
        self._tell(min(self.tell(), self._size), self._size)
        return data
