"""The preview as its users run it: a process of its own, and courses that may be edited."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

COMMAND = [sys.executable, "-c", "from elearn_builder.cli import main; main()", "preview"]


class Preview:
    """A running `elearn preview`."""

    def __init__(self, *arguments: str | Path, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in {"EDITOR", "VISUAL"}}
        self.process = subprocess.Popen(
            [*COMMAND, *map(str, arguments), "--no-browser"],
            env={**clean, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.host = urlsplit(self.address).netloc
        self.path = urlsplit(self.address).path

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, timeout=20)

    def request(
        self, path: str, *, method: str = "GET", body: Any = None, below: bool = True, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers with small letters, content; a path below the random word unless said otherwise."""
        connection = self.connect()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(
            method, (self.path if below else "") + path, None if body is None else json.dumps(body), given
        )
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content

    def json(self, path: str, **more: Any) -> Any:
        status, _, content = self.request(path, **more)
        assert status == 200, content
        return json.loads(content)

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Stop it; its exit code and what it has said."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            _, said = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, said


@pytest.fixture
def preview() -> Iterator[Callable[..., Preview]]:
    """Starts previews and ends them after the test."""
    started: list[Preview] = []

    def start(*arguments: str | Path, **environment: str) -> Preview:
        started.append(Preview(*arguments, **environment))
        return started[-1]

    yield start
    for one in started:
        one.end()


@pytest.fixture
def tour(tmp_path: Path, courses: Path) -> Path:
    """A copy of the tour that may be edited."""
    shutil.copytree(courses / "reference", tmp_path / "reference")
    return Path(shutil.copytree(courses / "tour", tmp_path / "tour"))
