"""The right answer is far longer than the others. Authors take care to make the right answer complete, and learners
who know nothing take the longest. Cut it, move the reason into the feedback, or give the wrong answers a reason too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.inspection import answer_span, one_right

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T108", "a right answer that is far longer than the others", __doc__ or "")

FAR = 1.6  # times the longest wrong answer
LONG = 25  # characters more than it: between short words, lengths mean nothing


def check(page: CheckedPage, report: Report) -> None:
    """Compare the answers of each choice with one right answer."""
    for one in one_right(page.lesson.questions):
        right = len(one.texts[one.right])
        wrong = max(len(text) for index, text in enumerate(one.texts) if index != one.right)
        if right > FAR * wrong and right >= wrong + LONG:
            message = f"the right answer has {right} characters, the longest wrong one {wrong}"
            where = answer_span(page, one.question, one.right)
            report.add(CODE, where, message, "shorten it, or give the wrong answers as much to say")
