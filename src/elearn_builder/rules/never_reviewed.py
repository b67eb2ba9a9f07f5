"""A page without the day of its review, in a course that gives other pages one. Law changes: the day in `reviewed`
tells learners, and those who look after the course, up to when a lesson can be trusted. Compare the lesson with its
sources and write the day into its front matter, `reviewed: 2026-11-23`. A `reviewed` in course.yaml speaks for all
pages that name no day of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("F001", "a page that was never reviewed", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for pages without a day where others have one."""
    if course.config.reviewed or not any(lesson.reviewed for lesson in course.lessons):
        return
    for lesson in course.lessons:
        if not lesson.reviewed:
            message = "this page has no day of review, other pages of the course have one"
            report.add(CODE, lesson.span, message, "compare it with its sources, and write `reviewed: ` and the day")
