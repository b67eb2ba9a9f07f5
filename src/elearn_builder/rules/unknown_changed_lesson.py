"""`changes` in course.yaml tells learners which lessons are new or different since they were last here, by the
identifiers of these lessons. Correct the word, or leave out a lesson that no longer exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("C021", "a change in a lesson that the course does not have", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look up the lessons of all changes."""
    known = [lesson.id for lesson in course.lessons]
    for number, change in enumerate(course.config.changes):
        for index, name in enumerate(change.lessons):
            if name not in known:
                where = course.spans[f"changes.{number}.{index}"]
                report.add(CODE, where, f"there is no lesson `{name}`", did_you_mean(name, known))
