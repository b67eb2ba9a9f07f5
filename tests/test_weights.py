"""Estimates of what crosses the line, held against packages that were built."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from elearn_builder import parser, pipeline, weights
from elearn_builder.diagnostics import Report
from elearn_builder.loader import load


@pytest.fixture(scope="module", params=["basel", "montreal"])
def built(request: pytest.FixtureRequest, courses: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = courses / request.param
    result = pipeline.build([(folder, request.param)], ["scorm12"], tmp_path_factory.mktemp("dist"))
    return folder, result.written[0].path


def test_pages_and_player_weigh_what_is_said(built: tuple[Path, Path]) -> None:
    folder, package = built
    report = Report()
    source = load(folder, report)
    assert source is not None
    texts = {page.id: len(page.body.text.encode()) for page in source.pages}
    course = parser.parse(source, report)
    with zipfile.ZipFile(package) as archive:

        def line(path: str) -> int:
            return len(gzip.compress(archive.read(path)))

        frame = sum(line(path) for path in ("player.js", "style.css", "course.js"))
        assert frame == pytest.approx(weights.PLAYER, rel=0.1)
        for lesson in course.lessons:
            said = sum(part.size for part in weights.of_page(lesson, texts[lesson.id], course.media))
            pictures = sum(archive.getinfo(course.media[path].packaged).file_size for path in lesson.media)
            assert said == pytest.approx(line(f"{lesson.id}.js") + pictures, rel=0.35), lesson.id


def test_time_is_said_in_words() -> None:
    assert weights.waiting(500_000) == "62 seconds at 64 kbit/s, 16 seconds at 256 kbit/s"
    assert weights.waiting(8_000_000) == "17 minutes at 64 kbit/s, 4 minutes at 256 kbit/s"
