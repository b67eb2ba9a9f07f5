"""What the preview's page is told of a course, as plain values for JSON."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elearn_builder import coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.model import Course
    from elearn_builder.preview.workshop import Snapshot


def findings(diagnostics: Iterable[Diagnostic], folder: str, pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Findings: severity, code, title, path from the course folder, line, col, end, excerpt, message, help, page."""
    by_file = {file: page for page, file in pages.items()}
    found = []
    for one in diagnostics:
        path = one.span.path.removeprefix(f"{folder}/") if folder != "." else one.span.path.removeprefix("./")
        found.append(
            {
                "severity": one.code.severity.word,
                "code": one.code.id,
                "title": one.code.title,
                "path": path,
                "line": one.span.line,
                "col": one.span.col,
                "end": one.span.end,
                "excerpt": one.span.excerpt,
                "message": one.message,
                "help": one.help,
                "page": by_file.get(path, ""),
            }
        )
    return found


def pages(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The pages in order: id, title, module, file, minutes, words, questions, reviewed (ISO day or empty)."""
    course = snapshot.course
    if course is None:
        return []
    modules = {lesson.id: module.title for module in course.modules for lesson in module.lessons}
    return [
        {
            "id": page.id,
            "title": page.title,
            "module": modules.get(page.id, ""),
            "file": snapshot.files.get(page.id, ""),
            "kind": "exam" if page.id not in modules else "scenario" if page.steps else "lesson",
            "minutes": page.minutes,
            "words": page.words,
            "questions": len(page.questions),
            "reviewed": page.reviewed.isoformat() if page.reviewed else "",
        }
        for page in course.pages
    ]


def objectives(course: Course) -> list[dict[str, Any]]:
    """Each objective: id, text, lessons that teach it, scored questions in lessons, in the pool of the exam, drawn."""
    return [
        {
            "id": one.id,
            "text": one.text,
            "lessons": list(one.taught),
            "questions": one.tested,
            "pool": one.pool,
            "drawn": one.pool if one.drawn < 0 else one.drawn,
        }
        for one in coverage.objectives(course)
    ]


class Scales:
    """Weighs files as they go over the line: text compressed, media as they are. What it has weighed it knows."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, int]] = {}

    def weigh(self, files: Mapping[str, bytes | Path], course: Course) -> dict[str, Any]:
        """Bytes at launch, and for each page what it adds."""
        launch = sum(self._weight(path, files) for path in coverage.AT_LAUNCH)
        each = {
            page.id: self._weight(f"{page.id}.js", files)
            + sum(self._weight(course.media[path].packaged, files) for path in page.media if path in course.media)
            for page in course.pages
        }
        return {"launch": launch, "pages": each}

    def _weight(self, path: str, files: Mapping[str, bytes | Path]) -> int:
        content = files.get(path)
        if content is None:
            return 0
        if isinstance(content, Path):
            return content.stat().st_size if content.exists() else 0
        if not path.endswith(coverage.TEXT):
            return len(content)
        if path not in self._known or self._known[path][0] != content:
            self._known[path] = content, len(gzip.compress(content, 6))
        return self._known[path][1]


def freshness(course: Course, today: date) -> list[dict[str, Any]]:
    """Pages by the day of their last review, the oldest first: id, day (ISO or empty), age in days (or null)."""
    found = [
        {
            "id": page.id,
            "day": page.reviewed.isoformat() if page.reviewed else "",
            "age": (today - page.reviewed).days if page.reviewed else None,
        }
        for page in course.lessons
    ]
    return sorted(found, key=lambda one: (one["day"] != "", str(one["day"])))
