"""Lines with bars that make no table: learners see the bars. A table begins with a line of headings, and right below it
stands a line of hyphens with as many cells; no empty line comes between.

    | Document | Who signs it |
    | --- | --- |
    | Movement document | Everyone who takes charge of the waste |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.lists import DELIMITERS
from elearn_builder.model import Prose
from elearn_builder.parser import walk
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("S025", "lines with bars that make no table", __doc__ or "")

_SHOWN = re.compile(r"(?:<p>|\n)\|")
_ROW = re.compile(r"[ \t>]*(?:[-*+]\s+|\d+[.)]\s+)?\|")
_INSIDE = re.compile(r"`[^`]*`|\[\[[^\[\]]*\]\]|\\\|")  # bars that part no cells


def check(page: CheckedPage, report: Report) -> None:
    """Look for rows of tables where there is a paragraph that begins with a bar."""
    if "|" not in page.passages.text:
        return
    if not any(isinstance(block, Prose) and _SHOWN.search(block.html) for block in walk(page.lesson.blocks)):
        return
    rows = dict(page.passages.outside(KINDS))
    for index, row in rows.items():
        if not _ROW.match(row) or _ROW.match(rows.get(index - 1, "")):
            continue
        below = rows.get(index + 1, "")
        heads, wanted = _cells(row), "| --- " * _cells(row) + "|"
        if _is_line(row):
            cure = "write the headings of the columns in the line right above it"
        elif not _is_line(below):
            cure = f"write `{wanted}` below its first line"
        elif _cells(below) != heads:
            cure = f"its first line has {heads} cells and the one below it {_cells(below)}: write `{wanted}`"
        else:
            continue
        report.add(CODE, page.place(index), "these lines with bars make no table", cure)


def _is_line(row: str) -> bool:
    """Whether a row is the line of hyphens below the headings."""
    return "|" in row and DELIMITERS.match(row.strip(" \t>")) is not None


def _cells(row: str) -> int:
    return _INSIDE.sub("", row).strip(" \t>").strip("|").count("|") + 1
