"""An abbreviation that nothing explains: it is not in glossary.yaml, and nothing up to here, in the order in which
pages are taught, says what it stands for. Questions of the exam come in any order, so each of them explains its own.
Write it out where it is first used, “prior informed consent (PIC)”, or add it to the glossary, then a tap on it shows
the meaning. Abbreviations that are used once are passed over, and so are those that every reader knows (`EU`, `HS`
…); `checks: {abbreviations: […]}` in course.yaml adds to them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("T122", "an abbreviation that nobody explains", __doc__ or "")

LEAST = 2  # times in the course


def check(course: Course, report: Report) -> None:
    """Go through the pages in the order in which they are taught."""
    uses: Counter[str] = Counter()
    for page in course.pages:
        uses.update({one.word: one.uses for one in page.abbreviations})
    told: set[str] = set()
    for page in course.pages:
        for one in page.abbreviations:
            if one.word not in told and not one.explained and uses[one.word] >= LEAST:
                message = f"nothing up to here says what “{one.word}” stands for, and it is used {uses[one.word]} times"
                report.add(
                    CODE,
                    one.span,
                    message,
                    f"write it out here, with “({one.word})” behind, or add it to glossary.yaml",
                )
            told.add(one.word)
