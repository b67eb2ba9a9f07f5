"""Steps of a scenario that lead to each other for ever: whoever gets there never comes to an ending. Give one of them a
choice that leads on. Walking in a circle is fine as long as there is a way out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import branching
from elearn_builder.diagnostics import error, join_words

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = error("Q504", "steps without a way out", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """From each step that leads somewhere, look for an ending or for a dead end, which is reported by itself."""
    graph = branching.ways(page.lesson.steps)
    stops = {step.id for step in page.lesson.steps if step.ending or not graph[step.id]}
    lost = [step for step in page.lesson.steps if stops and not branching.reached(graph, step.id) & stops]
    if lost:
        around = join_words([f"`{step.id}`" for step in lost])
        message = f"no ending can be reached from {around}"
        report.add(CODE, lost[0].span, message, "lead a choice of one of them to a step that goes on")
