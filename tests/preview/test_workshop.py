"""A course that is built again and again is what a build from nothing gives, byte for byte."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from elearn_builder import pipeline
from elearn_builder.preview.workshop import Workshop

TARGETS = ("scorm12", "scorm2004-4th")


def workshop(course: Path) -> Workshop:
    return Workshop(course, "tour")


def held(made: Workshop, target: str) -> dict[str, bytes]:
    package = made.package(target)
    assert package is not None
    return {
        path: content if isinstance(content, bytes) else content.read_bytes() for path, content in package.files.items()
    }


def from_nothing(course: Path, target: str, folder: Path) -> dict[str, bytes]:
    result = pipeline.build([(course, "tour")], [target], folder)
    assert result.written, result.diagnostics
    with zipfile.ZipFile(result.written[0].path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def add_lesson(course: Path) -> None:
    edit(course / "course.yaml", "03-layout]", "03-layout, 09-new]")
    (course / "lessons/09-new.md").write_text("---\ntitle: New\nminutes: 1\n---\nText.\n", "utf-8")


def add_byte(course: Path) -> None:
    picture = course / "media/seal.png"
    picture.write_bytes(picture.read_bytes() + b"\0")


EDITS: dict[str, Callable[[Path], None]] = {
    "a sentence": lambda course: edit(course / "lessons/02-callouts.md", "\n::: ", "\nA new sentence.\n\n::: "),
    "a title": lambda course: edit(course / "lessons/03-layout.md", "title: Layout", "title: Laid out"),
    "a question": lambda course: edit(course / "lessons/05-questions.md", "::: choice ", "::: choice Now: "),
    "the exam": lambda course: edit(course / "exam.md", "::: choice ", "::: choice Then: "),
    "how the exam is drawn": lambda course: edit(course / "exam.md", "shuffle: true", "shuffle: false"),
    "the glossary": lambda course: (course / "glossary.yaml").write_text(
        (course / "glossary.yaml").read_text("utf-8") + "\nseal number: The number on the seal.\n", "utf-8"
    ),
    "a colour": lambda course: edit(course / "course.yaml", "#7a3e9d", "#0a7a3e"),
    "the title of the course": lambda course: edit(course / "course.yaml", "title: A tour", "title: The tour"),
    "the pass mark": lambda course: edit(course / "course.yaml", "pass_mark: 60", "pass_mark: 70"),
    "the order of lessons": lambda course: edit(
        course / "course.yaml", "02-callouts, 03-layout", "03-layout, 02-callouts"
    ),
    "one SCO for each lesson": lambda course: edit(course / "course.yaml", "units: course", "units: lesson"),
    "a drawing": lambda course: edit(course / "media/movement.svg", "</svg>", "<g/></svg>"),
    "a photograph": add_byte,
    "a new lesson": add_lesson,
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit(tour: Path, tmp_path: Path, name: str) -> None:
    made = workshop(tour)
    assert made.build().site is not None
    EDITS[name](tour)
    snapshot = made.build()
    assert snapshot.site is not None, snapshot.diagnostics
    for target in TARGETS[:1]:
        assert held(made, target) == from_nothing(tour, target, tmp_path / "dist")


@pytest.mark.parametrize("seed", [1, 2])
def test_edits_in_any_order(tour: Path, tmp_path: Path, seed: int) -> None:
    made = workshop(tour)
    made.build()
    names = [name for name in EDITS if name not in {"a new lesson", "the order of lessons"}]  # the same line
    Random(seed).shuffle(names)
    for name in names:
        EDITS[name](tour)
        snapshot = made.build()
        assert snapshot.site is not None, snapshot.diagnostics
    for target in TARGETS:
        assert held(made, target) == from_nothing(tour, target, tmp_path / target)


def test_only_what_has_changed_is_read_again(tour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = workshop(tour)
    made.build()
    read: list[str] = []
    real = pipeline.read_page

    def counted(page, *rest, **more):  # type: ignore[no-untyped-def]
        read.append(page.id)
        return real(page, *rest, **more)

    monkeypatch.setattr(pipeline, "read_page", counted)
    made.build()
    assert read == []
    EDITS["a sentence"](tour)
    snapshot = made.build()
    assert (read, snapshot.changed, snapshot.everywhere) == (["callouts"], ("callouts",), False)
    read.clear()
    EDITS["a colour"](tour)
    snapshot = made.build()
    assert (read, snapshot.everywhere) == ([], True)


@pytest.mark.parametrize(
    "name", ["the pass mark", "the exam", "a photograph", "a new lesson", "one SCO for each lesson", "a colour"]
)
def test_more_than_text_is_told(tour: Path, name: str) -> None:
    made = workshop(tour)
    made.build()
    EDITS[name](tour)
    assert made.build().everywhere


def test_what_is_broken_and_mended_is_what_it_was(tour: Path) -> None:
    made = workshop(tour)
    made.build()
    before = held(made, "scorm12")
    lesson = tour / "lessons/02-callouts.md"
    text = lesson.read_text("utf-8")
    lesson.write_text(text + "\n::: nonsense\n:::\n", "utf-8")
    broken = made.build()
    assert broken.site is None
    assert [one.code.id for one in broken.diagnostics] == ["S001"]
    assert held(made, "scorm12") == before
    lesson.write_text(text, "utf-8")
    mended = made.build()
    assert (mended.diagnostics, mended.changed, mended.everywhere) == ((), (), False)
    assert held(made, "scorm12") == before


@pytest.mark.parametrize("text", ["id: [", "", "\x00", "id: 3\n"])
def test_settings_that_cannot_be_read(tour: Path, text: str) -> None:
    made = workshop(tour)
    made.build()
    before = held(made, "scorm12")
    settings = (tour / "course.yaml").read_text("utf-8")
    (tour / "course.yaml").write_text(text, "utf-8")
    broken = made.build()
    assert broken.site is None
    assert broken.diagnostics
    (tour / "course.yaml").write_text(settings, "utf-8")
    assert made.build().site is not None
    assert held(made, "scorm12") == before


def test_findings_are_those_of_check(tour: Path) -> None:
    made = workshop(tour)
    made.build()
    for path in ("lessons/01-text.md", "lessons/05-questions.md", "exam.md"):
        file = tour / path
        file.write_text(file.read_text("utf-8") + "\n[a link](nowhere.md)\n\n![](media/gone.png)\n", "utf-8")
        snapshot = made.build()
        assert snapshot.diagnostics == pipeline.check([(tour, "tour")]).diagnostics
    assert {one.span.path for one in snapshot.diagnostics} >= {"tour/lessons/01-text.md", "tour/exam.md"}


def test_the_player_in_another_language(tour: Path) -> None:
    made = Workshop(tour, "tour", "ar")
    assert made.build().site is not None
    files = held(made, "scorm12")
    assert b'<html lang="ar" dir="rtl">' in files["index.html"]
