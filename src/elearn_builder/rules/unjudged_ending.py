"""An ending of a scenario that does not say how it went. Learners and reports are told whether a case was decided
well; that is what the ending says (`outcome=good`, `outcome=fair` or `outcome=bad`), or else the points that the
choices have earned. This scenario has neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import branching
from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = error("Q507", "an ending without an outcome", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look for endings without an outcome where no choice earns points."""
    if branching.most_points(page.lesson.steps):
        return
    for step in page.lesson.steps:
        if step.ending and not step.outcome:
            message = f"the ending `{step.id}` does not say how it went"
            report.add(CODE, step.span, message, f"write `{{#{step.id} .ending outcome=good}}` (or `fair`, or `bad`)")
