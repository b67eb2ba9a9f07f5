"""A browser, the small LMS and built packages for browser tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from elearn_builder import pipeline
from tests.browser.server import Lms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def browser(chromium: str | None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a phone; an error in a script fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 760})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert not problems, problems


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, courses: Path) -> dict[str, Path]:
    """Packages of the tour and of Basel, by ``course-target``."""
    folder = tmp_path_factory.mktemp("dist")
    roots = [(courses / name, name) for name in ("tour",)]
    targets = ["scorm12", "scorm2004-3rd", "scorm2004-4th", "web"]
    result = pipeline.build(roots, targets, folder)
    assert result.written, [f"{one.span.path}:{one.span.line} {one.message}" for one in result.diagnostics]
    return {f"{one.package}-{one.target}": one.path for one in result.written}


@pytest.fixture(scope="session")
def lms(built: dict[str, Path]) -> Iterator[Lms]:
    lms = Lms()
    for name, path in built.items():
        lms.load(name, path)
    yield lms
    lms.close()
