"""Two answers of a question say the same but for case, blanks and punctuation. Most often one was copied and never
changed: a learner who knows the right one has to guess which of the two is meant. Rewrite one, or delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.markup import plain
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T112", "two answers that are the same", __doc__ or "")

_COMPARED = {"choice", "poll"}


def check(page: CheckedPage, report: Report) -> None:
    """Compare the answers of each question with each other."""
    for question in page.lesson.questions:
        if question.kind not in _COMPARED:
            continue
        seen = set()
        for html in KINDS[question.kind].texts(question.answer):
            bare = "".join(html.casefold().split()).rstrip(".,;:!")
            if bare and bare in seen:
                report.add(
                    CODE, question.span, f"“{plain(html)}” is there twice", "rewrite one of the two, or delete it"
                )
            seen.add(bare)
