"""What is shipped is what is tested: the wheel, installed elsewhere, makes a course from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    subprocess.run(command, check=True)
    (file,) = folder.glob("*.whl")
    return file


def test_the_wheel_carries_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in (
        "elearn_builder/_data/templates/page.html.j2",
        "elearn_builder/_data/templates/starter/en/course.yaml",
        "elearn_builder/_data/scorm/drivers/scorm12.js",
        "elearn_builder/_data/scorm/vendor/schemas/scorm2004-3rd/xml.xsd",
        "elearn_builder/_data/scorm/vendor/minified/sources.json",
        "elearn_builder/_data/scorm/vendor/scorm-again/scorm12.min.js",
        "elearn_builder/_data/reference/treaties/basel.yaml",
    ):
        assert wanted in names
    assert not [name for name in names if "node_modules" in name or "tests/" in name]


def test_a_course_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, wheel], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def elearn(*arguments: str) -> str:
        command = [place / "bin" / "elearn", *arguments]
        done = subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    elearn("new", "course", "--title", "From the wheel", "--language", "en")
    elearn("check", "course", "--strict")
    elearn("build", "course", "--target", "all")
    elearn("verify", "dist/course-scorm12.zip", "dist/course-scorm2004-3rd.zip", "dist/course-scorm2004-4th.zip")
    assert (empty / "dist" / "course-web" / "index.html").is_file()
