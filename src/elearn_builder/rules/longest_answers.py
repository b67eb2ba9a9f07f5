"""The right answer is the longest one in far more questions than chance would have it, so taking the longest answer
is a way to pass. Look at the questions named: shorten their right answers, or let wrong answers say as much. All
choices with one right answer count, those of the exam too.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import join_words, warning
from elearn_builder.inspection import one_right

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T109", "right answers that are too often the longest", __doc__ or "")

ENOUGH = 10  # questions; fewer say nothing
SHARE = 0.4
SURE = 2.0  # standard deviations above chance, which is less than that for lengths that differ visibly


def check(course: Course, report: Report) -> None:
    """Count the longest answers of the course, against as many as there would be by chance."""
    asked = [one for page in course.pages for one in one_right(page.questions)]
    longest = [one for one in asked if one.longest]
    chances = [1 / len(one.texts) for one in asked]
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    if len(asked) < ENOUGH or len(longest) < max(SHARE * len(asked), sum(chances) + SURE * spread):
        return
    longest.sort(key=lambda one: -_lead(one.texts, one.right))
    worst = join_words([f"`{one.question.id}`" for one in longest[:5]])
    message = f"the right answer is the longest in {len(longest)} of {len(asked)} choices, by chance {sum(chances):.0f}"
    report.add(CODE, course.spans["course"], message, f"shorten right answers, first in {worst}")


def _lead(texts: tuple[str, ...], right: int) -> float:
    """How many times as long as the longest wrong answer the right one is."""
    return len(texts[right]) / max(len(text) for index, text in enumerate(texts) if index != right)
