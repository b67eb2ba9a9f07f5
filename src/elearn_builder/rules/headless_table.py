"""A table with a column that has no heading. Screen readers read the heading before each cell; without it, “15” could
be days or States. Only the first column may go without, when its cells are themselves the names of the rows. In
HTML, write the first row with `<th>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.model import Prose
from elearn_builder.parser import walk

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A012", "a table with a column without heading", __doc__ or "")
_HEAD = r"(?s)<th(?:\s[^<>]*)?>(.*?)</th>"
_RULE = r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$"


def check(page: CheckedPage, report: Report) -> None:
    """Look at tables of running text; those of `matching` questions are none for the learner."""
    text = page.passages.text
    if "|" not in text and "<table" not in text:
        return
    for block in walk(page.lesson.blocks):
        if not isinstance(block, Prose) or "<table" not in block.html:
            continue
        if "></th>" not in block.html and block.html.count("<thead") == block.html.count("<table"):
            continue
        for table in block.html.split("<table")[1:]:
            heads = re.findall(_HEAD, table.partition("</table>")[0])
            empty = [number for number, head in enumerate(heads, 1) if number > 1 and not head.strip()]
            if not heads and table.count("<tr") > 1:
                _tell(page, report, _html_table(page), "this table has no headings", "write its first row with `<th>`")
            elif empty:
                message = f"column {empty[0]} of this table has no heading"
                _tell(page, report, _pipe_table(page, empty[0]), message, "say in a word what the column holds")


def _tell(page: CheckedPage, report: Report, index: int, message: str, cure: str) -> None:
    report.add(CODE, page.place(index) if index >= 0 else page.lesson.span, message, cure)


def _html_table(page: CheckedPage) -> int:
    found = (index for index, row in enumerate(page.passages.lines) if "<table" in row)
    return next(found, -1)


def _pipe_table(page: CheckedPage, column: int) -> int:
    """The row of the first table whose heading is empty in a column."""
    lines = page.passages.lines
    for index, row in enumerate(lines[1:], 1):
        if "-|" in row.replace(" ", "") and re.match(_RULE, row):
            cells = lines[index - 1].strip(" \t>").removeprefix("|").split("|")
            if len(cells) >= column and not cells[column - 1].strip():
                return index - 1
    return -1
