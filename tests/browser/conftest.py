"""The small LMS and built packages for browser tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline
from tests.browser.server import Lms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
def lms(built: dict[str, Path]) -> Iterator[Lms]:
    lms = Lms()
    for name, path in built.items():
        lms.load(name, path)
    yield lms
    lms.close()
