"""Courses that are wrong in every way: each is told at its place, none raises, nothing of the author's is touched."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn_builder import pipeline
from elearn_builder.cli import cli
from elearn_builder.diagnostics import Diagnostic, Severity
from elearn_builder.reports import FORMATS
from tests.broken.recipes import COURSE, LESSON, RECIPES, write

ZOO = Path(__file__).parent / "broken"
FOLDERS = {file.parent.name for file in ZOO.glob("*/expected.txt")}
SECONDS = 60  # of the processor: what would go on for ever, or nearly, is found on any machine


def expected(name: str) -> list[str]:
    if name in RECIPES:
        return list(RECIPES[name][1])
    lines = (ZOO / name / "expected.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("without ")]


@pytest.fixture
def broken(name: str, tmp_path: Path) -> Path:
    course = tmp_path / "course"
    write(course, "course.yaml", COURSE)
    write(course, "lessons/01-case.md", LESSON)
    if name in RECIPES:
        RECIPES[name][0](course)
        return course
    for file in (ZOO / name).rglob("*"):
        if file.is_file() and file.name != "expected.txt":
            write(course, file.relative_to(ZOO / name).as_posix(), file.read_bytes())
    for path in re.findall(r"^without (.+)$", (ZOO / name / "expected.txt").read_text("utf-8"), re.MULTILINE):
        (course / path).unlink()
    return course


def elearn(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def hidden(name: str) -> bool:
    """Whoever may read everything cannot test what may not be read."""
    return name.startswith("unreadable-") and os.geteuid() == 0


def assert_placed(found: Diagnostic, course: Path) -> None:
    """A place is one of a file of the course, or the course itself when it has no course.yaml."""
    path = found.span.path
    if path == course.as_posix():
        assert found.code.id == "C001"
        return
    file = Path(path)
    assert file.is_relative_to(course)
    assert os.path.lexists(file)
    if found.span.excerpt:
        lines = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        assert found.span.line <= len(lines)
        assert found.span.col <= len(lines[found.span.line - 1]) + 1
    assert found.span.line >= 1
    assert found.span.col >= 1
    assert found.span.end > found.span.col


@pytest.mark.parametrize("name", sorted({*FOLDERS, *RECIPES}))
def test_each_is_told_and_nothing_is_touched(name: str, broken: Path, tmp_path: Path, rewrite: bool) -> None:
    if hidden(name):
        pytest.skip("this user may read everything")
    dist = tmp_path / "dist"
    write(dist, "case-scorm12.zip", b"the package of yesterday")
    for inner in ("index.html", "course.js"):
        write(dist, f"case-web/{inner}", b"the folder of yesterday")
    before, own = contents(dist), None if name.endswith("-pipe") else contents(broken)

    began = time.process_time()
    found = pipeline.check([(broken, broken.as_posix())]).diagnostics
    took = time.process_time() - began

    for one in found:
        assert_placed(one, broken)
    told = list(
        dict.fromkeys(
            f"{os.path.relpath(one.span.path, broken)}:{one.span.line} {one.code.id}"
            for one in found
            if one.code.severity is Severity.ERROR
        )
    )
    if rewrite and name in FOLDERS:
        keep = [line for line in (ZOO / name / "expected.txt").read_text("utf-8").splitlines() if "without " in line]
        warnings = (
            [] if told else [f"{os.path.relpath(one.span.path, broken)}:{one.span.line} {one.code.id}" for one in found]
        )
        (ZOO / name / "expected.txt").write_text("".join(f"{one}\n" for one in [*keep, *told, *warnings]), "utf-8")
    every = {f"{os.path.relpath(one.span.path, broken)}:{one.span.line} {one.code.id}" for one in found}
    assert expected(name), every
    assert set(expected(name)) <= every
    assert not told or len(told) > 20 or set(told) == {line for line in expected(name) if line in told}, told
    assert took < SECONDS

    strict = () if told else ("--strict",)
    result = elearn("build", broken, "--target", "scorm12", "--target", "web", "-o", dist, "--workers", "1", *strict)
    assert result.exit_code == 1, result.output
    assert "nothing was written" in result.stderr
    assert contents(dist) == before
    assert own is None or contents(broken) == own


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "name", ["names-that-are-no-text", "names-with-line-ends", "control-characters", "endless-line"]
)
def test_odd_names_and_lines_are_printed(form: str, name: str, broken: Path) -> None:
    result = elearn("check", broken, "--strict", "--format", form, "--workers", "1")
    assert result.exit_code == 1
    assert result.stdout.encode()


def test_the_zoo_is_large() -> None:
    assert len(FOLDERS | set(RECIPES)) >= 120
    assert not FOLDERS & set(RECIPES)


def test_a_picture_of_the_exam_written_as_in_lessons(tmp_path: Path) -> None:
    """exam.md lies one folder higher; who copies a line of a lesson is told what to write."""
    course = tmp_path / "course"
    write(course, "course.yaml", COURSE)
    write(course, "lessons/01-case.md", LESSON)
    write(
        course, "media/seal.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    )
    write(course, "exam.md", "---\ntitle: Exam\n---\n![The seal of the authority](../media/seal.svg)\n")
    found = [one for one in pipeline.check([(course, "course")]).diagnostics if one.code.id == "L002"]
    assert [one.help for one in found] == ["write `media/seal.svg`"]
