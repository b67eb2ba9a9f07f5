"""A plain blank before `;`, `:`, `?`, `!` or within « » in French: on a narrow screen the line breaks there, and the
next one begins with the mark. Write a no-break space: U+202F or U+00A0 (in many editors AltGr+Shift+blank or
Ctrl+Shift+blank). It is told once on a page, at its first place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.inspection import report_marks

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N006", "a blank that may break before a punctuation mark", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look for what the language's file says about blanks."""
    report_marks(page, wording.load(page.config.language).spaces, CODE, report)
