"""Headings that skip a level. Screen readers list headings as an outline, and a heading of level 4 below one of
level 2 looks as if something were missing. After `##` comes `###`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A004", "a heading that skips a level", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Walk through the headings of the page; the title is level 1."""
    level = 1
    for heading in page.lesson.headings:
        if heading.level > level + 1:
            message = f"the heading “{heading.text}” has level {heading.level}, the one before level {level}"
            report.add(CODE, heading.span, message, f"write `{'#' * (level + 1)} {heading.text}`")
        level = heading.level
