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
    pattern = strings.colour_only(page.config.language)
    text = page.passages.text.lower()
    hues = [hue for hue in strings.access_words(page.config.language, "hues") if hue in text]
    if pattern is None or not hues:
        return
    for index, row in page.passages.rows:
        lowered = row.lower()
        if not any(hue in lowered for hue in hues):
            continue
        lowered = without_code(lowered)
        for match in pattern.finditer(lowered):
            where = page.place(index, match.start() + 1, len(match[0]))
            message = f"“{row[match.start() : match.end()]}” is of no use to those who do not see the colour"
            report.add(CODE, where, message, "name the place, the number or the word as well")
