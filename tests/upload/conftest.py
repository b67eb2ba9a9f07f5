"""Small packages of one course in several versions, and targets to put them to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from elearn_builder import pipeline
from elearn_builder.diagnostics import Report
from elearn_builder.lms import line, settings
from elearn_builder.lms.service import Parcel
from elearn_builder.lms.services import SERVICES
from elearn_builder.lms.settings import Target
from elearn_builder.lms.uploading import Outcome, Wishes, deliver, prepare
from tests.case_pages import COURSE
from tests.upload.fakes import moodle

LESSON = """\
---
title: Case
---
Text.

::: choice Which? {#which objective=o}
- [x] This
- [ ] That
:::
"""
PASSWORD = moodle.PASSWORD


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """``first`` and ``second`` keep progress, ``lost`` has another question, ``split`` other items; ``other`` is
    another course. ``open`` and ``locked`` are SCORM 2004 with a SCO for each lesson, free and in order.
    """
    lesson = {"first": LESSON, "second": LESSON.replace("Text.", "Better text."), "split": LESSON, "other": LESSON}
    lesson |= {"open": LESSON, "locked": LESSON}
    delivery = {"split": "units: lesson", "open": "units: lesson", "locked": "units: lesson, order: sequential"}
    lesson["lost"] = LESSON.replace("{#which ", "{#what ")
    made = {}
    for name, text in lesson.items():
        folder = tmp_path_factory.mktemp(name)
        version = {"first": "1", "other": "1"}.get(name, "2")
        identifier = "other" if name == "other" else "harbour"
        course = (
            COURSE.replace("id: case", f"id: {identifier}").replace("[01-case]", "[01-case, 02-more]")
            + f'version: "{version}"\n'
        )
        (folder / "lessons").mkdir()
        how = delivery.get(name, "units: course")
        (folder / "course.yaml").write_text(f"{course}delivery: {{{how}}}\n", "utf-8")
        (folder / "lessons" / "01-case.md").write_text(text, "utf-8")
        (folder / "lessons" / "02-more.md").write_text("---\ntitle: More\n---\nMore.\n", "utf-8")
        edition = "scorm2004-4th" if name in {"open", "locked"} else "scorm12"
        result = pipeline.build([(folder, name)], [edition], folder / "dist")
        assert result.written, [one.message for one in result.diagnostics]
        made[name] = result.written[0].path
    return made


@pytest.fixture(scope="session")
def parcels(packages: dict[str, Path]) -> Callable[[str], Parcel]:
    @cache
    def parcel(name: str) -> Parcel:
        found = prepare(packages[name], Report())
        assert found is not None
        return found

    return parcel


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture(autouse=True)
def no_settings_of_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "own_file", lambda: tmp_path / "nobody" / "elearn.toml")
    monkeypatch.setenv("ELEARN_ACADEMY_PASSWORD", PASSWORD)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def target(folder: Path, text: str) -> Target:
    """The target `academy` of settings."""
    file = folder / "elearn.toml"
    file.write_text(text, "utf-8")
    report = Report()
    found = settings.read([file], ["academy"], SERVICES, report)
    assert found, [one.message for one in report.diagnostics]
    return found[0]


def put(where: Target, parcel: Parcel, **wishes: bool) -> Outcome:
    """One package to one target."""
    return deliver(where, [parcel], Wishes(**wishes), None, lambda *_: None)[0]


def codes(outcome: Outcome) -> list[str]:
    return [one.code.id for one in outcome.diagnostics if one.code.severity.word == "error"]
