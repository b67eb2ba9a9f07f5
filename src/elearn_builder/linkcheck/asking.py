"""Asks servers whether web addresses still lead somewhere, with good manners.

HEAD first, GET where a server does not care for HEAD (its body is not read), and for an address that names a part of a
page (of which a limited piece is read); one request at a time for each server, a
pause between two addresses, some servers side by side; a server that asks for patience (429, 503 with `Retry-After`,
RFC 9110) gets it within limits. What each request may take is limited, and so is the silence of all of them, so that
a server that never ends its answer holds up nobody.
"""

from __future__ import annotations

import queue
import re
import ssl
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

import httpx

from elearn_builder import __version__
from elearn_builder.linkcheck import parts
from elearn_builder.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from elearn_builder.linkcheck.memory import Memory

Kind = Literal["fine", "gone", "moved", "untrusted", "circle", "invalid", "unsure"]

FOR_GOOD = {301, 308}
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
PATIENCE = {429, 503}
MOST_REDIRECTS = 20  # as browsers
MOST_PORTS = 65_535
FEW_SERVERS = 3  # from which on it is not for them that nobody answers
GIVE_UP = 8  # servers in a row that cannot be reached, and none that can
# A name in which no part is empty, or the numbers of an address of version 6.
_HOST = re.compile(r"(?:[\w-]+\.)*[\w-]+\.?|[0-9a-fA-F:.]*:[0-9a-fA-F:.%\w]*")


class Answer(Record, frozen=True):
    """What came of asking for an address.

    Attributes:
        kind: ``moved`` is for good and to a page that is there; ``unsure`` is all that may be different tomorrow or
            for a person with a browser.
        said: The status or reason in words, for all but ``fine``.
        to: Where an address moved for good, also one that is ``gone`` there.
        reached: Whether a server was found at all.
        lacks: The part of a page that is there, which the address names and the page does not have.
    """

    kind: Kind
    said: str = ""
    to: str = ""
    reached: bool = True
    lacks: str = ""


class Manners(Record, frozen=True):
    """How patiently and how politely to ask; all in seconds but ``at_once``, the number of servers side by side.

    Attributes:
        timeout: For connecting, and between two pieces of an answer.
        pause: Between two addresses of one server.
        again: Before the second try after an error of the server.
        longest: The longest wait that a server may ask for.
        silence: Without an answer to any request; then those still open are given up.
    """

    timeout: float = 10
    at_once: int = 8
    pause: float = 0.5
    again: float = 2
    longest: float = 30
    silence: float = 90


class Web:
    """Servers to ask, and what they said.

    Args:
        memory: Answers of earlier runs; None asks for everything.
        manners: Limits.
        transport: What carries requests, instead of the network.

    Attributes:
        offline: Whether the last call of `ask` found no server at all, so that nothing can be concluded.
    """

    def __init__(
        self,
        memory: Memory | None = None,
        manners: Manners | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.memory = memory
        self.manners = manners or Manners()
        self.offline = False
        self._told: dict[str, Answer] = {}  # in this run
        self._pages: dict[httpx.URL, tuple[Answer, frozenset[str] | None]] = {}  # those whose parts were looked for
        self._locks: dict[str, threading.Lock] = {}
        self._client = httpx.Client(
            headers={"User-Agent": f"elearn-builder/{__version__} (checks links of courses)", "Accept": "*/*"},
            timeout=self.manners.timeout,
            limits=httpx.Limits(max_keepalive_connections=0),  # nobody knows when the last answer of a server is there
            transport=transport,
        )

    def ask(self, addresses: Collection[str], progress: Callable[[str, int, int], None]) -> dict[str, Answer]:
        """What servers say of addresses; those that were asked for in this run, or not long ago, are not asked again.

        Args:
            addresses: Addresses that begin with ``http:`` or ``https:``.
            progress: Told the stage and how much of it is done.

        Returns:
            Answers by address, without those that could not be asked for because no server was found at all.
        """
        wanted = dict.fromkeys(addresses)
        known = {one: answer for one in wanted if (answer := self._known(one))}
        fresh: dict[str, Answer] = {}
        self.offline = False
        missing = [one for one in wanted if one not in known]
        groups = _by_server(missing)
        for done, (address, answer) in enumerate(self._gather(groups), 1):
            fresh[address] = answer
            progress("links", done, len(missing))
            unreached = {_server(one) for one in fresh} if not any(one.reached for one in fresh.values()) else set()
            self.offline = len(unreached) >= min(GIVE_UP, max(FEW_SERVERS, len(groups)))
            if self.offline:
                return known
        late = Answer("unsure", "the server did not end its answer")
        fresh |= {one: late for one in missing if one not in fresh}
        self._told |= fresh
        if self.memory:
            self.memory.keep(fresh)
        return known | fresh

    def _known(self, address: str) -> Answer | None:
        return self._told.get(address) or (self.memory.recall(address) if self.memory else None)

    def _gather(self, groups: list[list[str]]) -> Iterator[tuple[str, Answer]]:
        """Answers as they come, until all are there or none came for too long."""
        todo: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        told: queue.SimpleQueue[tuple[str, Answer | Exception]] = queue.SimpleQueue()
        stop = threading.Event()
        for group in groups:
            todo.put(group)

        def work() -> None:
            while not stop.is_set():
                try:
                    group = todo.get_nowait()
                except queue.Empty:
                    return
                for address, answer in self._group(group, stop):
                    told.put((address, answer))

        for _ in range(min(self.manners.at_once, len(groups))):
            # Daemons, because a request that a server never ends must not keep the program from ending.
            threading.Thread(target=work, daemon=True).start()
        try:
            for _ in range(sum(len(group) for group in groups)):
                try:
                    address, answer = told.get(timeout=self.manners.silence)
                except queue.Empty:
                    return
                if isinstance(answer, Exception):
                    raise answer
                yield address, answer
        finally:
            stop.set()

    def _group(self, addresses: list[str], stop: threading.Event) -> Iterator[tuple[str, Answer | Exception]]:
        """Ask for the addresses of one server, one after the other."""
        answer: Answer | None = None
        for address in addresses:
            if answer is None or (answer.reached and answer.kind != "untrusted"):
                if answer and stop.wait(self.manners.pause):
                    return
                try:
                    answer = self._one(address)
                except Exception as problem:  # noqa: BLE001 - handed over to the thread that asked, which raises it
                    yield address, problem
                    return
            yield address, answer

    def _one(self, address: str) -> Answer:
        """Ask for an address, and for the part of the page that it names."""
        at = _parsed(address)
        if isinstance(at, Answer):
            return at
        part = parts.part_of(address)
        if not part:
            return self._follow(at)[0]
        if at not in self._pages:
            answer, page = self._follow(at, reading=True)
            self._pages[at] = answer, parts.names(page) if page else None
        answer, names = self._pages[at]
        return answer if names is None or parts.has(part, names) else replace(answer, lacks=part)

    def _follow(self, at: httpx.URL, *, reading: bool = False) -> tuple[Answer, parts.Page | None]:
        """Ask for an address and follow where it leads; with ``reading``, the page comes with the answer."""
        to, lasting, other = "", True, False
        until = time.monotonic() + self.manners.longest + self.manners.silence / 3
        for _ in range(MOST_REDIRECTS + 1):
            try:
                status, location, page = self._request(at, reading=reading)
            except _TooLongError as wait:
                return Answer("unsure", f"the server wants to be asked again in {wait.seconds:.0f} seconds"), None
            except httpx.TransportError as problem:
                return _failed(problem), None
            except (httpx.InvalidURL, ValueError):  # httpx looks at where a redirect leads
                return Answer("unsure", "it is redirected to what is no web address"), None
            if status not in REDIRECTS or not location:
                return _judged(status, to), None if other else page
            other = other or "#" in location  # the part that is asked for is now another one (RFC 9110, 10.2.2)
            at = at.join(location).copy_with(fragment=None)
            if at.scheme not in {"http", "https"}:
                return Answer("unsure", f"it is redirected to `{location[:80]}`, which is no web address"), None
            lasting = lasting and status in FOR_GOOD
            to = str(at) if lasting else to
            if time.monotonic() > until:
                return Answer("unsure", "it took too long"), None
        return Answer("circle", f"more than {MOST_REDIRECTS} redirects"), None

    def _request(self, url: httpx.URL, *, reading: bool) -> tuple[int, str, parts.Page | None]:
        """The status of an address, where it redirects to, and with ``reading`` the page, if it can be read.

        Raises:
            _TooLongError: The server asks for a longer wait than there is time for.
            httpx.TransportError: There is no answer.
        """
        ask = self._read if reading else self._try
        with self._locks.setdefault(url.netloc.decode("ascii"), threading.Lock()):
            response, page = ask(url)
            wait = self._wait(response)
            if wait is not None:
                time.sleep(wait)
                response, page = ask(url)
                if response.status_code in PATIENCE and "retry-after" in response.headers:
                    raise _TooLongError(_seconds(response.headers["retry-after"]))
        return response.status_code, response.headers.get("location", ""), page

    def _try(self, url: httpx.URL) -> tuple[httpx.Response, None]:
        """The answer to HEAD; to GET where HEAD is refused or not understood. The body is never read."""
        try:
            response = self._head_of("HEAD", url)
            if response.status_code < 400 or response.status_code == 429:
                return response, None
        except (httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.ReadError):
            pass
        return self._head_of("GET", url), None

    def _head_of(self, method: str, url: httpx.URL) -> httpx.Response:
        with self._client.stream(method, url) as response:
            return response

    def _read(self, url: httpx.URL) -> tuple[httpx.Response, parts.Page | None]:
        """The answer to GET and, if it can be read, the page; one that breaks off is there all the same."""
        with self._client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
            try:
                return response, parts.read(response, time.monotonic() + self.manners.longest)
            except httpx.TransportError:
                return response, None

    def _wait(self, response: httpx.Response) -> float | None:
        """How long to wait before trying again; None if there is nothing to be gained."""
        if response.status_code in PATIENCE and "retry-after" in response.headers:
            seconds = _seconds(response.headers["retry-after"])
            if seconds > self.manners.longest:
                raise _TooLongError(seconds)
            return seconds
        return self.manners.again if response.status_code >= 500 or response.status_code == 429 else None


class _TooLongError(Exception):
    """A server asks for a wait of so many seconds, which is too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def _parsed(address: str) -> httpx.URL | Answer:
    """An address without its anchor, or what is wrong with it."""
    try:
        url = httpx.URL(address.partition("#")[0])
        host = url.host
    except (httpx.InvalidURL, ValueError) as problem:
        return Answer("invalid", str(problem) or "it cannot be read")
    if not host:
        return Answer("invalid", "it names no server")
    if not _HOST.fullmatch(host) or (url.port or 0) > MOST_PORTS:
        return Answer("invalid", f"no server can be called `{url.netloc.decode('ascii')}`")
    return url


def _seconds(written: str) -> float:
    """The wait that `Retry-After` asks for: seconds, or a date."""
    written = written.strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        when = parsedate_to_datetime(written)
    except ValueError:
        return 0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _judged(status: int, to: str) -> Answer:
    """What a status means for an address that was followed to its end."""
    said = f"the server answers {status}"
    if status in GONE:
        return Answer("gone", said, to)
    if status < 400:
        return Answer("moved", said, to) if to else Answer("fine")
    if status in {401, 403}:
        said += ", perhaps because a program asks"
    return Answer("unsure", said, to)


def _failed(problem: httpx.TransportError) -> Answer:
    """Why there was no answer."""
    causes: list[BaseException] = [problem]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and cause not in causes:
        causes.append(cause)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Answer("untrusted", cause.verify_message or "it cannot be verified")
    if isinstance(problem, httpx.TimeoutException):
        connected = not isinstance(problem, httpx.ConnectTimeout | httpx.PoolTimeout)
        return Answer("unsure", "the server did not answer in time", reached=connected)
    if isinstance(problem, httpx.ConnectError | httpx.ProxyError):
        return Answer("unsure", "the server cannot be reached", reached=False)
    return Answer("unsure", "the server broke off")


def _server(address: str) -> str:
    """The server of an address, as far as it names one."""
    return address.partition("//")[2].partition("/")[0].lower()


def _by_server(addresses: list[str]) -> list[list[str]]:
    """Addresses by server, those with the most to do first."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        groups.setdefault(_server(address), []).append(address)
    return sorted(groups.values(), key=len, reverse=True)
