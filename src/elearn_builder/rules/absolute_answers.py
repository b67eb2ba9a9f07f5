"""Every wrong answer claims something without exception (“always”, “only”, “nobody”), the right one does not. In law
there are exceptions nearly always, and learners know that: they cross these answers out without knowing anything. Let
wrong answers be wrong by their matter, or give the right one such a word where it is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import join_words, warning
from elearn_builder.inspection import one_right

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T115", "wrong answers that give themselves away", __doc__ or "")

LEAST = 2  # wrong answers; one alone shows no pattern


def check(page: CheckedPage, report: Report) -> None:
    """Look for words without exception in the course's language."""
    pattern = wording.load(page.config.language).absolute
    if pattern is None:
        return
    for one in one_right(page.lesson.questions):
        wrong = [text for index, text in enumerate(one.texts) if index != one.right]
        if len(wrong) >= LEAST and all(map(pattern.search, wrong)) and not pattern.search(one.texts[one.right]):
            words = dict.fromkeys(f"“{pattern.findall(text)[0].lower()}”" for text in wrong)
            message = f"every wrong answer claims something without exception ({join_words(list(words))})"
            cure = "let wrong answers be wrong by their matter, or let the right one claim as much"
            report.add(CODE, one.question.span, message, cure)
