"""An exam needs questions: written in exam.md, or (with `pool: course`) those of the lessons. Without any, nobody
can pass, so nobody can finish the course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.capacity import exam_pool
from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("Q108", "an exam without questions", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look into the pool."""
    if course.exam and course.sound and not exam_pool(course):
        cure = "write questions into exam.md, or set `pool: course` to draw from the lessons"
        report.add(CODE, course.exam.page.span, "the exam has no questions", cure)
