"""The player has no words in the course's language yet, so buttons and messages are in English, which not every officer
reads. The languages that are there, and how to add one, are in the reference of languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import join_words, warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("C017", "a language that the player does not speak yet", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for a file of words."""
    there = strings.available()
    if course.config.language not in there and course.config.language.split("-")[0] not in there:
        message = f"the player has no words in `{course.config.language}`, its buttons will be in English"
        known = join_words([f"`{name}`" for name in there])
        report.add(
            CODE,
            course.spans["language"],
            message,
            f"it speaks {known}; a further language needs one file of words",
        )
