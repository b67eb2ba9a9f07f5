"""The small LMS and built packages for browser tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline
from tests.browser.hostile import TARGETS, Officer, Row, built_courses
from tests.browser.server import Lms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, courses: Path) -> dict[str, Path]:
    """Packages of the tour and of Basel, by ``course-target``."""
    folder = tmp_path_factory.mktemp("dist")
    roots = [(courses / name, name) for name in ("tour", "basel")]
    targets = ["scorm12", "scorm2004-3rd", "scorm2004-4th", "web"]
    result = pipeline.build(roots, targets, folder)
    assert result.written, [f"{one.span.path}:{one.span.line} {one.message}" for one in result.diagnostics]
    return {f"{one.package}-{one.target}": one.path for one in result.written}


@pytest.fixture(scope="session")
def lms_alone() -> Iterator[Lms]:
    """The small LMS without any package."""
    lms = Lms()
    yield lms
    lms.close()


@pytest.fixture(scope="session")
def lms(lms_alone: Lms, built: dict[str, Path]) -> Lms:
    for name, path in built.items():
        lms_alone.load(name, path)
    return lms_alone


@pytest.fixture(scope="session")
def crossing(lms_alone: Lms, tmp_path_factory: pytest.TempPathFactory) -> Lms:
    """The course of the scenario in every target, and an older version of it."""
    folder = tmp_path_factory.mktemp("crossing")
    for root in built_courses(folder):
        result = pipeline.build([(root, root.name)], TARGETS, folder / "dist" / root.name)
        assert result.written, result.diagnostics
        suffix = "-older" if root.name == "older" else ""
        for one in result.written:
            lms_alone.load(f"crossing{suffix}-{one.target}", one.path)
    return lms_alone


@pytest.fixture
def officer(browser: Browser, crossing: Lms) -> Iterator[Callable[[Row, str], Officer]]:
    made: list[Officer] = []

    def make(row: Row, target: str) -> Officer:
        made.append(Officer(browser, crossing, row, target))
        return made[-1]

    yield make
    for one in made:
        one.close()
