"""Questions in exam.md that the exam never asks. When `draw` names objectives, only questions of these objectives
can be drawn. Give the question one of them, or add its objective to `draw`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import join_words, warning
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("Q107", "a question that the exam never draws", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for questions of exam.md outside of all pools."""
    if course.exam is None or not course.exam.config.draw or not course.sound:
        return
    drawn = [f"`{name}`" for name in course.exam.config.draw]
    for question in course.exam.questions:
        if not KINDS[question.kind].scored or not question.objective:
            continue
        if question.objective not in course.exam.config.draw:
            message = "the exam never draws this question"
            report.add(CODE, question.span, message, f"`draw` names {join_words(drawn)}")
