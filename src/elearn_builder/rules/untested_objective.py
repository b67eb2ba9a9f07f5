"""An objective that is hardly tested. One question can be answered by luck, and a result that rests on it says
little; two are the least that show whether the objective is reached. Questions of the lessons and of the exam count,
and a scenario counts as two. Only courses with an exam and six questions or more are told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T105", "an objective with fewer than two questions", __doc__ or "")

ENOUGH = 2
SMALL = 6  # questions; a course with fewer has only been begun


def check(course: Course, report: Report) -> None:
    """Count the questions that have a right answer."""
    if course.exam is None or not course.sound:
        return
    asked = Counter(one.objective for page in course.pages for one in page.questions if KINDS[one.kind].scored)
    for lesson in course.lessons:
        if lesson.steps and lesson.objectives:
            asked[lesson.objectives[0]] += ENOUGH
    if sum(asked.values()) < SMALL:
        return
    for name in course.config.objectives:
        if asked[name] < ENOUGH:
            message = f"{'no question tests' if not asked[name] else 'only one question tests'} `{name}`"
            report.add(CODE, course.spans[f"objectives.{name}"], message, f"ask more, with `objective={name}`")
