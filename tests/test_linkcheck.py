"""Asking for links: what servers may do, how politely they are asked, what is remembered. Servers are on loopback."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner

from elearn_builder import pipeline
from elearn_builder.cli import cli
from elearn_builder.linkcheck import asking, memory, parts
from elearn_builder.linkcheck.asking import Answer, Manners, Web
from elearn_builder.linkcheck.memory import DAY, Memory
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK = Manners(timeout=1.5, pause=0, again=0, longest=2, silence=6)
# For localhost, signed by itself.
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqdSSCueLXF5ZUEdZ
3COP3wn3xGco6HWJwV7UU6xGICShRANCAARIs/gdypk6e9iFmQgCyPLHbsIDNE3t
h86vVDEy3/y9Hye8CcEisERcdfW/rX0s8uuUTwKuehtC5nzc5Bx81gwO
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUD8WpWHgE11eqiClZoKRusoL+7Q8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDEzMTcxMFoYDzIxMjYxMDMx
MTMxNzEwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARIs/gdypk6e9iFmQgCyPLHbsIDNE3th86vVDEy3/y9Hye8CcEisERc
dfW/rX0s8uuUTwKuehtC5nzc5Bx81gwOo28wbTAdBgNVHQ4EFgQU79u16tscQrn7
4hq2JwhqOEwx+6QwHwYDVR0jBBgwFoAU79u16tscQrn74hq2JwhqOEwx+6QwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhALyGwF5Wd5/yoIRMayjwQmlP10P7IBf7luCLZCNyzAVMAiEA
30EXS1cgk/T4gCY9kB4DtuPo3J7TG4Lv+kGmhBZVjcY=
-----END CERTIFICATE-----
"""
PAGE = (
    '<h2 id="annex-viii">Annex</h2><A NAME="old">x</A><p id="größe">y<form name="form"><input id="a b">'
    '<h3 id="user-content-install">'
).encode()
STRANGE = {
    "nothing": b"",
    "blank": b" \n",
    "bytes": bytes(range(256)) * 40,
    "deep": b"<div>" * 50_000,
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><p>&b;',
    "elsewhere": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><p>x',
    "many": b"<p id=x" + b" a=b" * 100_000 + b">",
    "encoding": b'<?xml version="1.0" encoding="no-such"?><meta charset="no-such"><p id="x">',
    "wide": "<p id='x'>".encode("utf-16"),
}
COURSE = "id: case\ntitle: Case\nmodules: [{title: Cases, lessons: [01-case]}]\n"


@dataclass
class Server:
    """A server on loopback: what it was asked, and how many asked at the same time."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    now: int = 0
    most: int = 0
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    meeting: threading.Barrier | None = None

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    """Answers by path: `/404`, `/301/fine`, `/refuses-head` …"""

    protocol_version = "HTTP/1.1"
    state: Server

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self) -> None:
        state = self.state
        state.asked.append(f"{self.command} {self.path}")
        state.agents.add(self.headers["User-Agent"])
        state.times.append(time.monotonic())
        state.tries[self.path] += 1
        state.now += 1
        state.most = max(state.most, state.now)
        self._say(state.tries[self.path])

    def _say(self, nth: int) -> None:
        first, _, rest = self.path[1:].partition("/")
        match first:
            case "refuses-head" if self.command == "HEAD":
                self._send(405)
            case "wrong-head" if self.command == "HEAD":
                self._send(404)
            case "mute-head" if self.command == "HEAD":
                self.close_connection = True
            case "patience" if nth == 1:
                self._send(429, {"Retry-After": rest})
            case "never" | "later":
                self._send(429, {"Retry-After": rest})
            case "ill" if nth <= 2:  # HEAD and GET of the first try
                self._send(500)
            case "dead":
                self._send(503)
            case "silent":
                time.sleep(3)
            case "meet":
                assert self.state.meeting
                self.state.meeting.wait()
                self._send(200)
            case "drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
                for _ in range(60):
                    time.sleep(0.1)
                    self.wfile.write(b"x")
                    self.wfile.flush()
            case "trickle":
                self._send(200, {"Content-Type": "text/html", "Content-Length": "1000000"})
                for _ in range(100):
                    time.sleep(0.05)
                    self.wfile.write(b"<p>" * 6000)
            case "body":
                self._send(200, {"Content-Length": "1000000"})
                time.sleep(3)
            case "page":
                self._page(PAGE)
            case "strange":
                self._page(STRANGE[rest])
            case "pdf":
                self._page(PAGE, {"Content-Type": "application/pdf"})
            case "packed":
                self._page(gzip.compress(PAGE), {"Content-Encoding": "gzip"})
            case "latin":
                self._page('<p id="größe">'.encode("latin-1"), {"Content-Type": "text/html; charset=iso-8859-1"})
            case "long":
                self._page(b"<p>" + b"x" * (parts.MOST + 1))
            case "cut":
                self._page(b'<p id="a">', {"Content-Length": "1000"})
                self.close_connection = True
            case "round":
                self._send(302, {"Location": f"/round/{int(rest) + 1}"})
            case "cookie" if "seen=1" not in self.headers.get("Cookie", ""):
                self._send(302, {"Location": "/cookie", "Set-Cookie": "seen=1"})
            case "301" | "302" | "303" | "307" | "308":
                self._send(int(first), {"Location": f"/{rest}"})
            case "odd":
                self._send(302, {"Location": rest})
            case _ if first.isdigit():
                self._send(int(first))
            case _:
                time.sleep(0.02)
                self._send(200)

    def _page(self, content: bytes, headers: dict[str, str] | None = None) -> None:
        self._send(200, {"Content-Type": "text/html", "Content-Length": str(len(content))} | (headers or {}))
        if self.command == "GET":
            self.wfile.write(content)

    def _send(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.state.now -= 1  # before the client can know the answer, and ask for more
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxy, and a cache folder of one's own."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(memory.platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))


def serve(*, tls: Path | None = None) -> tuple[ThreadingHTTPServer, Server]:
    state = Server()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"state": state}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # clients go away in the middle, which is what is tested
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    state.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server, state


@pytest.fixture
def server() -> Iterator[Server]:
    running, state = serve()
    yield state
    running.shutdown()
    running.server_close()


def nobody(*_: object) -> None:
    pass


@cache
def quick() -> Web:
    """A client takes a while to get ready, and servers have ports of their own."""
    return Web(manners=QUICK)


def ask(address: str) -> Answer:
    return quick().ask([address], nobody)[address]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/fine", "fine"),
        ("/fine#part", "fine"),
        ("/302/fine", "fine"),
        ("/307/fine", "fine"),
        ("/302/301/fine", "fine"),  # who goes through a temporary one must keep the address
        ("/301/fine", "moved"),
        ("/308/301/fine", "moved"),
        ("/301/302/fine", "moved"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/301/404", "gone"),
        ("/403", "unsure"),
        ("/401", "unsure"),
        ("/418", "unsure"),
        ("/refuses-head", "fine"),
        ("/wrong-head", "fine"),
        ("/mute-head", "fine"),
        ("/ill", "fine"),
        ("/dead", "unsure"),
        ("/silent", "unsure"),
        ("/body", "fine"),
        ("/cookie", "fine"),
        ("/round/1", "circle"),
        ("/patience/0", "fine"),
        ("/patience/Sun, 06 Nov 1994 08:49:37 GMT", "fine"),
        ("/patience/soon", "fine"),
        ("/never/0", "unsure"),
        ("/later/86400", "unsure"),
        ("/odd/mailto:a@b.example", "unsure"),
        ("/odd/http://[::1", "unsure"),
    ],
)
def test_what_servers_say(server: Server, path: str, kind: str) -> None:
    assert ask(server.at(path.replace(" ", "%20"))).kind == kind


@pytest.mark.parametrize(
    ("path", "lacks"),
    [
        ("/page#annex-viii", ""),
        ("/page#annex-8", "annex-8"),
        ("/page#old", ""),
        ("/page#form", "form"),  # a name counts for `a` only
        ("/page#größe", ""),
        ("/page#gr%C3%B6%C3%9Fe", ""),
        ("/page#a%20b", ""),
        ("/page#install", ""),
        ("/page#Annex-VIII", "Annex-VIII"),  # large and small letters differ
        ("/page", ""),
        ("/page#", ""),
        ("/page#Top", ""),
        ("/page#/search", ""),
        ("/page#!search", ""),
        ("/page#page=3", ""),
        ("/page#L12-L20", ""),
        ("/page#:~:text=waste", ""),
        ("/page#annex-8:~:text=waste", "annex-8"),
        ("/302/page#annex-8", "annex-8"),
        ("/301/page#annex-8", "annex-8"),
        ("/odd/page%23other#annex-8", ""),  # the redirect names a part of its own
        ("/pdf#annex-8", ""),
        ("/packed#annex-8", ""),
        ("/latin#größe", ""),
        ("/latin#annex-8", "annex-8"),
        ("/long#annex-8", ""),
        ("/cut#annex-8", ""),
        ("/404#annex-8", ""),
        ("/403#annex-8", ""),
        ("/fine#annex-8", ""),
        *((f"/strange/{name}#annex-8", "") for name in ("nothing", "blank")),
    ],
)
def test_parts_of_pages(server: Server, path: str, lacks: str) -> None:
    address = server.at(path.replace("%23", "#") if path.startswith("/odd") else path)
    assert ask(address).lacks == lacks


@pytest.mark.parametrize("name", STRANGE)
def test_no_page_is_too_strange(server: Server, name: str) -> None:
    assert ask(server.at(f"/strange/{name}#annex-8")).kind == "fine"
    assert all(one.endswith(f" /strange/{name}") for one in server.asked), "nothing else is loaded"


def test_a_page_that_never_ends_is_not_waited_for(server: Server) -> None:
    web = Web(manners=Manners(timeout=1, pause=0, again=0, longest=0.2, silence=20))
    address = server.at("/trickle#annex-8")
    assert web.ask([address], nobody)[address] == Answer("fine")


def test_a_page_is_read_once_for_all_its_parts(server: Server) -> None:
    addresses = [server.at(f"/page#{part}") for part in ("annex-viii", "annex-8", "old")]
    answers = Web(manners=QUICK).ask(addresses, nobody)
    assert [answers[one].lacks for one in addresses] == ["", "annex-8", ""]
    assert server.asked == ["GET /page"]


def test_where_it_moved_is_said(server: Server) -> None:
    assert ask(server.at("/308/301/302/fine")).to == server.at("/302/fine")
    assert ask(server.at("/301/404")).to == server.at("/404")


def test_head_is_enough_where_it_is_answered(server: Server) -> None:
    ask(server.at("/fine"))
    ask(server.at("/refuses-head"))
    assert server.asked == ["HEAD /fine", "HEAD /refuses-head", "GET /refuses-head"]


def test_the_server_s_wait_is_kept(server: Server) -> None:
    began = time.monotonic()
    assert ask(server.at("/patience/1")).kind == "fine"
    assert time.monotonic() - began >= 1
    assert server.asked == ["HEAD /patience/1"] * 2


def test_a_long_wait_is_not_waited_for(server: Server) -> None:
    assert "86400 seconds" in ask(server.at("/later/86400")).said
    assert server.asked == ["HEAD /later/86400"]


def test_one_request_at_a_time_for_each_server(server: Server) -> None:
    addresses = [server.at(f"/page{number}") for number in range(6)]
    through, second = serve()  # another server whose redirects lead to the first one
    addresses += [second.at(f"/odd/{server.at(f'/way{number}')}") for number in range(6)]
    try:
        answers = Web(manners=QUICK).ask(addresses, nobody)
    finally:
        through.shutdown()
        through.server_close()
    assert {one.kind for one in answers.values()} == {"fine"}
    assert len(server.asked) == 12
    assert server.most == second.most == 1


def test_servers_are_asked_side_by_side_and_at_a_pace(server: Server) -> None:
    other, second = serve()
    server.meeting = second.meeting = threading.Barrier(2, timeout=20)
    addresses = [one.at(f"/{name}") for one in (server, second) for name in ("meet", "page1", "page2")]
    answers = Web(manners=Manners(pause=0.3)).ask(addresses, nobody)
    other.shutdown()
    other.server_close()
    assert {one.kind for one in answers.values()} == {"fine"}, "each server was asked while the other was answering"
    for one in (server, second):
        pauses = [later - earlier for earlier, later in pairwise(one.times)]
        assert len(pauses) == 2
        assert sum(pauses) >= 0.5, "a server is asked at a pace"


def test_the_program_says_who_it_is(server: Server) -> None:
    ask(server.at("/fine"))
    assert all(agent.startswith("elearn-builder/") for agent in server.agents)


def test_an_answer_without_end_holds_up_nobody(server: Server) -> None:
    web = Web(manners=Manners(timeout=1, pause=0, again=0, silence=1))
    answer = web.ask([server.at("/drip")], nobody)[server.at("/drip")]
    assert answer == Answer("unsure", "the server did not end its answer")


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    file = tmp_path / "server.pem"
    file.write_text(CERTIFICATE, "utf-8")
    running, state = serve(tls=file)
    try:
        addresses = [f"https://localhost:{state.port}/{name}" for name in ("one", "two")]
        answers = Web(manners=QUICK).ask(addresses, nobody)
    finally:
        running.shutdown()
        running.server_close()
    assert {one.kind for one in answers.values()} == {"untrusted"}
    assert "certificate" in answers[addresses[0]].said


@pytest.mark.parametrize(
    "address",
    [
        "https:///x",
        "https:/x.example/",
        "http://[::1",
        "https://a..b/",
        "https://exa[mple/",
        "https://a.example:99999/",
    ],
)
def test_what_is_no_address(address: str) -> None:
    assert ask(address).kind == "invalid"


@pytest.mark.parametrize("address", ["http://[::1]:9/", "http://127.0.0.1:9/x y", "http://xn--mnchen-3ya.invalid/"])
def test_what_is_an_address_though_nobody_is_there(address: str) -> None:
    assert ask(address) == Answer("unsure", "the server cannot be reached", reached=False)


def test_a_server_that_cannot_be_reached_is_not_tried_again() -> None:
    tried = []

    def refuse(request: httpx.Request) -> httpx.Response:
        tried.append(str(request.url))
        raise httpx.ConnectError("refused")

    web = Web(manners=QUICK, transport=httpx.MockTransport(refuse))
    addresses = [f"http://gone.example/{number}" for number in range(20)]
    assert {one.reached for one in web.ask(addresses, nobody).values()} == {False}
    assert tried == addresses[:1]
    assert not web.offline


def test_without_a_network_nothing_is_concluded() -> None:
    tried = []

    def refuse(request: httpx.Request) -> httpx.Response:
        tried.append(request.url.host)
        time.sleep(0.05)
        raise httpx.ConnectError("no network")

    web = Web(manners=QUICK, transport=httpx.MockTransport(refuse))
    assert web.ask([f"http://s{number}.example/" for number in range(200)], nobody) == {}
    assert web.offline
    assert len(tried) <= asking.GIVE_UP + 2 * QUICK.at_once


def test_a_bug_is_not_swallowed() -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Web(manners=QUICK, transport=httpx.MockTransport(broken)).ask(["http://a.example/"], nobody)


# --- what is remembered -----------------------------------------------------------------------------------------------


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(memory.time, "time", lambda: now + seconds)


@pytest.mark.parametrize(
    ("path", "after", "again"),
    [
        ("/fine", 6.9 * DAY, False),
        ("/fine", 7.1 * DAY, True),
        ("/301/fine", 6.9 * DAY, False),
        ("/404", 0.9 * DAY, False),
        ("/404", 1.1 * DAY, True),
        ("/page#annex-8", 0.9 * DAY, False),
        ("/page#annex-8", 1.1 * DAY, True),
        ("/page#annex-viii", 6.9 * DAY, False),
        ("/403", 1, True),
        ("/fine", -DAY, True),  # a clock that was wrong
    ],
)
def test_answers_hold_for_some_days(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: str, after: float, again: bool
) -> None:
    first = Web(Memory(), QUICK).ask([server.at(path)], nobody)
    asked = len(server.asked)
    later(monkeypatch, after)
    assert Web(Memory(), QUICK).ask([server.at(path)], nobody) == first
    assert (len(server.asked) > asked) == again


def test_one_may_ask_again(server: Server) -> None:
    Web(Memory(), QUICK).ask([server.at("/fine")], nobody)
    Web(Memory(forget=True), QUICK).ask([server.at("/fine")], nobody)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"http://a": 1}',
        '{"http://a": {"asked": "x", "kind": "fine", "said": "", "to": ""}}',
        "[" * 9999,
    ],
)
def test_a_damaged_cache_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "links.json"
    file.write_text(text, "utf-8")
    assert Memory(file).recall("http://a") is None
    Memory(file).keep({"http://a": Answer("fine")})
    assert Memory(file).recall("http://a") == Answer("fine")


def test_what_no_longer_holds_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "links.json"
    Memory(file).keep({"http://old": Answer("fine"), "http://busy": Answer("unsure", "x")})
    later(monkeypatch, 8 * DAY)
    Memory(file).keep({"http://new": Answer("fine")})
    assert list(json.loads(file.read_text("utf-8"))) == ["http://new"]
    assert [one.name for one in tmp_path.iterdir()] == ["links.json"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    Memory(tmp_path / "file" / "links.json").keep({"http://a": Answer("fine")})


# --- from the page to the finding -------------------------------------------------------------------------------------


def course(folder: Path, lesson: str, head: str = "") -> Path:
    (folder / "lessons").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    (folder / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n{head}---\n{lesson}\n", "utf-8")
    return folder


def findings(folder: Path, web: Web | None) -> list[str]:
    return [
        f"{one.code.id}:{one.span.line}:{one.span.text}"
        for one in pipeline.check([(folder, folder.name)], web=web).diagnostics
    ]


def dead(*_: object) -> httpx.Response:
    return httpx.Response(404)


def test_every_place_of_an_address_is_told(tmp_path: Path) -> None:
    head = "sources:\n  - title: One\n    url: https://a.example/s\n    seen: 2026-11-01\n"
    body = (
        "A [guide](https://a.example/1) and <https://a.example/2>.\n\n"
        "::: trainer\nSee [rules](https://a.example/3).\n:::\n\n"
        "A [note](https://a.example/1).[^1]\n\n[^1]: In a [footnote](https://a.example/4).\n\n"
        "<!-- [none](https://a.example/5) --> `https://a.example/6` [mail](mailto:a@b.example)"
    )
    folder = course(tmp_path / "case", body, head)
    (folder / "glossary.yaml").write_text("PIC: A [word](https://a.example/7).\n", "utf-8")
    web = Web(manners=QUICK, transport=httpx.MockTransport(dead))
    found = [one.replace("https://a.example/", "") for one in findings(folder, web)]
    assert found == ["L020:1:7", "L020:5:s", "L020:8:1", "L020:8:2", "L020:11:3", "L020:14:1", "L020:16:4"]


def test_the_official_page_of_references_is_told_once(tmp_path: Path) -> None:
    folder = course(tmp_path / "case", "By [[basel:4(3)]] and [[basel:6]] they must.")
    found = findings(folder, Web(manners=QUICK, transport=httpx.MockTransport(dead)))
    assert found == ["L020:4:basel:"]


def test_nothing_is_asked_without_the_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "Client", None)
    assert findings(course(tmp_path / "case", "A [guide](https://a.example/)."), None) == []


def test_an_address_can_be_let_stand_and_never_goes_stale(tmp_path: Path) -> None:
    body = "<!-- elearn-ignore L020, L022: known to be down -->\nA [guide](https://a.example/)."
    folder = course(tmp_path / "case", body)
    assert findings(folder, None) == []
    for status in (200, 404, 500):
        web = Web(manners=QUICK, transport=httpx.MockTransport(lambda _, status=status: httpx.Response(status)))
        assert findings(folder, web) == []


def run(folder: Path, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["check", str(folder), "--links", "--strict", *more])
    return result.exit_code, result.output


def test_the_command(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "Manners", lambda: QUICK)
    head = "reviewed: 2026-11-01\n"
    code, said = run(course(tmp_path / "good", f"A [guide]({server.at('/fine')}).", head), "--today", "2026-11-24")
    assert (code, said.splitlines()[-1]) == (0, "1 course checked, all is well")
    code, said = run(course(tmp_path / "bad", f"A [guide]({server.at('/404')}).", head), "--today", "2026-11-24")
    assert code == 1
    assert "warning[L020]" in said
    code, said = run(course(tmp_path / "busy", f"A [guide]({server.at('/403')}).", head), "--today", "2026-11-24")
    assert code == 0, "a note never makes a command fail"
    assert "note[L022]" in said
    assert "\n1 note\n" in said
    assert CliRunner().invoke(cli, ["check", str(tmp_path / "good"), "--again"]).exit_code == 2


def test_fix_corrects_what_can_lead_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def move(request: httpx.Request) -> httpx.Response:
        address = str(request.url)
        new = {"http://a.example/x": "https://www.a.example/x/", "http://b.example/x": "http://b.example/y"}.get(
            address
        )
        return httpx.Response(301 if new else 200, headers={"location": new} if new else {})

    web = Web(manners=QUICK, transport=httpx.MockTransport(move))
    monkeypatch.setattr("elearn_builder.cli.check._web", lambda **_: web)
    body = "A [guide](http://a.example/x), [list](http://b.example/x)."
    folder = course(tmp_path / "case", body, "reviewed: 2026-11-01\n")
    _, said = run(folder, "--fix", "--today", "2026-11-24")
    lesson = (folder / "lessons" / "01-case.md").read_text("utf-8")
    assert "A [guide](https://www.a.example/x/), [list](http://b.example/x)." in lesson
    assert said.count("L021") == 3  # mended; told, with where more is said


def test_no_network_ends_calmly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    web = Web(manners=QUICK, transport=httpx.MockTransport(refuse))
    monkeypatch.setattr("elearn_builder.cli.check._web", lambda **_: web)
    links = " ".join(f"[guide {number}](https://s{number}.example/)" for number in range(9))
    code, said = run(course(tmp_path / "case", links, "reviewed: 2026-11-01\n"), "--today", "2026-11-24")
    assert code == 0
    assert "links were not checked: no server could be reached; is there a network?" in said
    assert "L022" not in said


def test_the_docs_say_how_long_answers_hold() -> None:
    page = (ROOT / "docs" / "how-to" / "check-links.md").read_text("utf-8")
    assert "for a week" in page
    assert memory.HOLDS["fine"] == 7 * DAY
