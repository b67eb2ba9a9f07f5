"""The exam, or the pre-test before the course, draws more questions of an objective than its pool has. Write more
questions with this objective, or draw fewer. A pool of as many as both draw together lets the exam ask other
questions than the pre-test, and one of twice as many as the exam draws lets a second attempt do so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.capacity import exam_pool, pretest_draw
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
    for who, draw in (("exam", course.exam.config.draw), ("pre-test", pretest_draw(course))):
        for objective, wanted in draw.items():
            there = sum(question.objective == objective for question in pool)
            if there < wanted and objective in course.config.objectives:
                message = f"the {who} draws {wanted} questions of `{objective}`, the pool has {there}"
                where = course.spans.get(f"draw.{objective}", course.exam.page.span)
                report.add(CODE, where, message, f"write {wanted - there} more, or draw fewer")
