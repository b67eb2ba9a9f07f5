"""A lesson that only tells. Whoever has to recall something keeps it far better than whoever reads it twice, and an
officer on a phone reads on without noticing what was not understood. Ask one question at least, best right behind the
part it is about; a `reflect` or a `poll` counts. Pages of fewer than 300 words, and scenarios, are not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T107", "a lesson without a question", __doc__ or "")

SHORT = 300  # words


def check(page: CheckedPage, report: Report) -> None:
    """Look for questions on a page with much text."""
    lesson = page.lesson
    if lesson.words >= SHORT and lesson.sound and not lesson.questions and not lesson.steps and lesson.id != "exam":
        message = f"this lesson has {lesson.words} words and asks nothing"
        report.add(CODE, lesson.span, message, "ask a question behind each part that matters")
