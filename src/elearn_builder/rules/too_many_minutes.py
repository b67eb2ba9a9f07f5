"""The lesson takes far less time than its front matter says. Learners who are told twenty minutes put it off, and an
LMS that counts hours of training counts too many. The estimate is that of T119; a lesson with a recording is not
told, since only its author knows how long that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.inspection import estimate, recorded

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T120", "a lesson that is far shorter than it says", __doc__ or "")

FAR = 0.4
LEAST = 5  # minutes
BEGUN = 30  # words; a page with fewer is still to be written


def check(page: CheckedPage, report: Report) -> None:
    """Compare the estimate with `minutes`."""
    given = page.lesson.minutes
    if given <= LEAST or page.lesson.words < BEGUN or page.lesson.id == "exam" or not page.lesson.sound:
        return
    needed = estimate(page)
    if needed < FAR * given and needed <= given - LEAST and not recorded(page):
        message = f"`minutes: {given}`, but reading and answering take about {max(1, round(needed))}"
        report.add(CODE, page.setting("minutes"), message, "correct the number")
