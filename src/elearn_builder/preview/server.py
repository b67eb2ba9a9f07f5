"""The preview's server: the page, what it is told, the files of what is played.

Below the random word of the address (see `guard`):

    GET  /                          the page; GET /ui/NAME its scripts and styles, and the LMS's engines
    GET  /state                     the course as it is now, see `Studio.state`
    GET  /events                    server-sent events: `Studio.news` whenever it is other news
    GET  /launches/TARGET/LANGUAGE  {edition, launches}: what an LMS launches; `-` stands for the course's own language
    GET  /play/VIEW/TARGET/LANGUAGE/PATH   a file of the package; a VIEW has a line of its own
    POST /line                      {view, line}: one of `line.LINES`
    GET  /manual/CODE               {title, manual}: the page of a code, in HTML
    POST /open                      {path, line, col}: open a file of the course in the editor
"""

from __future__ import annotations

import gzip
import json
import mimetypes
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from elearn_builder import resources
from elearn_builder.files import lies_in
from elearn_builder.preview import editor
from elearn_builder.preview.line import LINES, Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from elearn_builder.preview.studio import Exhibit, Studio

ENGINES = ("scorm12.min.js", "scorm2004.min.js")
UI = (
    "preview.css",
    *(
        "base.js",
        "words.js",
        "lms.js",
        "frame.js",
        "pointing.js",
        "record.js",
        "calls.js",
        "findings.js",
        "overview.js",
        "notices.js",
        "controls.js",
        "preview.js",
    ),
)
BEAT = 15.0  # seconds between two signs of life
MOST_VIEWS = 200


class Server:
    """Answers requests about one `Studio`. ``over`` is set when the preview ends, which ends all streams."""

    def __init__(self, studio: Studio | Exhibit, editor_command: list[str]) -> None:
        self.studio = studio
        self.editor = editor_command
        self.over = anyio.Event()
        self._lines: dict[str, Line] = {}

    def app(self) -> Starlette:
        """The routes."""
        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/ui/{name}", self.ui),
                Route("/state", self.state),
                Route("/events", self.events),
                Route("/launches/{target}/{language}", self.launches),
                Route("/play/{view}/{target}/{language}/{path:path}", self.play),
                Route("/line", self.line, methods=["POST"]),
                Route("/manual/{code}", self.manual),
                Route("/open", self.open, methods=["POST"]),
            ]
        )

    async def page(self, _: Request) -> Response:
        """The page that the author keeps open."""
        return HTMLResponse(resources.text("templates/preview/index.html"))

    async def ui(self, request: Request) -> Response:
        """A script or style of the page."""
        name = request.path_params["name"]
        if name in ENGINES:
            file = resources.folder("scorm") / "vendor" / "scorm-again" / name
        elif name in UI:
            file = resources.folder("templates") / "preview" / name
        else:
            return PlainTextResponse("There is no such file.", 404)
        return Response(await anyio.Path(file).read_bytes(), media_type=_type(name))

    async def state(self, _: Request) -> Response:
        """The course as it is now."""
        told = await anyio.to_thread.run_sync(self.studio.state, datetime.now(UTC).date())
        return JSONResponse({**told, "editor": Path(self.editor[0]).name if self.editor else "", "lines": list(LINES)})

    async def events(self, _: Request) -> Response:
        """A stream that tells of each build."""

        async def stream() -> AsyncIterator[str]:
            told: dict[str, Any] = {}
            yield "retry: 1000\n\n"
            while not self.over.is_set():
                news = self.studio.news()
                if news != told:
                    told = news
                    yield f"data: {json.dumps(news)}\n\n"
                with anyio.move_on_after(BEAT) as waited:
                    await self.studio.changed(told, self.over)
                if waited.cancelled_caught:
                    yield ": still here\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def launches(self, request: Request) -> Response:
        """What an LMS launches of a package."""
        played = await self._played(request)
        if played is None:
            return JSONResponse({"edition": "", "launches": []})
        each = [
            {
                name: getattr(one, name)
                for name in ("item", "title", "path", "query", "sco", "mastery", "threshold", "data")
            }
            for one in played.launches
        ]
        return JSONResponse({"edition": played.edition, "launches": each})

    async def play(self, request: Request) -> Response:
        """A file of a package, as fast as the view's line is."""
        line = self._line(request.path_params["view"])
        if line.cut:
            return PlainTextResponse("The connection is cut.", 503)
        played = await self._played(request)
        path = request.path_params["path"]
        content = None if played is None else await anyio.to_thread.run_sync(played.read, path)
        if isinstance(content, Path):
            try:
                content = await anyio.Path(content).read_bytes()
            except OSError:
                content = None
        if content is None:
            return PlainTextResponse("The package has no such file.", 404)
        kind = _type(path)
        if not line.slow:
            return _ranged(request, content, kind)
        headers = {}
        if kind.startswith(("text/", "application/javascript", "image/svg")):  # as web servers do
            content, headers = gzip.compress(content, 6), {"Content-Encoding": "gzip"}
        headers["Content-Length"] = str(len(content))
        return StreamingResponse(line.send(content), media_type=kind, headers=headers)

    async def line(self, request: Request) -> Response:
        """Make a view's line slow, fast or cut."""
        asked = await _json(request)
        if asked.get("line") not in LINES:
            return PlainTextResponse("There is no such line.", 400)
        self._line(str(asked.get("view"))).name = asked["line"]
        return JSONResponse({"line": asked["line"]})

    async def manual(self, request: Request) -> Response:
        """The manual page of a code."""
        from elearn_builder.catalogue import CATALOGUE  # only who asks needs all of it
        from elearn_builder.prose import Converter

        code = CATALOGUE.get(request.path_params["code"])
        if code is None:
            return PlainTextResponse("There is no such code.", 404)
        return JSONResponse({"title": code.title, "manual": Converter().convert([code.manual])[0][0]})

    async def open(self, request: Request) -> Response:
        """Open a file of the course in the author's editor."""
        asked = await _json(request)
        root = self.studio.root
        file = root / str(asked.get("path", "")) if root else None
        if root is None or file is None or not file.is_file() or not lies_in(file, root):
            return PlainTextResponse("There is no such file in the course.", 404)
        if not self.editor:
            return PlainTextResponse("No editor is known: set VISUAL, or start with --editor.", 409)
        try:
            editor.open_file(self.editor, file.resolve(), _whole(asked.get("line")), _whole(asked.get("col")))
        except OSError as problem:
            return PlainTextResponse(f"The editor cannot be started: {problem.strerror}", 409)
        return JSONResponse({"opened": True})

    async def _played(self, request: Request) -> Any:
        target, language = request.path_params["target"], request.path_params["language"]
        return await anyio.to_thread.run_sync(self.studio.playable, target, "" if language == "-" else language)

    def _line(self, view: str) -> Line:
        if view not in self._lines and len(self._lines) >= MOST_VIEWS:
            self._lines.pop(next(iter(self._lines)))
        return self._lines.setdefault(view, Line())


def _type(path: str) -> str:
    kind = {".js": "text/javascript", ".vtt": "text/vtt", ".md": "text/plain"}.get(path[path.rfind(".") :].lower())
    return kind or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _ranged(request: Request, content: bytes, kind: str) -> Response:
    """The content, or the part of it that is asked for: players of recordings jump by asking for parts."""
    wanted = request.headers.get("range", "")
    if not wanted.startswith("bytes=") or "," in wanted:
        return Response(content, media_type=kind, headers={"Accept-Ranges": "bytes"})
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    try:
        start = int(first) if first else max(0, len(content) - int(last))
        stop = min(int(last) + 1, len(content)) if first and last else len(content)
    except ValueError:
        return Response(content, media_type=kind)
    if not 0 <= start < stop:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(content)}"})
    headers = {"Content-Range": f"bytes {start}-{stop - 1}/{len(content)}", "Accept-Ranges": "bytes"}
    return Response(content[start:stop], 206, headers, kind)


async def _json(request: Request) -> dict[str, Any]:
    try:
        found = await request.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < 10_000_000 else 1
