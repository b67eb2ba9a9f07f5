"""Reads a course folder from disk. Nothing else in the package reads the author's files, but for the bytes of media.

What comes out is text and settings; Markdown is not looked at yet.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from elearn_builder import brackets, pagefiles
from elearn_builder.config import CourseConfig, ExamConfig, Glossary, LessonConfig, TermConfig
from elearn_builder.diagnostics import Report, did_you_mean, error, warning
from elearn_builder.files import ESCAPES, WRONG_CASE, lies_in, read_text
from elearn_builder.manuscript import CourseSource, PageSource, TermSource
from elearn_builder.media import fold, index_media
from elearn_builder.record import Record, replace
from elearn_builder.source import Lines, Span
from elearn_builder.yamlfile import MISSING, Settings, front_matter, read_settings

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.source import SourceFile

NO_COURSE = error(
    "C001",
    "this is not a course folder",
    """
A course is a folder with a `course.yaml` in it. Give the folder itself (`elearn build courses/basel`), or run the
command where the courses are. `elearn new my-course` makes a new one.
""",
)
IDENTIFIER = error(
    "C011",
    "an identifier cannot be made from a file name",
    """
Each lesson has an identifier that learners' progress hangs on. It is the `id` of its front matter, or else the file
name without the leading number: `02-plastic-waste.md` gives `plastic-waste`. It needs small letters a-z, digits and
hyphens, and begins with a letter. Rename the file or write `id: some-word` in its front matter.
""",
)
DUPLICATE_ID = error(
    "C012",
    "two lessons with the same identifier",
    """
Each lesson of a course has an identifier of its own: what a learner has done is stored under it, and its page is named
after it. Choose another word for one of the two; keep the one that has been published already.
""",
)
RESERVED_ID = error(
    "C013",
    "an identifier that the package needs itself",
    """
Each lesson becomes a page named after its identifier, and this name is taken by a page or script of the player.
Choose another word.
""",
)
NOT_LISTED = warning(
    "C014",
    "a lesson or scenario is not listed in course.yaml",
    """
Only lessons and scenarios that stand under `modules` are taught. Add the file name to a module, or move the file out of
`lessons/` or `scenarios/`.
""",
)
NO_OBJECTIVE = error(
    "C015",
    "an objective that course.yaml does not have",
    """
Lessons, questions and the exam name objectives by the identifiers that `objectives` in course.yaml gives them, so that
results can be reported by objective. Correct the word, or add the objective to course.yaml.
""",
)
LISTED_TWICE = error(
    "C016",
    "a lesson is listed twice",
    """
A lesson has one place in the course. To lead learners back to it, link to it.
""",
)
NO_FILE = error(
    "L001",
    "a file that is not there",
    """
The path does not lead to a file. Paths of media count from the lesson (`../media/permit.svg`) or from the course folder
(`media/permit.svg`); the letters must agree in case, since LMS servers tell `Permit.svg` from `permit.svg`.
""",
)

MAX_TEXT = 1_000_000  # characters of a lesson; a long one has 30,000
MAX_SETTINGS = 200_000
RESERVED = {
    *("index", "contents", "exam", "lookup", "glossary", "jobaids"),
    *("course", "player", "style", "certificate", "search", "finder"),
}


def load(
    root: Path, report: Report, shown: str | None = None, kept: dict[str, KeptPage] | None = None
) -> CourseSource | None:
    """Read a course folder.

    Args:
        root: The folder with `course.yaml`.
        report: Gets what is wrong with it (C and L codes).
        shown: How paths are shown to the author; the folder as given, if left out.
        kept: Lessons as they were read before, by path; those whose file is the same are taken from it, others put in.

    Returns:
        The course, or None when there is too little to go on with (no readable `course.yaml`, a required setting
        missing). Faulty lessons are left out.
    """
    folder = (shown if shown is not None else root.as_posix()).rstrip("/") or "."
    file = root / "course.yaml"
    if not file.is_file():
        cure = "give a folder that has a course.yaml, or make one with `elearn new`"
        what = "there is no course.yaml in this folder" if root.is_dir() else "there is no such folder"
        report.add(NO_COURSE, Span(folder), what, cure)
        return None
    own = Report()
    text = read_text(file, f"{folder}/course.yaml", own, MAX_SETTINGS, root)
    settings = read_settings(Lines.of(text), CourseConfig, own) if text else None
    if settings is None or settings.value is None:
        report.extend(own.diagnostics)
        return None
    source = _Reader(root, folder, settings.value, settings, pagefiles.find(root), own, kept).course()
    report.extend(own.diagnostics)
    return source


class KeptPage(Record, frozen=True):
    """A lesson file as it was read: time of its last change, size and what else it was read with; what came of it."""

    stamp: tuple[object, ...]
    page: PageSource | None
    findings: tuple[Diagnostic, ...]


class _Reader(Record, frozen=True):
    root: Path
    folder: str
    config: CourseConfig
    settings: Settings[CourseConfig]
    pages: pagefiles.PageFiles
    report: Report
    kept: dict[str, KeptPage] | None = None

    def course(self) -> CourseSource:
        seen: dict[str, Span] = {}
        files: set[str] = set()
        modules = []
        for number, module in enumerate(self.config.modules):
            pages = []
            for index, name in enumerate(module.lessons):
                span = self.settings.span("modules", number, "lessons", index)
                page = self._lesson(name, span, files)
                if page is None:
                    continue
                if self._taken(page, span, seen):
                    continue
                pages.append(page)
            modules.append(tuple(pages))
        self._plain()
        self._stray(files)
        listed = [PurePosixPath(name).name for module in self.config.modules for name in module.lessons]
        self.pages.tell_askew(listed, self.folder, self.report)
        exam, glossary = self._exam(), self._glossary()
        return CourseSource(
            root=self.root,
            folder=self.folder,
            config=self.config,
            settings=self.settings,
            modules=tuple(modules),
            exam=exam,
            glossary=glossary,
            media=index_media(self.root),
            faulty=frozenset(files - {page.path for pages in modules for page in pages}),
            sound=not self.report.failed,
        )

    def _taken(self, page: PageSource, span: Span, seen: dict[str, Span]) -> bool:
        at = page.id_span or span
        if page.id in RESERVED:
            self.report.add(RESERVED_ID, at, f"`{page.id}` is a page of the player", "choose another identifier")
            return True
        if page.id in seen:
            other = seen[page.id]
            message = f"the identifier `{page.id}` is taken by {other.path}"
            self.report.add(DUPLICATE_ID, at, message, "rename one of the two lessons, or give it an `id`")
            return True
        seen[page.id] = page.file.line(1)
        return False

    def _lesson(self, name: str, span: Span, files: set[str]) -> PageSource | None:
        inner = PurePosixPath(name.replace("\\", "/"))
        if self.pages.is_askew(inner):
            message = f"`{name}` is not read, since its name ends in `{inner.suffix}`"
            self.report.add(NO_FILE, span, message, pagefiles.renamed(inner))
            return None
        if inner.suffix != ".md":
            inner = inner.with_name(inner.name + ".md") if inner.name else inner
        if inner.is_absolute() or ".." in inner.parts or not inner.name:
            self.report.add(ESCAPES, span, f"`{name}` leads out of lessons/", "name a file of the folder lessons/")
            return None
        path = self.pages.place(inner)
        if path in files:
            self.report.add(LISTED_TWICE, span, f"`{name}` is listed twice", "delete one of the two lines")
            return None
        files.add(path)
        file = self.root / path
        if path not in self.pages.there:
            near = [PurePosixPath(other).name for other in self.pages.there]
            self.report.add(NO_FILE, span, f"there is no {path}", did_you_mean(inner.name, near))
            return None
        if not lies_in(file, self.root):
            message = f"`{name}` is a link to a file outside of the course"
            self.report.add(ESCAPES, span, message, "copy the file into the course folder")
            return None
        return self._read(path)

    def _read(self, path: str) -> PageSource | None:
        """A lesson that is there, read anew if it must be."""
        file = self.root / path
        stamp = (*_stamp(file), self.folder, *self.config.objectives)
        held = self.kept.get(path) if self.kept is not None else None
        if held is None or held.stamp != stamp:
            own = Report()
            text = read_text(file, f"{self.folder}/{path}", own, MAX_TEXT, self.root)
            page = replace(self, report=own)._page(text, path) if text else None  # noqa: SLF001 - another of its kind
            held = KeptPage(stamp, page, own.diagnostics)
            if self.kept is not None:
                self.kept[path] = held
        self.report.extend(held.findings)
        return held.page

    def _page(self, text: SourceFile, path: str) -> PageSource | None:
        parts = front_matter(Lines.of(text), self.report)
        if parts is None:
            return None
        head, body = parts
        settings = read_settings(head, LessonConfig, self.report) if head else None
        config = settings.value if settings and settings.value else LessonConfig()
        if settings:
            for index, name in enumerate(config.objectives):
                self._objective(name, settings.span("objectives", index))
        title, body = _title(config.title, body)
        if not title:
            if settings is None or (settings.value and not settings.tree.value("title")):
                cure = "add `title: …` to its front matter, or begin its text with `# The title`"
                self.report.add(MISSING, text.line(1), "the lesson has no `title`", cure)
            title = PurePosixPath(path).stem
        brackets.tell_plain(
            title, settings.span("title") if config.title and settings else text.line(1), "this title", self.report
        )
        name = config.id or fold(re.sub(r"^\d+[-_. ]*", "", PurePosixPath(path).stem)).replace("_", "-")[:40].strip("-")
        if not re.match(r"[a-z]", name):
            file = PurePosixPath(path).name
            message = f"no identifier can be made from the file name `{file}`"
            self.report.add(IDENTIFIER, text.line(1), message, "add `id: …` to its front matter, or rename it")
            return None
        at = settings.span("id") if settings and config.id else None
        return PageSource(name, at, title, config, body, text, path)

    def _objective(self, name: str, span: Span) -> None:
        if name not in self.config.objectives:
            known = did_you_mean(name, self.config.objectives) or "add it to `objectives` in course.yaml"
            self.report.add(NO_OBJECTIVE, span, f"course.yaml has no objective `{name}`", known)

    def _plain(self) -> None:
        """Titles and objectives are plain text."""
        texts: list[tuple[str, str, tuple[str | int, ...]]] = [("title", self.config.title, ("title",))]
        texts += [("title", module.title, ("modules", at, "title")) for at, module in enumerate(self.config.modules)]
        texts += [("objective", text, ("objectives", name)) for name, text in self.config.objectives.items()]
        for what, text, path in texts:
            brackets.tell_plain(text, self.settings.span(*path), f"this {what}", self.report)

    def _stray(self, files: set[str]) -> None:
        if files - self.pages.there:  # most likely listed under a wrong name, which is told already
            return
        for path in sorted(self.pages.there - files):
            name = PurePosixPath(path).name
            if not name.startswith((".", "_")) and name.lower() != "readme.md":
                what = path.partition("/")[0].removesuffix("s")
                message = f"this {what} is not listed in course.yaml, so nobody will see it"
                cure = f"add `{name}` to `lessons` of a module"
                self.report.add(NOT_LISTED, Span(f"{self.folder}/{path}"), message, cure)

    def _there(self, name: str) -> bool:
        """Whether a file of the course folder is there, a link that leads nowhere too; tells if it is called askew."""
        names = os.listdir(self.root)  # noqa: PTH208 - names are wanted
        for other in names:
            if other.casefold() == name and name not in names:
                message = f"this file would not be read, it is not called `{name}`"
                self.report.add(WRONG_CASE, Span(f"{self.folder}/{other}"), message, f"rename it to `{name}`")
        return name in names

    def _exam(self) -> tuple[ExamConfig, Settings[ExamConfig] | None, PageSource] | None:
        file = self.root / "exam.md"
        if not self._there("exam.md"):
            return None
        text = read_text(file, f"{self.folder}/exam.md", self.report, MAX_TEXT, self.root)
        if text is None:
            return None
        parts = front_matter(Lines.of(text), self.report)
        if parts is None:
            return None
        head, body = parts
        settings = read_settings(head, ExamConfig, self.report) if head else None
        config = settings.value if settings and settings.value else ExamConfig()
        if settings:
            for name in config.draw:
                self._objective(name, settings.key_span("draw", name))
        title, body = _title(config.title, body)
        lesson = LessonConfig(
            minutes=config.minutes, reviewed=config.reviewed, sources=config.sources, ignore=config.ignore
        )
        return config, settings, PageSource("exam", None, title, lesson, body, text, "exam.md")

    def _glossary(self) -> tuple[TermSource, ...]:
        file = self.root / "glossary.yaml"
        if not self._there("glossary.yaml"):
            return ()
        text = read_text(file, f"{self.folder}/glossary.yaml", self.report, MAX_SETTINGS, self.root)
        if text is None:
            return ()
        lines = Lines.of(text)
        settings = read_settings(lines, Glossary, self.report)
        terms = []
        for word, entry in (settings.value or {}).items():
            one = TermConfig(definition=entry) if isinstance(entry, str) else entry
            node = settings.tree.at(word) if isinstance(entry, str) else settings.tree.at(word, "definition")
            where = Lines(text, lines.first + node.line - 1, tuple(one.definition.strip().split("\n")))
            others = tuple(settings.span(word, "also", index) for index in range(len(one.also)))
            terms.append(TermSource(word, one.also, where, settings.key_span(word), others, one.mark))
        return tuple(terms)


def _stamp(file: Path) -> tuple[int, ...]:
    """What tells a file from what it was before; nothing when it cannot be told."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _title(title: str, body: Lines) -> tuple[str, Lines]:
    """The title from the front matter, else from a first line ``# Title``, which is then taken out of the body."""
    for index, line in enumerate(body.lines):
        if line.strip():
            heading = re.match(r"#\s+(.+?)\s*#*\s*$", line)
            if heading and (not title or _same(title, heading[1])):
                blanked = (*body.lines[:index], "", *body.lines[index + 1 :])
                return title or heading[1], Lines(body.file, body.first, blanked)
            break
    return title, body


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower()
