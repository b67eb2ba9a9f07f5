"""Where answers keep the order in which they are written (`shuffle=false`), the right one stands in the same place
far too often, and learners notice. Move some right answers, or let the answers be shuffled.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.inspection import one_right

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T114", "right answers that stand in the same place", __doc__ or "")

ENOUGH = 6  # questions
SHARE = 0.7


def check(course: Course, report: Report) -> None:
    """Count the places of right answers among three or more that are not shuffled."""
    kept = [
        one
        for page in course.pages
        for one in one_right(page.questions)
        if not one.question.shuffle and len(one.texts) > 2
    ]
    if len(kept) < ENOUGH:
        return
    place, times = Counter(one.right for one in kept).most_common(1)[0]
    if times >= SHARE * len(kept):
        message = f"of {len(kept)} choices that are not shuffled, answer {place + 1} is right in {times}"
        cure = "move some right answers, or take out `shuffle=false`"
        report.add(CODE, next(one.question.span for one in kept if one.right == place), message, cure)
