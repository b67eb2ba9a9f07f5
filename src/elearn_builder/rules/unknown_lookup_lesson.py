"""`lookup` in course.yaml leads from an agreement to the lesson about it, `basel: which-agreement`, or to a place in
it, `basel: which-agreement#basel`. Lessons are named by their identifiers, places by the names of headings and
blocks. Correct the word, or give the heading the name: `## Basel {#basel}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("C023", "a lookup that leads to no lesson or place", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look up the lessons and places of `lookup`."""
    if not course.sound:
        return
    places = {lesson.id: lesson.anchors for lesson in course.lessons}
    for name, target in course.config.lookup.items():
        lesson, _, anchor = target.partition("#")
        where = course.spans[f"lookup.{name}"]
        if lesson not in places:
            report.add(CODE, where, f"there is no lesson `{lesson}`", did_you_mean(lesson, places))
        elif anchor and anchor not in places[lesson]:
            cure = did_you_mean(anchor, places[lesson])
            report.add(CODE, where, f"the lesson `{lesson}` has no place `#{anchor}`", cure)
