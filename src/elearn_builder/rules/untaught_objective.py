"""An objective that no lesson names. What is promised at the beginning has to be taught somewhere: name the objective
in the front matter of the lesson that teaches it, `objectives: [read-codes]`, or write that lesson. A course in which
no lesson names an objective does not use them, and is not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T104", "an objective that no lesson teaches", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for objectives that no page to learn from names."""
    taught = {name for lesson in course.lessons for name in lesson.objectives}
    if not course.sound or not taught:
        return
    for name in course.config.objectives:
        if name not in taught:
            cure = f"write `objectives: [{name}]` into the front matter of the lesson that teaches it"
            report.add(CODE, course.spans[f"objectives.{name}"], f"no lesson teaches `{name}`", cure)
