"""A web server on loopback that plays an LMS, and misbehaves on demand."""

from __future__ import annotations

import json
import socket
import threading
import time
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


class Fake:
    """Answers requests by `answer`; subclasses give each request the name of its step.

    Moods are words in ``moods``, each ``what:step`` or ``what:step:times``: ``drop`` closes the connection before the
    request is heard, ``lose`` after it was carried out, ``500``, ``429`` and ``413`` answer with that status, ``html``
    with a page, ``slow`` waits. Other words are for the subclass.
    """

    def __init__(self, *moods: str) -> None:
        self.moods = list(moods)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.addresses: list[str] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def log_message(self, *_: object) -> None:
                pass

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True

            def do_GET(self) -> None:
                fake.serve(self)

            do_POST = do_PUT = do_GET  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def mood(self, what: str, step: str = "") -> bool:
        """Whether it misbehaves so now; one that has a number of times counts down."""
        for index, one in enumerate(self.moods):
            name, _, rest = one.partition(":")
            where, _, times = rest.partition(":")
            if name == what and where in {step, "any"}:
                if times:
                    left = int(times) - 1
                    self.moods[index] = f"{name}:{where}:{left}" if left else "over"
                return True
        return False

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("content-length", 0)))
        fields, files = read_form(handler.headers.get("content-type", ""), body)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        asked = query | {name: values[-1] for name, values in fields.items()}
        step = self.step(handler.command, parts.path, asked)
        self.asked.append(step)
        self.addresses.append(handler.path)
        self.headers.append(dict(handler.headers.items()))
        if self.mood("drop", step):
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        for status in (500, 502, 429, 413, 403, 404):
            if self.mood(str(status), step):
                reply(handler, status, b"<html><p>trouble</p></html>", headers={"Retry-After": "0"})
                return
        if self.mood("html", step):
            reply(handler, 200, b"<html><p>Welcome to the guest network</p></html>")
            return
        if self.mood("slow", step):
            time.sleep(1.0)
        request = Request(handler, step, query, fields, files, body)
        status, kind, content, headers = self.answer(request)
        if self.mood("lose", step):
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        reply(handler, status, content, kind, headers)

    def step(self, method: str, path: str, query: dict[str, str]) -> str:
        raise NotImplementedError

    def answer(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        raise NotImplementedError


class Request:
    def __init__(
        self,
        handler: BaseHTTPRequestHandler,
        step: str,
        query: dict[str, str],
        fields: dict[str, list[str]],
        files: dict[str, tuple[str, bytes]],
        body: bytes,
    ) -> None:
        self.method = handler.command
        self.path = urlsplit(handler.path).path
        self.headers = handler.headers
        self.step, self.query, self.fields, self.files, self.body = step, query, fields, files, body

    def field(self, name: str) -> str:
        """The value that PHP would see: the last one."""
        return self.fields.get(name, [""])[-1]


def read_form(kind: str, body: bytes) -> tuple[dict[str, list[str]], dict[str, tuple[str, bytes]]]:
    fields: dict[str, list[str]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    if kind.startswith("application/x-www-form-urlencoded"):
        for name, value in parse_qsl(body.decode(), keep_blank_values=True):
            fields.setdefault(name, []).append(value)
    elif kind.startswith("multipart/form-data"):
        message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            if part.get_filename():
                files[name] = (str(part.get_filename()), data)
            else:
                fields.setdefault(name, []).append(data.decode())
    return fields, files


def reply(
    handler: BaseHTTPRequestHandler,
    status: int,
    content: bytes,
    kind: str = "text/html; charset=utf-8",
    headers: dict[str, str] | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def as_json(value: Any, status: int = 200) -> tuple[int, str, bytes, dict[str, str]]:
    return status, "application/json", json.dumps(value).encode(), {}


def page(text: str, status: int = 200, **headers: str) -> tuple[int, str, bytes, dict[str, str]]:
    return status, "text/html; charset=utf-8", text.encode(), headers


def redirect(where: str) -> tuple[int, str, bytes, dict[str, str]]:
    return 303, "text/html", b"", {"Location": where}
