"""A server for browser tests: packages as they are in their zips, the small LMS, and its records."""

from __future__ import annotations

import json
import mimetypes
import re
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from elearn_builder import resources

HERE = Path(__file__).parent
# An LMS that knows few types, lets no type be guessed, and lets a page have nothing but files of its own site.
STRICT = {"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff"}
KNOWN = {".html", ".js", ".css", ".svg", ".png", ".jpg"}
# Where packages are served: plainly; strictly; below a path that was written anew and only to who shows the signature.
PACKAGE = re.compile(r"/(package|strict|content \(7\)/rev~3/\+)/([^/]+)/(.+)")
SIGNED = "/c%6Fntent%20(7)/rev~3/+/"


class Lms:
    """Serves packages on loopback and keeps what learners' courses commit."""

    def __init__(self) -> None:
        self.packages: dict[str, dict[str, bytes]] = {}
        self.records: dict[str, Any] = {}
        self.commits: dict[str, int] = {}
        self.history: dict[str, list[Any]] = {}
        self.fail = False
        owner = self

        class Handler(_Handler):
            lms: ClassVar[Lms] = owner

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def load(self, name: str, file: Path) -> None:
        """Unpack a package under a name."""
        if file.is_dir():
            self.packages[name] = {
                path.relative_to(file).as_posix(): path.read_bytes() for path in file.rglob("*") if path.is_file()
            }
            return
        with zipfile.ZipFile(file) as archive:
            self.packages[name] = {entry: archive.read(entry) for entry in archive.namelist()}

    def launch(self, package: str, standard: str, learner: str, launch: str = "index.html", **more: str) -> str:
        """The address that plays a package."""
        asked = {"package": package, "standard": standard, "learner": learner, "launch": launch, **more}
        return f"{self.address}/lms.html?" + "&".join(f"{key}={quote(value)}" for key, value in asked.items())

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    lms: ClassVar[Lms]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        parts = path.strip("/").split("/", 2)
        package = PACKAGE.fullmatch(path)
        if path in {"/lms.html", "/lms.js"}:
            self._send((HERE / path[1:]).read_bytes(), path)
        elif parts[0] == "vendor":
            file = resources.folder("scorm") / "vendor" / "scorm-again" / parts[1]
            self._send(file.read_bytes(), path)
        elif parts[0] == "record":
            record = self.lms.records.get(parts[1])
            self._send(json.dumps(record).encode(), "x.json")
        elif package and package[3] in self.lms.packages.get(package[2], {}):
            signed = "sig=" in self.path or not re.search(r"(?<!player)(?<!course)\.(html|js)$", path)
            if package[1].startswith("content") and not signed:
                self.send_error(403)
                return
            self._send(self.lms.packages[package[2]][package[3]], path, strict=package[1] == "strict")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        learner = self.path.rsplit("/", 1)[-1].split("?")[0]
        if self.lms.fail:
            self._send(b'{"result": false, "errorCode": 101}', "x.json", 500)
            return
        data = json.loads(body)
        self.lms.records[learner] = data
        self.lms.history.setdefault(learner, []).append(data)
        self.lms.commits[learner] = self.lms.commits.get(learner, 0) + 1
        self._send(b'{"result": true, "errorCode": 0}', "x.json")

    def _send(self, body: bytes, name: str, status: int = 200, *, strict: bool = False) -> None:
        self.send_response(status)
        known = not strict or Path(name).suffix in KNOWN
        self.send_header("Content-Type", (known and mimetypes.guess_type(name)[0]) or "application/octet-stream")
        for header, value in STRICT.items() if strict else ():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
