"""`lookup` in course.yaml says for agreements which lesson treats them. Agreements are named by their short names:
those of the files in `treaties/` of the reference tables, such as `basel` or `cites`. Correct the word, or add a file
for the agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references import AGREEMENTS, Tables

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("C022", "an agreement that the reference tables do not have", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look up the agreements of `lookup`."""
    if not course.config.lookup:
        return
    known = {*AGREEMENTS, *Tables(course.reference, {}).treaties}
    for name in course.config.lookup:
        if name not in known:
            message = f"there is no agreement `{name}`"
            report.add(CODE, course.spans[f"lookup.{name}.key"], message, did_you_mean(name, known))
