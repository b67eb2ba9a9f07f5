"""A page that cites an agreement which has changed since the page was reviewed. The tables of the agreements
(`changes` in `treaties/`) say which amendments came into force when. Read what changed, correct the page if it is
concerned, and write the day into `reviewed`. `elearn build` does not look at this: it says the same on any day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F006", "an amendment in force since the page was reviewed", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the review with the changes of the agreements that the page cites."""
    reviewed, today = page.reviewed, page.today
    if not reviewed or not today:
        return
    cited = dict.fromkeys(entry.kind for entry in page.lesson.entries if entry.kind in page.tables.treaties)
    for agreement in cited:
        treaty = page.tables.treaties[agreement]
        for change in treaty.changes:
            if reviewed < change.in_force <= today:
                message = (
                    f"{change.what} ({treaty.name}): in force since {change.in_force}, "
                    f"after the review of this page on {reviewed}"
                )
                cure = "read what changed, correct the page where it is concerned, and write today's date"
                report.add(CODE, page.setting("reviewed"), message, cure)
