r"""A sign `>` for “more than” at the beginning of a line or of an item makes a quotation: learners see the figure
without the sign, and a limit becomes an amount. Write “more than 50 mg/kg”, or `\>` in place of `>`. In answers, titles
and cells of questions the sign is always text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, warning
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("S023", "“more than” that makes a quotation", __doc__ or "")

# A figure with its unit and little more; “> 1. Each Party shall” is a quotation that has numbers of its own.
_FIGURE = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)?(>)\s*(?!\d+[.)]\s)\d.{0,24}$")
_TEXT = frozenset({*KINDS, "cards", "timeline"})  # kinds of blocks in which the sign is text, or begins feedback
_QUOTE = re.compile(r"\s*>")


def check(page: CheckedPage, report: Report) -> None:
    """Look for quotations of a line that are figures."""
    if ">" not in page.source.body.text:
        return
    rows = page.source.body.lines
    for index, row in page.passages.outside(_TEXT):
        match = _FIGURE.match(row) if ">" in row else None
        beside = (*rows[max(0, index - 1) : index], *rows[index + 1 : index + 2])
        if match and not any(map(_QUOTE.match, beside)):
            where = page.source.body.span(index, match.start(1) + 1, 1)
            cure = "write “more than”, or `\\>` if the sign is meant"
            report.add(CODE, where, "this `>` makes a quotation, and learners do not see it", cure, Edit(where, "\\>"))
