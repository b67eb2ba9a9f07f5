"""The same question with the same answers stands in the course twice, under two identifiers. Once learners have
answered it in a lesson, it tests in the exam whether they remember the answer, not the matter. Ask in another way:
another load, another paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.inspection import text_of
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course, Question

CODE = warning("T113", "a question that is asked twice", __doc__ or "")

_BETWEEN = re.compile(r"[\W_]+")


def check(course: Course, report: Report) -> None:
    """Compare questions of the same words: their whole text, their answers."""
    asked: dict[str, list[Question]] = {}
    for page in course.pages:
        for question in page.questions:
            asked.setdefault(question.text, []).append(question)
    for questions in asked.values():
        seen: dict[str, Question] = {}
        for question in questions if len(questions) > 1 else ():
            first = seen.setdefault(_whole(question), question)
            if first is not question:
                message = f"this is the question of {first.span.path}:{first.span.line} again"
                report.add(CODE, question.span, message, "ask about another load or another paper")


def _whole(question: Question) -> str:
    """The question with its text, pictures and answers, in letters and digits only."""
    parts = [repr(question.children), *sorted(text_of(html) for html in KINDS[question.kind].texts(question.answer))]
    return _BETWEEN.sub(" ", " ".join(parts)).casefold()
