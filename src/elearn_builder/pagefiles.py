"""The files of a course that are, or are meant to be, its lessons and scenarios."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.record import Record
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from elearn_builder.diagnostics import Report

WRONG_ENDING = warning(
    "C025",
    "a lesson or scenario whose name does not end in `.md`",
    """
Lessons and scenarios are text files whose names end in `.md`, in small letters. A file with another ending (`.MD`,
`.markdown`, `.txt`) is not read, and nobody would see what is in it: rename it, and list it in course.yaml. The text
of a word processor has to be saved as plain text (UTF-8) first.
""",
)

FOLDERS = ("lessons", "scenarios")
TEXTS = {".md", ".markdown", ".mdown", ".mkd", ".text", ".txt"}  # what authors call their Markdown
DOCUMENTS = {".doc", ".docx", ".odt", ".rtf"}


class PageFiles(Record, frozen=True):
    """Paths from the course folder: ``there``, lessons and scenarios; ``askew``, files that are not called like one."""

    there: frozenset[str]
    askew: frozenset[str]

    def place(self, inner: PurePosixPath) -> str:
        """The path of what course.yaml lists: a lesson, else a scenario of this name."""
        if inner.parts[0] in FOLDERS and inner.as_posix() in self.there:
            return inner.as_posix()
        places = [f"{folder}/{inner}" for folder in FOLDERS]
        return next((path for path in places if path in self.there), places[0])

    def is_askew(self, inner: PurePosixPath) -> bool:
        """Whether what course.yaml lists is a file that is not called like a lesson."""
        return any(f"{folder}/{inner}" in self.askew for folder in FOLDERS)

    def tell_askew(self, listed: Collection[str], folder: str, report: Report) -> None:
        """Report files that are meant to be lessons (C025), except those whose names are ``listed``."""
        for path in sorted(self.askew):
            name = PurePosixPath(path)
            if name.name not in listed and name.stem.lower() != "readme" and name.name[0] not in "._~":
                what = name.parts[0].removesuffix("s")
                message = f"this {what} is not read, since its name ends in `{name.suffix}`"
                report.add(WRONG_ENDING, Span(f"{folder}/{path}"), message, renamed(name))


def find(root: Path) -> PageFiles:
    """Look for the lessons and scenarios of a course folder."""
    names = [file.relative_to(root).as_posix() for folder in FOLDERS for file in (root / folder).rglob("*.*")]
    there = frozenset(name for name in names if name.endswith(".md"))
    endings = TEXTS | DOCUMENTS
    return PageFiles(there, frozenset(name for name in names if _ending(name) in endings) - there)


def renamed(name: PurePosixPath) -> str:
    """The cure for a name that does not end as it should."""
    if _ending(name.name) in DOCUMENTS:
        return f"save it as plain text (UTF-8) under the name `{name.stem}.md`"
    return f"rename it to `{name.stem}.md`"


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
