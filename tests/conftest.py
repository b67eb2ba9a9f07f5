"""Fixtures that several groups of tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write expected files anew instead of comparing")


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
