"""A picture whose text is its caption again. Those who cannot see it hear the same words twice and still do not know
what it shows. The caption (the figure's title) names the picture for all; the text between the square brackets
describes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.markup import plain
from elearn_builder.model import Figure
from elearn_builder.parser import walk

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A007", "a picture whose text repeats its caption", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the title of each figure with the texts of its pictures."""
    pictures = [one for one in page.passages.links if one.image]
    if not pictures:
        return
    for block in walk(page.lesson.blocks):
        if not isinstance(block, Figure) or not block.title:
            continue
        title = _bare(plain(block.title))
        for one in pictures:
            if _bare(one.text) == title and any(_bare(shown.alt) == title for shown in block.pictures):
                where = page.place(one.index, one.col, len(one.text))
                report.add(CODE, where, "the picture's text and its caption are the same", "describe what it shows")


def _bare(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")
