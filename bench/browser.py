"""What an officer waits for: the first lesson over a slow line, answers, and how often the LMS is asked to store.

Packages are unpacked, served compressed as web servers do, and played in Chromium in a frame beside a small LMS that
says yes to everything. The line is held at 400 kbit/s with 300 ms to and fro, the processor slowed four times. The
floor is the same lesson as bare HTML: no style, no script. The first lesson is playable when its own questions can be
answered; what other pages need comes after that and is printed apart.

    python bench/browser.py [--runs 5] [PACKAGE.zip ...]
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
import re
import shutil
import statistics
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from elearn_builder import player
from elearn_builder.config import Theme

RATE = 400_000 / 8
LATENCY = 300
SLOWDOWN = 4
READABLE = """() => new Promise(resolve => {
  const look = () => {
    const text = document.querySelector("article p, article li");
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    if (text && text.getBoundingClientRect().height && paint) resolve(paint.startTime);
    else requestAnimationFrame(look);
  };
  look();
})"""
PLAYABLE = """() => new Promise(resolve => {
  const look = () => {
    const questions = [...document.querySelectorAll(".question")];
    const there = document.querySelector("html.js .bar-button") && document.readyState === "complete";
    if (there && questions.every(one => one.querySelector(".actions .main"))) resolve(performance.now());
    else setTimeout(look, 20);
  };
  look();
})"""
KILO = 1000
LMS = b"""<!doctype html><meta charset="utf-8"><title>LMS</title>
<style>body{margin:0}iframe{width:100%;height:96vh;border:0}</style>
<script>
var calls = [], kept = {};
function say(name) { return function (key, value) {
  calls.push([name, key, value, performance.now()]);
  if (/GetValue/.test(name)) return kept[key] || "";
  if (/SetValue/.test(name)) kept[key] = value;
  return /LastError/.test(name) ? "0" : "true";
}; }
var API = {}, API_1484_11 = {};
["Initialize", "Finish", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]
  .forEach(function (name) { API["LMS" + name] = say("LMS" + name); });
["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]
  .forEach(function (name) { API_1484_11[name] = say(name); });
</script><iframe name="sco"></iframe>"""


class Server:
    """Serves files of one package, compressed, and counts the bytes of bodies."""

    def __init__(self, package: Path) -> None:
        self.sent = 0
        with zipfile.ZipFile(package) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.files["lms.html"] = LMS
        self.files["bare.html"] = bare(self.files["index.html"].decode()).encode()
        owner = self

        class Handler(_Handler):
            server_files: ClassVar[Server] = owner

        self._server = _Quiet(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    """Says nothing about connections that a closed page has dropped."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class _Handler(BaseHTTPRequestHandler):
    server_files: ClassVar[Server]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = unquote(urlsplit(self.path).path).lstrip("/")
        body = self.server_files.files.get(name)
        if body is None:
            self.send_error(404)
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        packed = kind.startswith("text/") or "javascript" in kind or "svg" in kind
        body = gzip.compress(body, 6, mtime=0) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        if name != "lms.html":
            self.server_files.sent += len(body)

    def log_message(self, *_: object) -> None:
        pass


def bare(page: str) -> str:
    """The page without style and script."""
    return re.sub(r"<(style|script)\b.*?</\1>|<link\b[^>]*>", "", page, flags=re.DOTALL)


def opened(browser: Browser, server: Server, *, slow: bool) -> tuple[Page, Frame]:
    context = browser.new_context(viewport={"width": 390, "height": 760})
    page = context.new_page()
    page.goto(f"{server.address}/lms.html")
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line = {"offline": False, "latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE}
        session.send("Network.emulateNetworkConditions", line)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    frame = page.frame("sco")
    assert frame is not None
    return page, frame


def readable(browser: Browser, server: Server, path: str) -> float:
    """Seconds until the lesson's first text is on the screen."""
    page, frame = opened(browser, server, slow=True)
    page.evaluate("path => { document.querySelector('iframe').src = path; }", f"{server.address}/{path}")
    frame.wait_for_url(f"**/{path}", wait_until="commit")
    seconds = float(frame.evaluate(READABLE)) / 1000
    page.context.close()
    return seconds


def playable(browser: Browser, server: Server) -> tuple[float, int, int]:
    """Seconds until the first lesson's own questions can be answered; bytes of bodies that were sent until then, and
    those of parts for other pages that came by themselves later.
    """
    server.sent = 0
    page, frame = opened(browser, server, slow=True)
    page.evaluate("path => { document.querySelector('iframe').src = path; }", f"{server.address}/index.html")
    frame.wait_for_url("**/index.html", wait_until="commit")
    seconds = float(frame.evaluate(PLAYABLE)) / 1000
    sent = server.sent
    page.wait_for_timeout(15_000)
    page.context.close()
    return seconds, sent, server.sent - sent


def play(browser: Browser, server: Server) -> dict[str, float]:
    """Commits at launch, in ten idle seconds, at a page turn and at an answer; milliseconds from tap to feedback."""
    page, frame = opened(browser, server, slow=True)
    frame.goto(f"{server.address}/index.html", wait_until="networkidle")
    page.wait_for_timeout(1500)
    launch = commits(page)
    page.wait_for_timeout(10_000)
    idle = commits(page) - launch
    found = {"commits at launch": launch, "commits in ten idle seconds": idle}
    for _ in range(20):
        if frame.locator(".question[data-kind=choice]").count():
            break
        if not frame.locator(".go-on .go-title").count():
            return found
        before = commits(page)
        frame.locator(".go-on").click()
        page.wait_for_timeout(2500)
        found["commits at a page turn"] = commits(page) - before
    question = frame.locator(".question[data-kind=choice]").first
    question.locator(".option label").first.click()
    before = commits(page)
    took = frame.evaluate(
        """() => new Promise(resolve => {
          const question = document.querySelector(".question[data-kind=choice]");
          const button = question.querySelector(".actions .main");
          const start = performance.now();
          new MutationObserver((_, observer) => {
            if (!question.querySelector(".verdict").textContent) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
          }).observe(question, {subtree: true, childList: true, characterData: true});
          button.click();
        })"""
    )
    page.wait_for_timeout(2500)
    found["ms from tap to feedback painted"] = round(float(took), 1)
    found["commits at an answer"] = commits(page) - before
    page.context.close()
    return found


def commits(page: Page) -> int:
    return int(page.evaluate("calls.filter(call => /Commit/.test(call[0])).length"))


def sizes() -> dict[str, int]:
    """Bytes of the player without any kind of question, compressed file by file as it is shipped."""
    parts = {
        "player.js for SCORM 1.2, with the way to a pre-test": player.script((), "scorm12", pretest=True),
        "style.css": player.style(Theme(), ()),
        "exam and pre-test": player.part("exam", {}, bundle="exam-pretest"),
        "style of the exam": player.part_style("exam"),
    }
    return {what: len(gzip.compress(text.encode(), 9)) for what, text in parts.items()}


def main() -> None:
    """Print a table for each package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", type=Path, help="SCORM packages; dist/*-scorm12.zip if left out")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", action="store_true", help="do not play: no commits are counted, no answer is timed")
    given = parser.parse_args()
    packages = given.packages or sorted(Path("dist").glob("*-scorm12.zip"))
    core = sizes()
    for what, bytes_ in core.items():
        print(f"{what}: {bytes_ / KILO:.1f} kB gzip")
    print(f"player and styles with all of these: {sum(core.values()) / KILO:.1f} kB gzip (25 at most)")
    table: list[tuple[str, int, int, float, float]] = []
    system = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        for package in packages:
            server = Server(package)
            rows: dict[str, list[float]] = {"bare.html": [], "index.html": []}
            for _ in range(given.runs):
                for path, seconds in rows.items():
                    seconds.append(readable(browser, server, path))
            floor, ours = (statistics.median(seconds) for seconds in rows.values())
            print(f"{package.name}: {package.stat().st_size / KILO:.1f} kB")
            print(f"  readable: {ours:.2f} s; bare page {floor:.2f} s; ratio {ours / floor:.2f} (1.5 at most)")
            seconds, sent, later = playable(browser, server)
            print(
                f"  playable: {seconds:.2f} s, {sent / KILO:.1f} kB on the wire (40 at most); {later / KILO:.1f} ahead"
            )
            size = {name: len(gzip.compress(body, 9)) / KILO for name, body in server.files.items()}
            for name in (
                "player.js",
                "style.css",
                "course.js",
                *sorted(one for one in size if one.startswith("parts/")),
            ):
                print(f"    {name}: {size[name]:.1f} kB gzip")
            if not given.sizes:
                for what, value in play(browser, server).items():
                    print(f"  {what}: {value:g}")
            table.append((package.stem.removesuffix("-scorm12"), sent, later, ours / floor, seconds))
            server.close()
        browser.close()
    print("course: kB until playable, kB ahead for other pages, readable against the bare page, seconds until playable")
    for name, sent, later, ratio, seconds in table:
        print(f"  {name}: {sent / KILO:.1f}, {later / KILO:.1f}, {ratio:.2f}, {seconds:.2f}")


if __name__ == "__main__":
    main()
