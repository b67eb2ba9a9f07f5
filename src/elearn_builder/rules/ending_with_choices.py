"""An ending of a scenario with choices: the case is over there, so they would never be made. Take the choices out, or
the mark `.ending`. Learners can always try another way, which needs no choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("Q506", "an ending with choices", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look at the endings of each scenario."""
    for page in course.pages:
        for step in page.steps:
            if step.ending and step.choices:
                message = f"the ending `{step.id}` has choices"
                report.add(CODE, step.choices[0].span, message, "delete them, or take `.ending` off the step")
