"""A word, or another form of it in `also`, stands in two entries of glossary.yaml. A learner who taps it can only be
shown one of them. Capitals do not tell entries apart, because every word can begin a sentence; only abbreviations in
capitals throughout are another word (`PIC` and `pic`). Take the word out of one entry, or make one entry of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.terms import spelling

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("C040", "a word that two glossary entries share", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compare all words and forms of the glossary."""
    owners: dict[str, int] = {}
    for number, term in enumerate(course.glossary):
        for index, form in enumerate((term.word, *term.also)):
            owner = owners.setdefault(spelling(form), number)
            if owner != number:
                place = course.spans[f"glossary.{owner}.0"]
                message = f"`{form}` belongs to the entry `{course.glossary[owner].word}` (line {place.line}) already"
                report.add(CODE, course.spans[f"glossary.{number}.{index}"], message, "leave it in one of the two")
