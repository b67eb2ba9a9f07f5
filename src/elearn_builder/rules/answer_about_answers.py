"""“All of the above” and “none of the above”. Answers come in a new order each time, so nothing is above; and who
sees that two answers are right need not read the others. Write what is meant: several right answers (`- [x]` more
than once), or one more wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.inspection import answer_span, text_of
from elearn_builder.questions.choice import Choice

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T110", "an answer that speaks of the other answers", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look at how answers begin, in the words of the course's language."""
    pattern = wording.load(page.config.language).about_answers
    if pattern is None:
        return
    for question in page.lesson.questions:
        if not isinstance(question.answer, Choice):
            continue
        for number, option in enumerate(question.answer.options):
            if pattern.search(text_of(option.html)):
                message = f"“{text_of(option.html)}” speaks of the other answers"
                cure = "mark several answers as right, or write another wrong one"
                report.add(CODE, answer_span(page, question, number), message, cure)
