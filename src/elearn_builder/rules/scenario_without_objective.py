"""Results are reported by objective. A scenario is reported for the first objective that its front matter names; one
that names none counts for nothing there: add `objectives: [decide]`, with an identifier from course.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T103", "a scenario without an objective", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look at the front matter of the scenario, in courses that have objectives."""
    if page.lesson.steps and page.config.objectives and not page.lesson.objectives:
        cure = did_you_mean("", page.config.objectives) or "add `objectives: […]` to its front matter"
        report.add(CODE, page.lesson.span, "this scenario names no objective", cure)
