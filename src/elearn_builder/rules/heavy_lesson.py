"""A lesson that takes long to come. What is on a page, without recordings, should cross a slow line within about a
minute: 500 kB are 62 seconds at 64 kbit/s. The finding names what costs most. Save photos smaller (1,300 pixels
wide, JPEG), draw diagrams as SVG, or split the lesson. Set another budget with `checks: {lesson_kb: 800}` in
course.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import weights
from elearn_builder.diagnostics import join_words, warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("B001", "a lesson that takes long to come", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Add up the page's text, drawings and pictures."""
    budget = page.config.checks.lesson_kb * 1000
    parts = weights.of_page(page.lesson, len(page.source.body.text.encode()), page.media)
    total = sum(part.size for part in parts)
    if not budget or total <= budget:
        return
    most = [f"{f'`{part.path}`' if part.path else 'the text'} {weights.kilobytes(part.size)}" for part in parts[:3]]
    message = f"about {weights.kilobytes(total)}, the budget is {weights.kilobytes(budget)}: {weights.waiting(total)}"
    where = next((use.span for use in page.lesson.shows if use.path == parts[0].path), page.lesson.span)
    report.add(CODE, where, message, f"what costs most: {join_words(most)}")
