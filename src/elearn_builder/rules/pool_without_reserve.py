"""Every question of a pool is drawn each time, so whoever fails gets the same questions again, with the answers just
seen. Write at least as many more as the exam draws; then a second attempt can ask others. An exam with one attempt
needs no reserve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.capacity import exam_pool
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T106", "a pool without questions for a second attempt", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compare each pool with what is drawn from it; a pool that is too small is an error of its own."""
    if course.exam is None or course.exam.config.attempts == 1 or not course.sound:
        return
    pool = exam_pool(course)
    for objective, wanted in course.exam.config.draw.items():
        there = sum(question.objective == objective for question in pool)
        if wanted and there == wanted:
            drawn = f"the {there} questions" if there > 1 else "the only question"
            message = f"each paper asks {drawn} that `{objective}` has"
            where = course.spans.get(f"draw.{objective}", course.exam.page.span)
            report.add(CODE, where, message, f"write {wanted} more, or draw fewer")
