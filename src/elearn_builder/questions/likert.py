"""`likert`: statements and a scale. Nothing is right or wrong; the answers are reported.

scale: not at all | a little | fairly | very

- I can read a movement document.
- I know whom to call.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.brackets import guard, unguard
from elearn_builder.diagnostics import error
from elearn_builder.questions.common import Draft, Kind, report_names
from elearn_builder.questions.items import BULLET, read_items
from elearn_builder.questions.notes import LOST_TEXT
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.model import Html
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves

SCALE = error(
    "Q461",
    "a scale that cannot be used",
    """
The scale is a line `scale: not at all | a little | fairly | very`: two to seven steps, separated by vertical bars.
""",
)
COUNT = error(
    "Q462",
    "a likert block without statements",
    """
Write the statements below the scale, each a line that begins with `- `. Ten are the most.
""",
)
_SCALE = r"(?i)[ ]{0,3}scale[ \t]*:[ \t]*(?P<text>.*)$"


class Likert(Record, frozen=True):
    """The steps of the scale and the statements."""

    scale: tuple[Html, ...]
    statements: tuple[Html, ...]


def _begins(lines: Lines, index: int) -> bool:
    row = lines.lines[index]
    return re.match(_SCALE, row) is not None or BULLET.match(row) is not None


def _read(draft: Draft) -> MakeAnswer | None:
    steps: list[Lines] = []

    def scale(index: int) -> bool:
        match = re.match(_SCALE, draft.lines.lines[index])
        if match is None:
            return False
        at = draft.lines.first + index
        steps.extend(
            Lines(draft.lines.file, at, (unguard(part.strip()),))
            for part in guard(match["text"]).split("|")
            if part.strip()
        )
        return True

    items = read_items(draft, BULLET, scale)
    if not 2 <= len(steps) <= 7:
        message = f"the scale has {len(steps) or 'no'} step{'' if len(steps) == 1 else 's'}"
        draft.report(SCALE, 0, message, "write `scale: not at all | a little | very`")
        return None
    if not 1 <= len(items) <= 10:
        draft.reader.report.add(COUNT, draft.node.span, f"there are {len(items) or 'no'} statements", "write 1 to 10")
        return None
    for item in items:
        if not item.feedback.blank:
            cure = "write it as `> right:`, which is shown afterwards"
            draft.reader.report.add(LOST_TEXT, item.feedback.span(0), "nothing is said about one statement", cure)
    marks = [draft.reader.phrase(step) for step in steps]
    texts = [draft.reader.phrase(item.text) for item in items]

    def make(leaves: Leaves) -> Likert:
        return Likert(tuple(leaves.inline(one) for one in marks), tuple(leaves.inline(one) for one in texts))

    return make


def _state_bits(answer: object) -> int:
    assert isinstance(answer, Likert)
    return len(answer.statements) * len(answer.scale).bit_length()


def _present(answer: object) -> dict[str, object]:
    assert isinstance(answer, Likert)
    return {"names": report_names(list(answer.scale))}


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Likert)
    return (*answer.scale, *answer.statements)


KIND = Kind(
    name="likert",
    summary="a line `scale: not at all | a little | very`, and statements `- …`",
    read=_read,
    begins=_begins,
    codes=(SCALE, COUNT),
    state_bits=_state_bits,
    present=_present,
    data=lambda _: (),
    texts=_texts,
    scored=False,
    after=("fields", "sorting"),
)
