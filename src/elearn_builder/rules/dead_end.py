"""A step of a scenario from which nothing leads on, and which is no ending. The learner would be stuck there. Give it
choices, each a line `- [What one does](#step)`, or mark it as an ending: `## Detained {#detained .ending}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = error("Q503", "a step that leads nowhere", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look for steps without choices."""
    for step in page.lesson.steps:
        if not step.choices and not step.ending:
            message = f"the step `{step.id}` has no choices and is no ending"
            report.add(CODE, step.span, message, f"write `- [What one does](#step)`, or `{{#{step.id} .ending}}`")
