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


GIF = b"GIF89a\x28\0\x14\0\0\0\0" + (b"\x21\xf9\x04" + bytes(20)) * 3
CRANE = "![A crane lifts a container](../media/crane.gif)"


@pytest.mark.parametrize(
    ("pages", "glossary", "places"),
    [
        ((f"Text.\n\n{CRANE}\n\nMore.\n\n{CRANE}\n", f"{CRANE}\n"), "", ["c/lessons/a.md:6:30"]),
        (("Text.\n", f"::: figure A crane\n{CRANE}\n:::\n"), "", ["c/lessons/b.md:5:1"]),
        (
            ("Text.\n", f"::: hotspot Where is the hook? {{#hook}}\n{CRANE}\n\n- [x] The hook (1,1 9x9)\n:::\n"),
            "",
            ["c/lessons/b.md:5:1"],
        ),
        (("A crane lifts.\n", "Text.\n"), "crane: A machine, ![A crane](media/crane.gif)\n", ["c/glossary.yaml:1:30"]),
        (("Text.\n", "Text.\n"), "", []),
    ],
)
def test_a_file_is_told_where_it_is_first_shown(
    pages: tuple[str, str], glossary: str, places: list[str], tmp_path: Path
) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "crane.gif").write_bytes(GIF)
    (tmp_path / "course.yaml").write_text("id: c\ntitle: C\nmodules: [{title: M, lessons: [a, b]}]\n", "utf-8")
    for name, text in zip("ab", pages, strict=True):
        (tmp_path / "lessons" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}", "utf-8")
    if glossary:
        (tmp_path / "glossary.yaml").write_text(glossary, "utf-8")
    found = pipeline.check([(tmp_path, "c")]).diagnostics
    assert [f"{one.span.path}:{one.span.line}:{one.span.col}" for one in found if one.code.id == "L034"] == places


def test_a_finding_about_a_file_can_be_let_stand_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "crane.gif").write_bytes(GIF)
    (tmp_path / "course.yaml").write_text("id: c\ntitle: C\nmodules: [{title: M, lessons: [a]}]\n", "utf-8")
    lesson = f"---\ntitle: A\n---\n<!-- elearn-ignore L034: the movement is what is taught -->\n{CRANE}\n"
    (tmp_path / "lessons" / "a.md").write_text(lesson, "utf-8")
    assert pipeline.check([(tmp_path, ".")]).diagnostics == ()
