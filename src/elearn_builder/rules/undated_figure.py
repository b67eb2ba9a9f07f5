"""A number of Parties or member States without a year near it. Such numbers change several times a year, and a lesson
is read for years: “191 Parties” is wrong sooner or later, “191 Parties (October 2024)” stays true. Write the month or
the day of the source behind the number, or leave the number out. A year anywhere in the paragraph, or a reference to
the decision that counted, will do. The words are known in Arabic, Chinese, English, French, Russian and Spanish.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from elearn_builder import resources
from elearn_builder.diagnostics import warning
from elearn_builder.inspection import dated, paragraph_around

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F007", "a number of members without a date", __doc__ or "")

_MORE = {*"0123456789.,-"}  # before a number: it is the end of a longer one


def check(page: CheckedPage, report: Report) -> None:
    """Look for numbers of members in paragraphs that name no year."""
    hints, figure = _figure(page.config.language.partition("-")[0])
    text = page.passages.text
    if figure is None or not any(hint in text for hint in hints):
        return
    for index, line in page.passages.running(figure):
        found = figure.search(line)
        if (
            found
            and line[found.start() - 1 : found.start()] not in _MORE
            and not dated(paragraph_around(page.source.body.lines, index))
        ):
            where = page.source.body.span(index, found.start() + 1, len(found[0]))
            message = f"“{found[0]}” will change, and no date is near it"
            report.add(CODE, where, message, "write when it was counted behind it, like “(October 2024)”")


@cache
def _figure(language: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """Parts of the words of a language for members, and two or three digits before such words; None for a language
    without a line in the table.
    """
    with (resources.folder("templates") / "figures.csv").open(encoding="utf-8", newline="") as file:
        row = next((row for row in csv.DictReader(file) if row["language"] == language), None)
    if row is None:
        return (), None
    return tuple(row["hint"].split("|")), re.compile(rf"\d\d\d?[ \xa0]?{row['members']}")
