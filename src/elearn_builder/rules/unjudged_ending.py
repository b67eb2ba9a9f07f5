"""An ending of a scenario that does not say how it went. Learners and reports are told whether a case was decided well;
that is what the ending says (`outcome=good`, `outcome=fair` or `outcome=bad`), or else the points that the choices have
earned. This scenario has neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import branching
from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("Q507", "an ending without an outcome", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for endings without an outcome where no choice earns points."""
    for page in course.pages:
        if branching.most_points(page.steps):
            continue
        for step in page.steps:
            if step.ending and not step.outcome:
                message = f"the ending `{step.id}` does not say how it went"
                report.add(
                    CODE, step.span, message, f"write `{{#{step.id} .ending outcome=good}}` (or `fair`, or `bad`)"
                )
