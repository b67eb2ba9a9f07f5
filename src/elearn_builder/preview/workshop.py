"""A course that is built again whenever a file of it changes, as little of it as the change asks for.

The stages are those of `pipeline.build`; a page whose text, settings, media and surroundings are the same is not read
again.
A course with an error is not built: what was last whole is shown further on, beside the mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elearn_builder import parser, pipeline, rules
from elearn_builder.config import Theme
from elearn_builder.diagnostics import Report
from elearn_builder.loader import load
from elearn_builder.record import Record, replace
from elearn_builder.render import Renderer
from elearn_builder.site import build_site
from elearn_builder.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.loader import KeptPage
    from elearn_builder.manuscript import CourseSource, PageSource
    from elearn_builder.model import Course, Lesson
    from elearn_builder.package import Package
    from elearn_builder.site import Site

Stamp = tuple[int, int]


class Snapshot(Record, frozen=True):
    """A course as it was at one moment.

    Attributes:
        diagnostics: What `elearn check` says of it.
        course: The course as far as it could be read; None when not even its settings could.
        site: The rendered course, None when an error is in the way.
        files: The author's file of each page, by the page's identifier, from the course folder.
        changed: Pages whose files are not what they were when the course was last whole; empty while it is not.
        everywhere: Whether more than the text of these lessons has changed: settings, questions, media, the exam.
            What is played must then be launched anew.
        states: The greatest size of a learner's state in characters, with the limit (0: none), for the targets that the
            course asks for.
    """

    diagnostics: tuple[Diagnostic, ...]
    course: Course | None = None
    site: Site | None = None
    files: Mapping[str, str] = {}
    changed: tuple[str, ...] = ()
    everywhere: bool = True
    states: Mapping[str, tuple[int, int]] = {}


class _Kept(Record, frozen=True):
    """A page as it was read: from what, with which media, and what came of it."""

    source: PageSource
    module: str
    media: tuple[tuple[str, Stamp], ...]
    lesson: Lesson
    article: str
    findings: tuple[Diagnostic, ...]


class Workshop:
    """Builds one course again and again.

    Args:
        root: The course folder.
        shown: How its paths are shown to the author.
        language: Have the player speak this language, whatever course.yaml says.
    """

    def __init__(self, root: Path, shown: str, language: str = "") -> None:
        self.root = root
        self.shown = shown
        self.language = language
        self._surroundings: tuple[Any, ...] = ()
        self._shared: parser.Context | None = None
        self._renderer: Renderer | None = None
        self._said: tuple[Diagnostic, ...] = ()
        self._files: dict[str, KeptPage] = {}
        self._pages: dict[str, _Kept] = {}
        self._made: dict[str, Any] = {}
        self._packages: dict[str, Package] = {}
        self._site: Site | None = None
        self._media: tuple[tuple[str, Stamp], ...] = ()

    def build(self, today: date | None = None) -> Snapshot:
        """Read the folder and build what has changed since the last time; ages are told as of a day, if it is given."""
        report = Report()
        source = load(self.root, report, self.shown, self._files)
        if source is None:
            return Snapshot(report.diagnostics)
        if self.language:
            source = replace(source, config=replace(source.config, language=self.language))
        self._prepare(source, today)
        report.extend(self._said)
        self._read(source, report, today)
        assert self._shared is not None
        course = parser.assemble(source, self._shared, {one.lesson.id: one.lesson for one in self._pages.values()})
        rules.check(course, report)
        rules.check_suite([course], report)
        states: dict[str, tuple[int, int]] = {
            name: (pipeline.state_size(course, name, report), TARGETS[name].state_limit)
            for name in dict.fromkeys(course.config.targets)
        }
        report, _ = pipeline.settle([source], report, () if today else rules.ASLEEP)
        site = None
        changed: tuple[str, ...] = ()
        everywhere = True
        if not report.failed:
            assert self._renderer is not None
            articles = {one.lesson.id: one.article for one in self._pages.values()}
            site = build_site(course, self._renderer, articles, self._made)
            media = tuple((path, _stamp(file)) for path, file in site.files.items() if not isinstance(file, bytes))
            changed, everywhere = _difference(self._site, site)
            everywhere = everywhere or media != self._media
            self._site, self._media, self._packages = site, media, {}
        files = {page.id: page.path for page in source.pages}
        return Snapshot(report.diagnostics, course, site, files, changed, everywhere, states)

    def package(self, target: str) -> Package | None:
        """The course for a target as it was when it was last whole, exactly as it would be written to a zip."""
        if self._site is None:
            return None
        if target not in self._packages:
            self._packages[target] = TARGETS[target].assemble(self._site)
        return self._packages[target]

    def _prepare(self, source: CourseSource, today: date | None) -> None:
        """Make again what all pages share, if it is not what it was; the colours are in the first page's head only."""
        folder = parser.reference_folder(source.root)
        surroundings = (
            replace(source.config, theme=Theme()),
            dict(parser.pages(source)),
            dict(source.media),
            source.glossary,
            source.sound,
            today,
            tuple(sorted((file.as_posix(), _stamp(file)) for file in folder.rglob("*") if file.is_file())),
        )
        if self._renderer is None or self._renderer.config != source.config:
            self._renderer = Renderer(source.config)
        if surroundings == self._surroundings:
            return
        report = Report()
        self._shared = parser.context(source, report)
        self._said = report.diagnostics
        self._surroundings = surroundings
        self._pages.clear()
        self._made.clear()

    def _read(self, source: CourseSource, report: Report, today: date | None) -> None:
        """Read and render the pages that are not what they were."""
        titles = {
            page.id: config.title
            for config, module in zip(source.config.modules, source.modules, strict=True)
            for page in module
        }
        assert self._shared is not None
        pages: dict[str, _Kept] = {}
        for page in source.pages:
            kept = self._pages.get(page.path)
            module = titles.get(page.id, "")
            if (
                kept is None
                or kept.source != page
                or kept.module != module
                or kept.media != _media(source, kept.lesson)
            ):
                shared, renderer = self._shared, self._renderer
                lesson, article, findings = pipeline.read_page(page, source, shared, renderer, module, today=today)
                kept = _Kept(page, module, _media(source, lesson), lesson, article, findings)
            pages[page.path] = kept
            report.extend(kept.findings)
        self._pages = pages


def _difference(old: Site | None, new: Site) -> tuple[tuple[str, ...], bool]:
    """Pages whose files differ, and whether something else differs too than the text of lessons."""
    if old is None:
        return tuple(page.id for page in new.pages), True
    paths = {path for path in old.files.keys() | new.files.keys() if old.files.get(path) != new.files.get(path)}
    changed = tuple(page for page in new.pages if page.html in paths or page.script in paths)
    lessons = {path for page in changed if page.kind == "lesson" for path in (page.html, page.script)}
    told = [{**site.description, "build": 0} for site in (old, new)]
    everywhere = old.course.config != new.course.config or told[0] != told[1] or not paths <= lessons | {"index.html"}
    return tuple(page.id for page in changed), everywhere


def _stamp(file: Path) -> Stamp:
    """When a file was changed and how large it is; zeros when it is gone."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _media(source: CourseSource, lesson: Lesson) -> tuple[tuple[str, Stamp], ...]:
    """The media of a page with their stamps."""
    used = (*lesson.media, *lesson.drawings)
    return tuple((path, _stamp(source.media[path].file)) for path in used if path in source.media)
