"""Something that only its colour tells. One man in twelve cannot tell red from green, screen readers tell no
colours, and many officers print on black-and-white printers. Name the place or the word as well: “the
fields marked in red (1, 4 and 7)” becomes “the fields 1, 4 and 7”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import warning
from elearn_builder.passages import without_code

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A015", "something that only its colour tells", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Search the page for turns of phrase of its language."""
    language = page.config.language
    found = page.passages.holding(strings.access_words(language, "hues"))
    pattern = strings.colour_only(language) if found else None
    if pattern is None:
        return
    for index, row in found:
        lowered = without_code(row).lower()
        for match in pattern.finditer(lowered):
            where = page.place(index, match.start() + 1, len(match[0]))
            message = f"“{row[match.start() : match.end()]}” is of no use to those who do not see the colour"
            report.add(CODE, where, message, "name the place, the number or the word as well")
