"""A question that asks for what is *not* so. Read quickly, and in a second language, the small word is overlooked,
and the answer is wrong though the learner knows better. Ask for what is so; where that cannot be, make the negation
stand out: in bold, `Which load does **not** need consent?`, or in capitals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.markup import plain

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T111", "a question with a negation that is easily overlooked", __doc__ or "")

_QUOTED = '“[^”]*”|„[^“”]*[“”]|«[^»]*»|"[^"]*"|「[^」]*」'
_ASKS = "[^.!?:;…。！？؟]*[?？؟]"


def check(page: CheckedPage, report: Report) -> None:
    """Look at the sentence that asks, in choices; to find what does not fit is the task of a paper or a picture."""
    known = wording.load(page.config.language)
    for question in page.lesson.questions:
        if question.kind == "choice" and any(word in question.text for word in known.negations):
            found = next((match for pattern in known.negative if (match := _negation(pattern, question.text))), None)
            if found and not _stands_out(found[1], question.title):
                message = f"this question asks for what is not so: “{found[1]}”"
                cure = f"ask for what is so, or write `**{found[1]}**`"
                report.add(CODE, question.span, message, cure)


def _negation(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The negation in one of the sentences that ask, outside of what they quote."""
    asking = [sentence.strip(" ”»“«") for sentence in re.findall(_ASKS, re.sub(_QUOTED, "", text))]
    return next((match for sentence in asking if (match := pattern.search(sentence))), None)


def _stands_out(word: str, title: str) -> bool:
    """Whether the author has seen to it."""
    emphasised = " ".join(re.findall(r"<(?:strong|em)>.*?</(?:strong|em)>", title))
    return (word.isupper() and word.lower() != word) or word in plain(emphasised)
