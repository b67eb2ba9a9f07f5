"""Headings that skip a level. Screen readers list headings as an outline, and a heading of level 4 below one of
level 2 looks as if something were missing. After `##` comes `###`.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.model import Heading

CODE = warning("A004", "a heading that skips a level", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Walk through the headings of the page; the title is level 1."""
    level = 1
    headings = page.lesson.headings
    for number, heading in enumerate(headings):
        if heading.level > level + 1:
            message = f"the heading “{heading.text}” has level {heading.level}, the one before level {level}"
            fixes = _raised(headings[number:], level, heading.level - level - 1)
            report.add(CODE, heading.span, message, f"write `{'#' * (level + 1)} {heading.text}`", *fixes)
        level = heading.level


def _raised(headings: Sequence[Heading], level: int, steps: int) -> list[Edit]:
    """The headings below one of this level, each raised by so many steps; nothing if one is not written with `#`."""
    below = list(takewhile(lambda heading: heading.level > level, headings))
    if not all(heading.span.text.startswith("#" * heading.level + " ") for heading in below):
        return []
    return [Edit(heading.span, heading.span.text[steps:]) for heading in below]
