"""The preview's server: who may talk to it, what it serves, how it ends."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from elearn_builder.preview.editor import arguments, command
from tests.preview.conftest import Preview

Start = Callable[..., Preview]


@pytest.fixture(scope="module")
def running(courses: Path) -> Iterator[Preview]:
    """One for all tests that change nothing of the course."""
    started = Preview(courses / "tour")
    yield started
    started.end()


# --- who may talk to it ---


def test_it_answers_on_this_machine_only(running: Preview) -> None:
    assert running.address.startswith("http://127.0.0.1:")


def test_the_word_in_the_address_is_another_one_each_time_and_is_asked_for(
    preview: Start, tour: Path, running: Preview
) -> None:
    one, other = preview(tour), running
    assert one.path != other.path
    assert len(one.path.strip("/")) >= 20
    assert one.request("/", below=False)[0] == 403
    assert one.request("/state", below=False)[0] == 403
    assert one.request(other.path + "state", below=False)[0] == 403
    assert one.request("state")[0] == 200


@pytest.mark.parametrize("host", ["example.org", "example.org:{port}", "127.0.0.1", "127.0.0.1.nip.io:{port}"])
def test_a_name_that_leads_to_this_machine_is_refused(running: Preview, host: str) -> None:
    port = running.host.rpartition(":")[2]
    assert running.request("state", Host=host.format(port=port))[0] == 403


def test_localhost_is_this_machine(running: Preview) -> None:
    port = running.host.rpartition(":")[2]
    assert running.request("state", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:1", "http://localhost"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_sites_are_refused(running: Preview, origin: str, method: str) -> None:
    status, headers, _ = running.request("line", method=method, body={"view": "a", "line": "64"}, Origin=origin)
    assert status == 403
    assert "access-control-allow-origin" not in headers


def test_a_page_of_another_site_is_refused_where_browsers_name_no_origin(running: Preview) -> None:
    assert running.request("state", Sec_Fetch_Site="cross-site")[0] == 403
    assert running.request("state", Sec_Fetch_Site="same-site")[0] == 403
    assert running.request("state", Sec_Fetch_Site="same-origin")[0] == 200


def test_its_own_origin_is_let_in(running: Preview) -> None:
    answer = running.request("line", method="POST", body={"view": "a", "line": "64"}, Origin=f"http://{running.host}")
    assert answer[0] == 200


def test_nothing_is_told_to_other_sites(running: Preview) -> None:
    _, headers, _ = running.request("")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("answers", ["", "n\n", "y\nn\n"])
def test_another_host_is_asked_for_twice(tour: Path, answers: str) -> None:
    from click.testing import CliRunner

    from elearn_builder.cli import cli

    result = CliRunner().invoke(cli, ["preview", str(tour), "--host", "0.0.0.0", "--no-browser"], input=answers)
    assert result.exit_code == 1
    assert "Aborted" in result.output


# --- what it serves ---


@pytest.mark.parametrize(
    "path",
    [
        "../../course.yaml",
        "..%2f..%2fcourse.yaml",
        "%2e%2e/%2e%2e/course.yaml",
        "....//course.yaml",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "course.yaml",
        "lessons/01-text.md",
        "media/..%5c..%5ccourse.yaml",
        "index.html%00",
    ],
)
def test_only_files_of_the_package_are_served(running: Preview, path: str) -> None:
    assert running.request(f"play/v/scorm12/-/{path}")[0] == 404


@pytest.mark.parametrize("name", ["../index.html", "..%2f..%2f..%2fpyproject.toml", "nothing.js", "%2fetc%2fpasswd"])
def test_only_files_of_the_page_are_served(running: Preview, name: str) -> None:
    assert running.request(f"ui/{name}")[0] == 404


def test_every_script_and_style_of_the_page_is_served(running: Preview) -> None:
    import re

    page = running.request("")[2].decode()
    names = re.findall(r'(?:src|href)="(ui/[^"]+)"', page)
    assert len(names) > 8
    for name in names:
        status, headers, content = running.request(name)
        assert status == 200
        assert headers["content-type"].startswith(("text/javascript", "text/css"))
        assert content


def test_a_link_out_of_the_course_is_not_followed(preview: Start, tour: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tour / "media" / "out.png").symlink_to(tmp_path / "secret.png")
    lesson = tour / "lessons" / "02-callouts.md"
    lesson.write_text(lesson.read_text("utf-8") + "\n![A picture](media/out.png)\n", "utf-8")
    running = preview(tour)
    assert running.request("play/v/scorm12/-/media/out.png")[0] == 404
    assert running.request("open", method="POST", body={"path": "media/out.png", "line": 1, "col": 1})[0] == 404


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd", "scorm2004-4th", "web"])
def test_what_is_played_is_the_package(running: Preview, courses: Path, tmp_path: Path, target: str) -> None:
    from elearn_builder import pipeline

    written = pipeline.build([(courses / "tour", "tour")], [target], tmp_path / "dist").written[0]
    if written.path.is_dir():
        names = [file.relative_to(written.path).as_posix() for file in written.path.rglob("*") if file.is_file()]
        contents = {name: (written.path / name).read_bytes() for name in names}
    else:
        with zipfile.ZipFile(written.path) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
    for name, content in contents.items():
        assert running.request(f"play/v/{target}/-/{name}")[2] == content, name


def test_unknown_targets_and_languages_are_told_calmly(running: Preview) -> None:
    assert running.json("launches/nothing/-") == {"edition": "", "launches": []}
    assert running.json("launches/scorm12/xx") == {"edition": "", "launches": []}
    assert running.request("play/v/nothing/-/index.html")[0] == 404
    assert b'lang="ar" dir="rtl"' in running.request("play/v/scorm12/ar/index.html")[2]


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=99999999-", 416, slice(0, 0)),
        ("bytes=a-b", 200, slice(0, None)),
        ("bytes=0-1,4-5", 200, slice(0, None)),
    ],
)
def test_parts_of_a_recording(running: Preview, courses: Path, asked: str, status: int, part: slice) -> None:
    whole = (courses / "tour" / "media" / "check.mp4").read_bytes()
    answer = running.request("play/v/scorm12/-/media/check.mp4", Range=asked)
    assert (answer[0], answer[2]) == (status, whole[part])
    if status != 416:
        assert answer[1]["content-type"] == "video/mp4"


# --- a slow line ---


def test_a_slow_line_takes_its_time_and_belongs_to_one_view(running: Preview) -> None:
    size = len(running.request("play/a/scorm12/-/media/check.mp4")[2])
    running.request("line", method="POST", body={"view": "a", "line": "64"})
    ended: dict[str, float] = {}

    def ask(view: str) -> None:
        status, _, content = running.request(f"play/{view}/scorm12/-/media/check.mp4")
        assert (status, len(content)) == (200, size)
        ended[view] = time.monotonic()

    began = time.monotonic()
    slow = threading.Thread(target=ask, args=("a",))
    slow.start()
    ask("b")
    slow.join()
    assert ended["b"] < ended["a"], "only the view that has the slow line waits"
    assert ended["a"] - began > 0.9 * size / 8000
    running.request("line", method="POST", body={"view": "a", "line": "cut"})
    assert running.request("play/a/scorm12/-/index.html")[0] == 503
    assert running.request("play/b/scorm12/-/index.html")[0] == 200
    assert running.request("line", method="POST", body={"view": "a", "line": "9600"})[0] == 400
    assert running.request("line", method="POST", body=["a"])[0] == 400


# --- findings, manual, editor ---


def test_findings_have_their_page_and_cure(preview: Start, tour: Path) -> None:
    lesson = tour / "lessons" / "02-callouts.md"
    lesson.write_text(lesson.read_text("utf-8") + "\n[a link](nowhere.md)\n", "utf-8")
    state = preview(tour).json("state")
    found = state["findings"][0]
    assert (found["code"], found["severity"], found["page"], found["path"]) == (
        "L004",
        "error",
        "callouts",
        "lessons/02-callouts.md",
    )
    assert found["excerpt"][found["col"] - 1 : found["end"] - 1] == "nowhere.md"
    assert found["help"]
    assert (state["whole"], state["shown"]) == (False, 0)


def test_the_overview(running: Preview, courses: Path) -> None:
    state = running.json("state")
    pages = {page["id"]: page for page in state["pages"]}
    assert pages["callouts"]["minutes"] == 3
    assert pages["questions"]["questions"] == 4
    objectives = {one["id"]: one for one in state["objectives"]}
    assert objectives["use-blocks"]["lessons"][0] == "callouts"
    assert objectives["use-blocks"]["drawn"] == 2
    assert state["weights"]["launch"] > 20_000
    assert state["weights"]["pages"]["media"] > (courses / "tour" / "media" / "check.mp4").stat().st_size
    assert [one["day"] for one in state["freshness"]] == sorted(one["day"] for one in state["freshness"])
    assert state["states"]["scorm12"][1] == 4000


def test_the_manual(running: Preview) -> None:
    found = running.json("manual/L004")
    assert found["title"]
    assert found["manual"].startswith("<p>")
    assert running.request("manual/X999")[0] == 404


def test_open_in_editor(preview: Start, tour: Path, tmp_path: Path) -> None:
    note, editor = tmp_path / "note", tmp_path / "code"
    editor.write_text(f"#!{sys.executable}\nimport sys\nopen({str(note)!r}, 'w').write('|'.join(sys.argv[1:]))\n")
    editor.chmod(editor.stat().st_mode | stat.S_IEXEC)
    running = preview(tour, "--editor", str(editor))
    assert running.json("state")["editor"] == "code"
    asked = {"path": "lessons/01-text.md", "line": 7, "col": 3}
    assert running.json("open", method="POST", body=asked) == {"opened": True}
    deadline = time.monotonic() + 10
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert note.read_text() == f"--goto|{tour.resolve()}/lessons/01-text.md:7:3"
    for path in ("../secret", "/etc/passwd", "lessons", "nothing.md", ""):
        assert running.request("open", method="POST", body={"path": path, "line": 1, "col": 1})[0] == 404


def test_without_an_editor_it_says_how_to_name_one(running: Preview) -> None:
    assert running.json("state")["editor"] == ""
    status, _, said = running.request("open", method="POST", body={"path": "course.yaml", "line": 1, "col": 1})
    assert status == 409
    assert b"--editor" in said


def test_editors_are_told_the_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = Path("a b.md")
    assert arguments(["code"], file, 3, 4) == ["code", "--goto", "a b.md:3:4"]
    assert arguments(["kate", "-n"], file, 3, 4) == ["kate", "-n", "--line", "3", "--column", "4", "a b.md"]
    assert arguments(["unheard-of"], file, 3, 4) == ["unheard-of", "a b.md"]
    for name in ("vim", "subl"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "vim")
    assert command() == []  # it needs a terminal
    assert command("subl -n") == ["subl", "-n"]
    assert command("not-there") == []


# --- how it ends ---


# SIGTERM leaves the exit code to the system, as programs do.
@pytest.mark.parametrize(("number", "expected"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_it_ends_at_once_with_open_streams(preview: Start, tour: Path, number: int, expected: int) -> None:
    running = preview(tour)
    streams = []
    for _ in range(3):
        connection = running.connect()
        connection.request("GET", running.path + "events")
        stream = connection.getresponse()
        assert b"retry" in stream.readline()
        streams += [stream, connection]
    code, said = running.end(number)
    for one in streams:
        one.close()
    assert code == expected, said
    assert said == ("elearn: the preview has ended\n" if number == signal.SIGINT else "")


def test_a_port_that_is_taken_is_told_calmly(preview: Start, tour: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        running = preview(tour, "--port", str(taken.getsockname()[1]))
        code, said = running.end()
    assert code == 3
    assert "Traceback" not in said
    assert "in use" in said


def test_a_package_with_nothing_to_play(preview: Start, tmp_path: Path) -> None:
    file = tmp_path / "empty.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    running = preview(file)
    code, said = running.end()
    assert code == 1
    assert "nothing in it that could be played" in said


def test_a_pipe_is_closed_without_a_traceback(tour: Path) -> None:
    import subprocess

    from tests.preview.conftest import COMMAND

    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen([*COMMAND, str(tour), "--no-browser"], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    try:
        _, said = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert "Traceback" not in said
