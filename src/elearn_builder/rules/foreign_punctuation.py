"""Punctuation of another language, or blanks where the language has none: a Latin comma in Arabic, a half-width full
stop in Chinese, a Spanish question without `¿`, a French colon without the space before it. It looks like a careless
translation, and in Arabic and Chinese the marks stand at the wrong place in the line. Each kind is told once on a
page, at its first place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.inspection import report_marks

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N005", "punctuation of another language", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look for what the language's file says is wrong."""
    report_marks(page, wording.load(page.config.language).punctuation, CODE, report)
