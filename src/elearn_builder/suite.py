"""Several course folders read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.loader import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from elearn_builder.diagnostics import Report
    from elearn_builder.manuscript import CourseSource

SAME_COURSE = error(
    "C020",
    "two courses with the same identifier",
    """
A course's identifier names its package, and learning platforms know learners' progress by it: the second package would
take the place of the first. A copy of a course needs an `id` of its own in its course.yaml.
""",
)


def load_all(roots: Iterable[tuple[Path, str]], report: Report) -> list[CourseSource]:
    """Read several course folders, each given with how it is shown to the author; see `load`.

    Courses are published side by side, so one whose identifier is taken by another (C020) is left out.
    """
    sources: dict[str, CourseSource] = {}
    for root, shown in roots:
        source = load(root, report, shown)
        if source is None:
            continue
        first = sources.setdefault(source.config.id, source)
        if first is not source:
            message = f"the identifier `{source.config.id}` is taken by {first.folder}"
            report.add(SAME_COURSE, source.settings.span("id"), message, "give one of the two another `id`")
    return list(sources.values())
