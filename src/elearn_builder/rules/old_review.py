"""A page whose last review is too long ago. Lists of wastes and chemicals change at every conference of the parties,
and a lesson that is a year behind teaches codes that no longer exist. Compare it with its sources, correct it and write
the day into `reviewed`. How long a review holds is set in course.yaml, `checks: {review_months: 12}`; 0 means for ever.
`elearn build` does not look at this: it says the same on any day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.age import expiry, months_between
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F002", "a page that was reviewed too long ago", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the day of the review with today."""
    months = page.config.checks.review_months
    if not months or not page.reviewed or not page.today or expiry(page.reviewed, months) >= page.today:
        return
    age = months_between(page.reviewed, page.today)
    message = f"the last review was on {page.reviewed}, {age} months ago; this course asks for one in {months} months"
    report.add(CODE, page.setting("reviewed"), message, "compare the page with its sources, and write today's date")
