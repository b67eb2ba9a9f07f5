"""An ending of a scenario whose outcome the points contradict. At the end learners read both, “Well decided” and “1 of
10 points”, and believe neither; the outcome is what is reported. Told are endings with `outcome=good` that can be
reached with less than half of the points, with `outcome=fair` with less than a quarter, and endings that are not good
although all points were earned on the way.

Points belong to choices. Give the choice that leads to a good ending the most of them, the choice that leads to a fair
one about half of that; or lead bad beginnings to an ending of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import branching
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("Q512", "an ending that its points contradict", __doc__ or "")
_LEAST = {"good": 2, "fair": 4}  # the share of the points that an outcome stands for at least: a half, a quarter


def check(page: CheckedPage, report: Report) -> None:
    """Compare the outcome of each ending with the points of the ways that lead to it."""
    steps = page.lesson.steps
    most = branching.most_points(steps)
    for step in steps if most else ():
        span = branching.points_to(steps, step.id) if step.ending and step.outcome else None
        if span is None:
            continue
        if step.outcome in _LEAST and span[0] * _LEAST[step.outcome] < most:
            share, cure = span[0], "give more points to the choices that lead there, or name another outcome"
        elif step.outcome != "good" and span[1] >= most:
            share, cure = span[1], "take points from a choice that leads there, or name another outcome"
        else:
            continue
        message = f"the ending `{step.id}` is `{step.outcome}` and can be reached with {share} of {most} points"
        report.add(CODE, step.span, message, cure)
