"""A scenario that never ends: none of its steps is an ending. A case is done, and counts for completion, when an ending
is reached. Mark the steps where the case is over: `## Detained {#detained .ending outcome=good}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = error("Q505", "a scenario without an ending", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look for an ending in the scenario."""
    if page.lesson.steps and not any(step.ending for step in page.lesson.steps):
        last = page.lesson.steps[-1]
        message = "no step of this scenario is an ending"
        report.add(CODE, last.span, message, f"mark where it is over: `{{#{last.id} .ending outcome=good}}`")
