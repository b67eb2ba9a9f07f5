"""A recording that takes long to come. It is loaded only when somebody plays it, but then they wait, and pay for it:
8 MB are 17 minutes at 64 kbit/s. Cut it to what matters, and save it with 480 lines and one sound channel
(HandBrake, preset “Fast 480p30”); two minutes then have about 5 MB. Set another budget with `checks:
{recording_kb: 20000}` in course.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import weights
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("B002", "a recording that takes long to come", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Weigh each recording of the page."""
    budget = page.config.checks.recording_kb * 1000
    for part in weights.recordings(page.lesson.media, page.media) if budget else ():
        if part.size > budget:
            amounts = f"{weights.kilobytes(part.size)}, the budget is {weights.kilobytes(budget)}"
            message = f"`{part.path}` has {amounts}: {weights.waiting(part.size)}"
            where = next((use.span for use in page.lesson.shows if use.path == part.path), page.lesson.span)
            report.add(CODE, where, message, "cut it, or save it with 480 lines")
