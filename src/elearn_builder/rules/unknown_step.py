"""A choice of a scenario leads to a step that is not there. `[Ask for the document](#document)` leads to the step that
begins with `## … {#document}` on the same page. Correct the word, or write the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = error("Q501", "a choice that leads to no step", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the choices of the scenario with its steps."""
    known = {step.id for step in page.lesson.steps}
    for step in page.lesson.steps:
        for choice in step.choices:
            if choice.to not in known:
                message = f"there is no step `#{choice.to}`"
                report.add(CODE, choice.span, message, did_you_mean(choice.to, known))
