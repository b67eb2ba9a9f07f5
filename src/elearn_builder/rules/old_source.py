"""A source that was looked at too long ago. It may say something else by now, or be gone. Look at it again, compare the
lesson, and write the day into `seen`. It is told only where the review of the page still holds; else that comes first.
How long a look holds is set in course.yaml, `checks: {source_months: 24}`; 0 means for ever. `elearn build` does not
look at this: it says the same on any day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.age import expiry, months_between
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F005", "a source that was seen too long ago", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the days on which sources were seen with today."""
    months = page.config.checks.source_months
    if not months or not page.today:
        return
    again = page.config.checks.review_months
    if again and page.reviewed and expiry(page.reviewed, again) < page.today:
        return
    for number, source in enumerate(page.lesson.sources):
        if source.seen and expiry(source.seen, months) < page.today:
            age = months_between(source.seen, page.today)
            message = f"“{source.title}” was last seen on {source.seen}, {age} months ago; the limit is {months} months"
            report.add(CODE, page.source_setting(number, "seen"), message, "look at it again, and write today's date")
