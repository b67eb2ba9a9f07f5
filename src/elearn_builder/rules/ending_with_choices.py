"""An ending of a scenario with choices: the case is over there, so they would never be made. Take the choices out, or
the mark `.ending`. Learners can always try another way, which needs no choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = error("Q506", "an ending with choices", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look at the endings of the scenario."""
    for step in page.lesson.steps:
        if step.ending and step.choices:
            message = f"the ending `{step.id}` has choices"
            report.add(CODE, step.choices[0].span, message, "delete them, or take `.ending` off the step")
