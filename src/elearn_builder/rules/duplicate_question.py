"""Identifiers of questions must be unique in the whole course, also across lessons and the exam: what a learner
answered is stored and reported under them, and the way through a scenario under the scenario's identifier. Choose
another identifier for one of the two; keep the one that has been published already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course
    from elearn_builder.source import Span

CODE = error("Q106", "two questions with the same identifier", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compare the questions of all pages."""
    scenarios = {page.id: page.span for page in course.pages if page.steps}
    seen: dict[str, Span] = dict(scenarios)
    for page in course.pages:
        for question in page.questions:
            first = seen.setdefault(question.id, question.span)
            if first is not question.span and first.path != question.span.path:
                what = "scenario" if question.id in scenarios else "question"
                message = f"the identifier `{question.id}` is taken by a {what} in {first.path}:{first.line}"
                report.add(CODE, question.span, message, "choose another identifier")
