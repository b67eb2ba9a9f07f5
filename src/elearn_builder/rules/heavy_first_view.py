"""A first view that takes long to come. What a learner waits for after the first tap is the player (about 27 kB) and
the first lesson. 200 kB are 25 seconds at 64 kbit/s; who sees nothing for longer gives up. Begin with a lesson of
words and drawings, and bring photos later. Set another budget with `checks: {first_kb: 300}` in course.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import weights
from elearn_builder.diagnostics import join_words, warning
from elearn_builder.media import place

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("B004", "a first view that takes long to come", __doc__ or "")
LETTERS = 7  # bytes of Markdown for a word that is counted, with its signs


def check(course: Course, report: Report) -> None:
    """Add the player and the first page."""
    budget = course.config.checks.first_kb * 1000
    first = next(iter(course.lessons), None)
    if not budget or first is None:
        return
    parts = weights.of_page(first, first.words * LETTERS, course.media)
    total = weights.PLAYER + sum(part.size for part in parts)
    if total > budget:
        most = [f"{f'`{part.path}`' if part.path else 'the text'} {weights.kilobytes(part.size)}" for part in parts[:3]]
        amounts = f"{weights.kilobytes(total)}, the budget is {weights.kilobytes(budget)}"
        message = f"until the first lesson is there, about {amounts}: {weights.waiting(total)}"
        where = place(course, parts[0].path) if parts[0].path else first.span
        report.add(CODE, where, message, f"besides the player, what costs most: {join_words(most)}")
