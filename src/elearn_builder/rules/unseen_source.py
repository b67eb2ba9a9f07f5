"""A source on the web without the day on which somebody looked at it. Web pages change and vanish; the day tells the
reader which state of the page the lesson rests on, and the next author whether to look again. Open the page, check that
it says what the lesson says, and write `seen: 2026-11-23` below its `url`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F004", "a source without the day it was seen", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look for sources with an address but without a day."""
    for number, source in enumerate(page.lesson.sources):
        if source.address and not source.seen:
            message = f"nobody says when “{source.title}” was looked at"
            where = page.source_setting(number, "url")
            report.add(CODE, where, message, "look at it, and add `seen: ` with the day")
