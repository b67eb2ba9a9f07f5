"""Results are reported by objective. A scenario is reported for the first objective that its front matter names; one
that names none counts for nothing there: add `objectives: [decide]`, with an identifier from course.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T103", "a scenario without an objective", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look at the front matter of each scenario, in courses that have objectives."""
    for page in course.pages:
        if page.steps and course.config.objectives and not page.objectives:
            cure = did_you_mean("", course.config.objectives) or "add `objectives: […]` to its front matter"
            report.add(CODE, page.span, "this scenario names no objective", cure)
