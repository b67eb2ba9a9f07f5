"""The same course gives the same bytes: on any day, from any folder, with any number of workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from elearn_builder import pipeline, processes

TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th", "web"]


def hashes(course: Path, folder: Path, workers: int = 1) -> dict[str, str]:
    result = pipeline.build([(course, "course")], TARGETS, folder, workers=workers)
    assert result.written, result.diagnostics
    return {one.target: one.sha256 for one in result.written}


def test_twice_from_other_folders_with_other_workers(courses: Path, tmp_path: Path) -> None:
    copy = tmp_path / "somewhere else" / "ümlaut"
    shutil.copytree(courses / "tour", copy)
    for file in copy.rglob("*"):
        os.utime(file, (1, 1))
    assert hashes(courses / "tour", tmp_path / "one") == hashes(copy, tmp_path / "two", workers=4)


def test_with_processes_that_inherit_nothing(courses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows: what they work on has to be sent to them."""
    alone = hashes(courses / "tour", tmp_path / "one")
    monkeypatch.setattr(processes, "START", "spawn")
    monkeypatch.setattr(pipeline, "FEW", 1)
    monkeypatch.setattr(pipeline, "CHUNK", 4)
    assert hashes(courses / "tour", tmp_path / "two", workers=2) == alone


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_on_another_day_with_another_hash_seed(courses: Path, tmp_path: Path, seed: str) -> None:
    """A process of its own, with another order of sets and another time zone."""
    first = hashes(courses / "tour", tmp_path / "one")
    program = (
        "import sys; from pathlib import Path; from elearn_builder import pipeline;"
        f"r = pipeline.build([(Path(sys.argv[1]), 'course')], {TARGETS!r}, Path(sys.argv[2]), workers=2);"
        "print(*(f'{w.target}={w.sha256}' for w in r.written))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-c", program, str(courses / "tour"), str(tmp_path / "two")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert dict(part.split("=") for part in done.stdout.split()) == first


def test_many_pages_with_and_without_workers(tmp_path: Path) -> None:
    """Enough pages that several processes really share them."""
    course = tmp_path / "course"
    (course / "lessons").mkdir(parents=True)
    names = [f"l{number}" for number in range(60)]
    (course / "course.yaml").write_text(
        f"id: many\ntitle: Many\nmodules:\n- title: M\n  lessons: [{', '.join(names)}]\n", encoding="utf-8"
    )
    for name in names:
        text = f"---\ntitle: {name}\n---\nText with PIC.[^1]\n\n[^1]: A note.\n"
        (course / "lessons" / f"{name}.md").write_text(text, encoding="utf-8")
    (course / "glossary.yaml").write_text("PIC: Prior informed consent\n", encoding="utf-8")
    assert hashes(course, tmp_path / "one") == hashes(course, tmp_path / "two", workers=3)


def test_times_and_attributes_in_the_zip_are_fixed(courses: Path, tmp_path: Path) -> None:
    result = pipeline.build([(courses / "tour", "tour")], ["scorm12"], tmp_path)
    with zipfile.ZipFile(result.written[0].path) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "imsmanifest.xml"
    assert [entry.filename for entry in entries[1:]] == sorted(entry.filename for entry in entries[1:])
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr for entry in entries} == {0o100644 << 16}
    assert all(entry.filename.isascii() for entry in entries)


def elearn(*arguments: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    command = [Path(sys.executable).with_name("elearn"), *arguments]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_killed_build_shows_no_half_package(courses: Path, tmp_path: Path) -> None:
    """Kill builds at moments spread over their whole length; what is visible is always a whole package, old or new."""
    dist = tmp_path / "dist"
    before = pipeline.build([(courses / "tour", "tour")], TARGETS, dist).written
    old = {one.path.name: one.sha256 for one in before}
    course = tmp_path / "tour"
    shutil.copytree(courses / "tour", course)
    settings = course / "course.yaml"
    settings.write_text(settings.read_text("utf-8").replace('"1.0"', '"2.0"'), "utf-8")
    new = {one.path.name: one.sha256 for one in pipeline.build([(course, "tour")], TARGETS, tmp_path / "new").written}
    whole = elearn("build", course, "--target", "all", "-o", tmp_path / "timing", cwd=tmp_path)
    began = time.monotonic()
    whole.wait()
    length = time.monotonic() - began
    for step in range(12):
        process = elearn("build", course, "--target", "all", "-o", dist, cwd=tmp_path)
        time.sleep(length * (step + 1) / 12)
        process.send_signal(signal.SIGKILL)
        process.wait()
        visible = [file for file in dist.iterdir() if not file.name.startswith(".")]
        for file in visible:
            if file.suffix == ".zip":
                digest = __import__("hashlib").sha256(file.read_bytes()).hexdigest()
                assert digest in {old[file.name], new[file.name]}
                assert zipfile.ZipFile(file).testzip() is None
    result = pipeline.build([(course, "tour")], TARGETS, dist)
    assert {one.path.name: one.sha256 for one in result.written} == new
    assert [file.name for file in dist.iterdir() if file.name.startswith(".")] == [], "the next build tidies up"


def test_a_failed_build_leaves_the_output_alone(courses: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    pipeline.build([(courses / "tour", "tour")], TARGETS, dist)
    before = {file: file.read_bytes() for file in sorted(dist.rglob("*")) if file.is_file()}
    course = tmp_path / "tour"
    shutil.copytree(courses / "tour", course)
    lesson = course / "lessons" / "05-questions.md"
    lesson.write_text(lesson.read_text("utf-8").replace("- [x]", "- [ ]"), "utf-8")
    result = pipeline.build([(course, "tour")], TARGETS, dist)
    assert result.written == ()
    assert {file: file.read_bytes() for file in sorted(dist.rglob("*")) if file.is_file()} == before


def test_one_bad_course_stops_all(courses: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "course.yaml").write_text("id: bad\n", "utf-8")
    roots = [(courses / "tour", "tour"), (bad, "bad")]
    assert pipeline.build(roots, ["scorm12"], tmp_path / "dist").written == ()
    assert not (tmp_path / "dist").exists()


def test_only_referenced_media_are_packed(courses: Path, tmp_path: Path) -> None:
    course = tmp_path / "tour"
    shutil.copytree(courses / "tour", course)
    (course / "media" / "unused.png").write_bytes((course / "media" / "seal.png").read_bytes())
    result = pipeline.build([(course, "tour")], ["scorm12"], tmp_path / "dist")
    with zipfile.ZipFile(result.written[0].path) as archive:
        media = {name for name in archive.namelist() if name.startswith("media/")}
    assert media == {
        "media/seal.png",
        "media/check.mp4",
        "media/check-en.vtt",
        "media/check-fr.vtt",
        "media/consent.mp3",
        "media/checklist.pdf",
    }
