"""A course that is too heavy as a whole. LMSs limit uploads (Moodle often to 20 or 50 MB), learners take it along
for offline use, and the media of every lesson are in it. The finding names the heaviest files and stands where the
first of them is shown. Set another budget with `checks: {course_mb: 100}` in course.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import join_words, warning
from elearn_builder.media import place, used

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("B003", "a course that is too heavy as a whole", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Add up the media that go into the package; text is nothing beside them."""
    budget = course.config.checks.course_mb * 1_000_000
    sizes = {path: course.media[path].file.stat().st_size for path in used(course)} if budget else {}
    total = sum(sizes.values())
    if total > budget:
        heaviest = sorted(sizes, key=lambda path: (-sizes[path], path))[:3]
        most = join_words([f"`{path}` {sizes[path] / 1e6:,.1f} MB" for path in heaviest])
        message = f"media have {total / 1e6:,.1f} MB, the budget is {budget / 1e6:,.0f} MB"
        report.add(CODE, place(course, heaviest[0]), message, f"the heaviest are {most}")
