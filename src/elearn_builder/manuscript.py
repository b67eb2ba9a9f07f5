"""A course's text before its Markdown is read: what `loader` gives and `parser` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from elearn_builder.config import CourseConfig, ExamConfig, LessonConfig
    from elearn_builder.model import MediaFile
    from elearn_builder.source import Lines, SourceFile, Span
    from elearn_builder.yamlfile import Settings


class PageSource(Record, frozen=True):
    """A lesson, scenario or exam before its Markdown is read: identifier, title, settings, lines after front matter.

    ``id_span`` is the place of the identifier, None when it was made from the file name.
    """

    id: str
    id_span: Span | None
    title: str
    config: LessonConfig
    body: Lines
    file: SourceFile
    path: str

    @property
    def scenario(self) -> bool:
        """Whether it is a page of steps, from `scenarios/`."""
        return self.path.startswith("scenarios/")

    @property
    def exam(self) -> bool:
        """Whether it is the exam, whose questions are drawn and come in any order."""
        return self.path == "exam.md"


class TermSource(Record, frozen=True):
    """A glossary entry before its Markdown is read."""

    word: str
    also: tuple[str, ...]
    definition: Lines
    span: Span
    also_spans: tuple[Span, ...]
    mark: bool


class CourseSource(Record, frozen=True):
    """A course folder in memory.

    ``folder`` is shown to the author; ``modules`` holds the lessons by module; ``faulty`` the paths of those that are
    listed but could not be read; ``sound`` says that there was no error at all.
    """

    root: Path
    folder: str
    config: CourseConfig
    settings: Settings[CourseConfig]
    modules: tuple[tuple[PageSource, ...], ...]
    exam: tuple[ExamConfig, Settings[ExamConfig] | None, PageSource] | None
    glossary: tuple[TermSource, ...]
    media: Mapping[str, MediaFile]
    faulty: frozenset[str]
    sound: bool

    @property
    def pages(self) -> tuple[PageSource, ...]:
        """All lessons in order, then the exam."""
        lessons = tuple(page for module in self.modules for page in module)
        return (*lessons, self.exam[2]) if self.exam else lessons
