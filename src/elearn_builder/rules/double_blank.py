"""Two blanks between words. They are shown as one, so nothing is wrong for learners; but searching for the words
fails, and changes show up where nothing has changed. Often a word was deleted between them: look whether the sentence
is whole. Blanks that line up a table are right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N008", "two blanks between words", __doc__ or "")

_TWO = r"(?<=[\w,;:.!?)”»’])[ \u00a0]{2,}(?=[\w(“«‘])"
_MARKER = r"\s*(?:>\s*)*(?:[-*+]|\d{1,3}[.)]|:)\s+(?:\[.\]\s+)?"  # of a list, with the blanks behind it


def check(page: CheckedPage, report: Report) -> None:
    """Look at lines that have two blanks behind their beginning."""
    for index, row in page.passages.rows if "  " in page.passages.text else ():
        if "  " not in row or "  " not in row.strip() or row.lstrip().startswith("|"):
            continue
        marker = re.match(_MARKER, row)
        match = re.compile(_TWO).search(blanked(row), marker.end() if marker else 0)
        if match and "|" not in row:
            where = page.source.body.span(index, match.start() + 1, len(match[0]))
            report.add(
                CODE, where, f"{len(match[0])} blanks between words", "leave one, and look whether a word is missing"
            )
