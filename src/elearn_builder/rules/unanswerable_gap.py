"""A gap that learners cannot fill in as it is meant. What is typed is compared without regard to case, accents,
blanks and punctuation; so an answer of nothing but signs fits nothing, and one of many words is hardly ever typed
alike. Options to pick from have to differ in what can be read. Ask for a word, a code or a number, or let it be
picked: `{{=right|wrong|wrong}}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.questions.blanks import GAP, Blanks

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.model import Question
    from elearn_builder.questions.blanks import Gap
    from elearn_builder.source import Span

CODE = warning("T116", "a gap that cannot be filled in", __doc__ or "")

MOST_WORDS = 4
_SIGN = re.compile(r"[\W_]+")


def check(page: CheckedPage, report: Report) -> None:
    """Look at the answers and options of each gap."""
    for question in page.lesson.questions:
        if isinstance(question.answer, Blanks):
            for number, gap in enumerate(question.answer.gaps):
                for message, cure in _faults(gap):
                    report.add(CODE, _place(page, question, number), message, cure)


def _faults(gap: Gap) -> list[tuple[str, str]]:
    if gap.options:
        alike = {" ".join(option.casefold().split()) for option in gap.options}
        if len(alike) < len(gap.options):
            return [("two options of this gap differ in nothing but case or blanks", "rewrite one, or delete it")]
        return []
    if not any(_SIGN.sub("", answer) for answer in gap.answers):
        return [(f"the answer `{gap.answers[0]}` has no letter and no digit", "let it be picked: `{{=right|wrong}}`")]
    shortest = min(len(answer.split()) for answer in gap.answers)
    if shortest > MOST_WORDS:
        message = f"{shortest} words are to be typed exactly as they are written here"
        return [(message, "ask for one word of them, or write `{{=right|wrong}}`")]
    return []


def _place(page: CheckedPage, question: Question, number: int) -> Span:
    """The place of a gap in the author's line."""
    body = page.source.body
    for index in range(question.span.line - body.first + 1, len(body.lines)):
        for match in GAP.finditer(body.lines[index]):
            if number == 0:
                return body.span(index, match.start() + 1, len(match[0]))
            number -= 1
    return question.span
