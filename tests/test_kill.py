"""Builds that are killed, stopped or run into a full disk: what is visible is always whole, old or new."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from elearn_builder import package, pipeline, processes
from elearn_builder.package import Package, Staging

ELEARN = Path(sys.executable).with_name("elearn")
TARGETS = ("scorm12", "web")
MOMENTS = 15


def write_course(folder: Path, version: str) -> Path:
    """A course that takes a second or so."""
    lessons = folder / "lessons"
    lessons.mkdir(parents=True)
    names = [f"l{number}" for number in range(60)]
    (folder / "course.yaml").write_text(
        f"id: large\ntitle: Large\nversion: '{version}'\nmodules:\n- title: M\n  lessons: [{', '.join(names)}]\n",
        "utf-8",
    )
    text = "## Part {0}\n\nText with *words* and `code`.\n\n- one\n- two\n\n::: note\nTake care.\n:::\n\n"
    for name in names:
        body = "".join(text.format(number) for number in range(10))
        (lessons / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{body}", "utf-8")
    return folder


def digest(place: Path) -> str:
    """SHA-256 of a file, or of all paths and contents of a folder."""
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(place).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def visible(dist: Path) -> dict[str, str]:
    return {file.name: digest(file) for file in dist.iterdir() if not file.name.startswith(".")}


def start(course: Path, dist: Path, **how: object) -> subprocess.Popen[str]:
    wanted = [part for target in TARGETS for part in ("--target", target)]
    command = [ELEARN, "build", course, *wanted, "--workers", "2", "-o", dist]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **how
    )


def finish(process: subprocess.Popen[str], code: int) -> tuple[str, str]:
    """Wait for the end of all processes of a build; what it said."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    return out, err


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path, float]:
    """The old packages, the course as it is now, its packages, how long a build takes."""
    top = tmp_path_factory.mktemp("kill")
    old = write_course(top / "old", "1")
    pipeline.build([(old, "old")], TARGETS, top / "before")
    course = write_course(top / "course", "2")
    began = time.monotonic()
    finish(start(course, top / "after"), 0)
    return top / "before", course, top / "after", time.monotonic() - began


def test_a_killed_build_leaves_whole_packages(built: tuple[Path, Path, Path, float], tmp_path: Path) -> None:
    before, course, after, length = built
    old, new = visible(before), visible(after)
    assert old.keys() == new.keys()
    assert all(old[name] != new[name] for name in old)
    dist = tmp_path / "dist"
    shutil.copytree(before, dist)
    for moment in range(MOMENTS):
        process = start(course, dist)
        time.sleep(length * (moment + 1) / MOMENTS)
        process.kill()
        process.communicate(timeout=60)  # comes back when all processes of the build have ended
        found = visible(dist)
        assert found.keys() == old.keys()
        for name, content in found.items():
            assert content in {old[name], new[name]}, f"{name} is neither the old nor the new one"
            if name.endswith(".zip"):
                assert zipfile.ZipFile(dist / name).testzip() is None
    finish(start(course, dist), 0)
    assert visible(dist) == new
    assert [file.name for file in dist.iterdir() if file.name.startswith(".")] == []


def test_ctrl_c_is_one_calm_line(built: tuple[Path, Path, Path, float], tmp_path: Path) -> None:
    before, course, after, length = built
    for share in (0.5, 0.8):
        dist = tmp_path / str(share)
        shutil.copytree(before, dist)
        process = start(course, dist)
        time.sleep(length * share)
        os.killpg(process.pid, signal.SIGINT)  # the terminal sends it to all processes of the build
        out, err = process.communicate(timeout=60)
        if process.returncode in {0, -signal.SIGINT} and visible(dist) == visible(after):
            continue  # it was quicker, and perhaps hit while Python was ending
        assert process.returncode == 130, err
        if visible(dist) == visible(after):
            continue  # the packages were in place already
        assert err.strip() == "elearn: stopped"
        assert out == ""
        assert visible(dist) == visible(before)
        assert [file.name for file in dist.iterdir() if file.name.startswith(".")] == []


def test_ctrl_c_does_not_part_packages_that_are_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes between two of them: all are new then, and it is heard again afterwards."""
    dist = tmp_path / "dist"
    course = write_course(tmp_path / "course", "2")
    moves = []
    replaced = Path.replace

    def replace(self: Path, target: Path) -> Path:
        moves.append(target.name)
        signal.raise_signal(signal.SIGINT)
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    result = pipeline.build([(course, "course")], TARGETS, dist)
    assert len(moves) == len(result.written) == len(TARGETS)
    assert {one.path.name for one in result.written} == {file.name for file in dist.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_process_that_is_ended_from_outside_is_no_waiting_for_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def end(_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(OSError, match="ended from outside"):
        list(processes.spread(end, [1, 2, 3], 2, lambda *_: None, "pages"))


def test_a_full_disk_is_said_in_words(built: tuple[Path, Path, Path, float], tmp_path: Path) -> None:
    before, course, _, _ = built
    dist = tmp_path / "dist"
    shutil.copytree(before, dist)

    def little() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    out, err = finish(start(course, dist, preexec_fn=little), 3)
    assert err.startswith("elearn: File too large")
    assert err.count("\n") == 1
    assert out == ""
    assert visible(dist) == visible(before)
    assert [file.name for file in dist.iterdir() if file.name.startswith(".")] == []


def test_an_output_that_is_a_file(built: tuple[Path, Path, Path, float], tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("mine", "utf-8")
    _, err = finish(start(built[1], tmp_path / "dist"), 3)
    assert err == f"elearn: The place for packages is no folder: {tmp_path / 'dist'}\n"
    assert (tmp_path / "dist").read_text("utf-8") == "mine"


def test_an_output_that_may_not_be_written(built: tuple[Path, Path, Path, float], tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    dist.mkdir(mode=0o555)
    if os.access(dist, os.W_OK):
        dist = Path("/proc/dist")  # who may write everywhere may not write there either
    _, err = finish(start(built[1], dist), 3)
    assert err.startswith("elearn: ")
    assert err.count("\n") == 1


# --- what stands in the place of a package ---


def web(version: str) -> Package:
    files = {"index.html": version.encode(), "course.js": b""}
    return Package("case-web", "web", files, "index.html", zipped=False)


def publish(dist: Path, *packages: Package) -> None:
    with Staging(dist) as staging:
        for one in packages:
            staging.write(one)
        staging.publish([one.output for one in packages])


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_takes_the_place_of_the_one_before(
    at_once: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not at_once:
        monkeypatch.setattr(package, "_exchange", lambda *_: False)
    publish(tmp_path, web("1"))
    publish(tmp_path, web("2"))
    assert (tmp_path / "case-web" / "index.html").read_bytes() == b"2"
    assert [file.name for file in tmp_path.iterdir()] == ["case-web"]


def test_a_folder_put_aside_comes_back(tmp_path: Path) -> None:
    """Where folders cannot change places in one step, a build may be killed between the two."""
    publish(tmp_path, web("1"))
    scratch = tmp_path / ".elearn-999999999-0123abcd"
    scratch.mkdir()
    (tmp_path / "case-web").rename(scratch / "case-web.old")
    package.recover(tmp_path)
    assert (tmp_path / "case-web" / "index.html").read_bytes() == b"1"
    assert not scratch.exists()


def test_what_no_build_has_made_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "case-web").mkdir()
    note = tmp_path / "case-web" / "note.txt"
    note.write_text("mine", "utf-8")
    zipped = Package("case", "scorm12", {"index.html": b""}, "index.html")
    with pytest.raises(FileExistsError):
        publish(tmp_path, zipped, web("1"))
    assert note.read_text("utf-8") == "mine"
    assert not (tmp_path / "case.zip").exists()
    (tmp_path / "case.zip").mkdir()
    with pytest.raises(FileExistsError):
        publish(tmp_path, zipped)


def test_only_leftovers_of_builds_are_tidied_away(tmp_path: Path) -> None:
    mine = [".elearn-2024-notes", ".elearn-new-0123abcd", ".elearn-x"]
    for name in (*mine, ".elearn-999999999-0123abcd"):
        (tmp_path / name).mkdir()
    (tmp_path / ".elearn-999999999-01234567").write_text("", "utf-8")
    package.recover(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_dir()) == mine
