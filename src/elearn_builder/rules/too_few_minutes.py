"""The lesson takes longer than its front matter says. Officers plan it between two vehicles, and managers plan shifts
with it. The estimate: words at the speed at which the language is read by many as their second one, one minute for
each question, two for a paper to examine, half a minute for each step of a scenario; of the texts of a scenario, a
learner meets about half. `checks: {reading_speed: …}` in course.yaml changes the speed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.inspection import estimate

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T119", "a lesson that takes longer than it says", __doc__ or "")

FAR = 1.5
LEAST = 3  # minutes


def check(page: CheckedPage, report: Report) -> None:
    """Compare the estimate with `minutes`; a lesson without them is not told."""
    given = page.lesson.minutes
    if not given or page.lesson.id == "exam":
        return
    needed = estimate(page)
    if needed > FAR * given and needed >= given + LEAST:
        message = f"`minutes: {given}`, but reading and answering take about {needed:.0f}"
        report.add(CODE, page.setting("minutes"), message, f"write `minutes: {needed:.0f}`, or split the lesson")
