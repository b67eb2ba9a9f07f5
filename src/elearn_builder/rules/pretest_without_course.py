"""A pre-test marks lessons as done that the learner masters, so it has to stand in the same SCO as they do. With
`delivery: {units: lesson}` each lesson is a SCO of its own, and no LMS lets one SCO speak for another: the pre-test
would only be seen in the `web` package. Leave out `pretest`, or deliver the course as one SCO.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("Q111", "a pre-test in a course of several SCOs", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compare the exam's settings with the course's delivery."""
    if course.exam and course.exam.config.pretest and course.config.delivery.units == "lesson":
        message = "learners get no pre-test where each lesson is a SCO of its own"
        where = course.spans.get("pretest", course.exam.page.span)
        report.add(CODE, where, message, "take out `pretest`, or set `delivery: {units: course}`")
