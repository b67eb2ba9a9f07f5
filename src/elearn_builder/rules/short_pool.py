"""The exam draws more questions of an objective than its pool has. Write more questions with this objective, or
draw fewer. A pool of twice as many as are drawn lets a second attempt ask other questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.capacity import exam_pool
from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("Q109", "a pool with fewer questions than the exam draws", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Count the pools."""
    if course.exam is None or not course.sound:
        return
    pool = exam_pool(course)
    for objective, wanted in course.exam.config.draw.items():
        there = sum(question.objective == objective for question in pool)
        if there < wanted and objective in course.config.objectives:
            message = f"the exam draws {wanted} questions of `{objective}`, the pool has {there}"
            where = course.spans.get(f"draw.{objective}", course.exam.page.span)
            report.add(CODE, where, message, f"write {wanted - there} more, or draw fewer")
