"""An objective that nobody can observe. Whether somebody *knows* or *understands* shows only in what they do. Say
what an officer will do: recognise, decide, check, compare, report. Then lesson, question and exam have something to
aim at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T123", "an objective that cannot be observed", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look at how the objectives of course.yaml begin."""
    pattern = wording.load(course.config.language).vague
    if pattern is None:
        return
    for name, text in course.config.objectives.items():
        found = pattern.search(text)
        if found:
            message = f"“{found[0].strip()}” cannot be observed"
            cure = "say what learners will do: recognise, decide, check, report …"
            report.add(CODE, course.spans[f"objectives.{name}"], message, cure)
