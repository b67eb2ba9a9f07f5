"""`agreement` in course.yaml names the agreement that the course is about: its articles are then written without its
name ("Article 6"). Agreements are named by their short names, those of the files in `treaties/` of the reference
tables, such as `basel` or `cites`. Correct the word, or add a file for the agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references import Tables

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("C024", "a course about an agreement that the reference tables do not have", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look up the agreement of the course."""
    name = course.config.agreement
    if name is None:
        return
    known = Tables(course.reference, {}).treaties
    if name not in known:
        report.add(CODE, course.spans["agreement"], f"there is no agreement `{name}`", did_you_mean(name, known))
