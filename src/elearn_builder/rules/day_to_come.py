"""A review, or a look at a source, on a day that is still to come. Most often it is a slip of the pen in the year. A
review of the future would hide that the page grows old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F003", "a day of review that is still to come", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the days that a page names with today."""
    if not page.today:
        return
    if page.lesson.reviewed and page.lesson.reviewed > page.today:
        message = f"the review of {page.lesson.reviewed} is still to come; today is {page.today}"
        report.add(CODE, page.setting("reviewed"), message, "write the day on which the page was reviewed")
    for number, source in enumerate(page.lesson.sources):
        if source.seen and source.seen > page.today:
            message = f"the source was seen on {source.seen}, which is still to come; today is {page.today}"
            where = page.source_setting(number, "seen")
            report.add(CODE, where, message, "write the day on which you looked at it")
