"""Firefox and WebKit where they are installed, driven without a library: each speaks a protocol of its own.

Firefox listens to Marionette, JSON behind its length on a TCP port; WebKitGTK's MiniBrowser to WebDriver (W3C), JSON
over HTTP, and needs a display, which Xvfb gives.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
MINI_BROWSER = "webkit2gtk-4.*/MiniBrowser"
PATIENCE = 30  # seconds


class OtherBrowser(Protocol):
    """One window of a browser."""

    def go(self, address: str) -> None: ...

    def run(self, script: str, *given: Any) -> Any:
        """Run the body of a function in the page; gives what it returns."""

    def picture(self) -> bytes:
        """What is seen, as PNG."""

    def close(self) -> None: ...


def wait(browser: OtherBrowser, condition: str) -> None:
    """Wait until an expression is true in the page."""
    _until(lambda: browser.run(f"return !!({condition})"), condition)


class Firefox:
    """Firefox ESR without a window."""

    @staticmethod
    def missing() -> bool:
        return not shutil.which("firefox-esr")

    def __init__(self, folder: Path) -> None:
        port = _free_port()
        (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="ascii")
        command = ["firefox-esr", "--headless", "--marionette", "--new-instance", "--profile", str(folder)]
        self._process = _start(command, HOME=str(folder))
        self._socket = _until(lambda: _connect(port), "Firefox does not listen")
        self._number = 0
        self._read()
        self._send("WebDriver:NewSession", capabilities={})

    def _read(self) -> Any:
        length = b""
        while (one := self._socket.recv(1)) != b":":
            length += one
        data = b""
        while len(data) < int(length):
            data += self._socket.recv(int(length) - len(data))
        return json.loads(data)

    def _send(self, name: str, **given: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, given]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, problem, result = self._read()
        assert not problem, problem
        return result

    def go(self, address: str) -> None:
        self._send("WebDriver:Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        return self._send("WebDriver:ExecuteScript", script=script, args=given, sandbox=None)["value"]

    def picture(self) -> bytes:
        return base64.b64decode(self._send("WebDriver:TakeScreenshot", full=False)["value"])

    def close(self) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait()


class WebKit:
    """WebKitGTK's MiniBrowser, the relative of Safari that runs on Linux."""

    @staticmethod
    def missing() -> bool:
        return not (_mini_browser() and shutil.which("WebKitWebDriver") and shutil.which("Xvfb"))

    def __init__(self, folder: Path) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1000x24"]
        self._display = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            display = told.readline().strip()
        port = _free_port()
        self._base = f"http://127.0.0.1:{port}"
        # As root, in a container, there is no sandbox to be had.
        loose = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        self._process = _start(["WebKitWebDriver", f"--port={port}"], HOME=str(folder), DISPLAY=f":{display}", **loose)
        _until(lambda: _connect(port), "WebKitWebDriver does not listen").close()
        options = {"binary": str(_mini_browser()), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = f"/session/{self._send('POST', '/session', wanted)['sessionId']}"

    def _send(self, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
        data = None if given is None else json.dumps(given).encode()
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def go(self, address: str) -> None:
        self._send("POST", f"{self._session}/url", {"url": address})

    def run(self, script: str, *given: Any) -> Any:
        return self._send("POST", f"{self._session}/execute/sync", {"script": script, "args": given})

    def picture(self) -> bytes:
        return base64.b64decode(self._send("GET", f"{self._session}/screenshot"))

    def close(self) -> None:
        self._send("DELETE", self._session)
        for process in (self._process, self._display):
            process.terminate()
            process.wait()


BROWSERS = {"firefox": Firefox, "webkit": WebKit}


def _mini_browser() -> Path | None:
    return next(Path("/usr/lib").glob(f"*/{MINI_BROWSER}"), None)


def _start(command: list[str], **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _connect(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), PATIENCE)
    except OSError:
        return None


def _until(ask: Callable[[], T | None], problem: str) -> T:
    """Ask again and again until there is an answer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.1)
    raise AssertionError(problem)
