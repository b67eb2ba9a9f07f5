"""A drawing full of words without a long description. A diagram with a dozen labels cannot be told in the one sentence
between the square brackets, and its words cannot be read by a screen reader, nor by anybody while the page is
printed small. Write below the image, inside the figure, what the diagram says; it is folded away under the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.model import Figure
from elearn_builder.parser import walk

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A008", "a drawing full of words without a description", __doc__ or "")
MANY = 8  # texts of a drawing, more than one sentence can tell


def check(page: CheckedPage, report: Report) -> None:
    """Count the texts of drawings in figures that have nothing below the image."""
    pictures = [one for one in page.passages.links if one.image]
    if not pictures:
        return
    for block in walk(page.lesson.blocks):
        if not isinstance(block, Figure) or block.children:
            continue
        for shown in block.pictures:
            texts = shown.svg.count("<text")
            if texts > MANY:
                places = [one for one in pictures if " ".join(one.text.split()) == shown.alt]
                where = page.place(places[0].index, places[0].col, len(places[0].text)) if places else page.lesson.span
                message = f"this drawing has {texts} texts, and nothing below it says what they are"
                report.add(CODE, where, message, "write what the drawing says below the image, inside the figure")
