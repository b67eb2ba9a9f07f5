"""Two answers of a question say the same but for case, blanks and punctuation. Most often one was copied and never
changed: a learner who knows the right one has to guess which of the two is meant. Rewrite one, or delete it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.inspection import text_of
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T112", "two answers that are the same", __doc__ or "")

_BETWEEN = re.compile(r"[\W_]+")
_COMPARED = {"choice", "ordering", "poll"}


def check(page: CheckedPage, report: Report) -> None:
    """Compare the answers of each question with each other; answers without words (signs, pictures) are passed over."""
    for question in page.lesson.questions:
        if question.kind not in _COMPARED:
            continue
        texts = [text_of(html) for html in KINDS[question.kind].texts(question.answer)]
        seen: dict[str, str] = {}
        for text in texts:
            bare = _BETWEEN.sub(" ", text).strip().casefold()
            if bare and bare in seen and not _signs_differ(seen[bare], text):
                message = f"“{text}” is there twice"
                report.add(CODE, question.span, message, "rewrite one of the two, or delete it")
            seen.setdefault(bare, text)


def _signs_differ(one: str, other: str) -> bool:
    """Whether signs within figures or codes make the difference: `4(1)` and `4.1`, `-5` and `5`."""
    return one.casefold() != other.casefold() and any(letter.isdigit() for letter in one)
