"""Fixtures that several groups of tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TALKING = frozenset(
    {"browser", "conformance", "preview", "upload", "test_kill.py", "test_linkcheck.py", "test_report.py"}
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write expected files anew instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what talks to browsers and servers a second try: a busy machine may keep one waiting.

    The summary names each test that needed it; one that does so again and again has a fault, or finds one.
    """
    for item in items:
        own = item.path.relative_to(ROOT / "tests")
        if own.parts[0] in TALKING or own.name in TALKING:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def rewrite(request: pytest.FixtureRequest) -> bool:
    wanted = bool(request.config.getoption("--rewrite"))
    if wanted and os.environ.get("CI"):
        pytest.fail("expected files are rewritten and read by a person, never by CI")
    return wanted


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """A Chromium of the system; None leaves Playwright its own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def courses() -> Path:
    return ROOT / "courses"


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
