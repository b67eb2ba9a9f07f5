"""A step of a scenario that no learner gets to: no way from the first step leads there. Lead a choice to it, or delete
it. The first step of the page is where the case begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import branching
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("Q502", "a step that cannot be reached", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Walk from the first step of the scenario along all choices."""
    graph = branching.ways(page.lesson.steps)
    if not graph or any(choice.to not in graph for step in page.lesson.steps for choice in step.choices):
        return  # a choice that leads to no step is reported by itself
    reached = branching.reached(graph, page.lesson.steps[0].id)
    for step in page.lesson.steps:
        if step.id not in reached:
            cure = f"lead a choice to it: `- [What one does](#{step.id})`"
            report.add(CODE, step.span, f"no way leads to the step `{step.id}`", cure)
