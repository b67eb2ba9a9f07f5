"""A poll, a scale or a free text has no right answer, so the exam cannot mark it and leaves it out. Move it to a
lesson: a last one, behind the others, is a good place for what learners think of the course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("Q110", "a question without a right answer in the exam", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look at the kinds of the questions in exam.md."""
    for question in course.exam.questions if course.exam else ():
        if not KINDS[question.kind].scored:
            message = f"the exam leaves out this `{question.kind}`: it has no right answer"
            report.add(CODE, question.span, message, "move it to a lesson")
