"""`choice`: a task list. One ``[x]`` makes a single answer, several make a multiple response.

- [ ] Release it: batteries are second-hand goods.
    > Batteries on their way to recovery are waste.
- [x] Detain it and call the competent authority.
    > Right: without the document, consent cannot be shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, error
from elearn_builder.questions.common import NO_FEEDBACK, Draft, Kind, report_names
from elearn_builder.questions.items import Item, read_items
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.model import Html
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves
    from elearn_builder.source import Lines

TOO_FEW = error(
    "Q201",
    "a choice with fewer than two answers",
    """
With one answer there is nothing to choose. Add at least one wrong answer that an officer might really give.
""",
)
TOO_MANY = error(
    "Q202",
    "a choice with more answers than reports can carry",
    """
SCORM 1.2 reports name each answer by one character, a letter or a digit, which allows 36. And nobody reads that many.
""",
)
ALL_RIGHT = error(
    "Q203",
    "a choice in which every answer is right",
    """
When all boxes must be ticked, the question tests nothing. Add answers that are wrong.
""",
)
NONE_RIGHT = error(
    "Q204",
    "no answer is marked as right",
    """
Mark the right answer with an x between the brackets: `- [x] Detain the load`. Several marked answers make a question in
which several boxes are to be ticked.
""",
)
BAD_BOX = error(
    "Q205",
    "a box that is neither empty nor ticked",
    """
A wrong answer begins with `- [ ]` (a blank between the brackets), a right one with `- [x]`.
""",
)
EMPTY_OPTION = error(
    "Q206",
    "an answer without text",
    """
Write what can be chosen behind the box: `- [ ] Release the load`.
""",
)
BOX = re.compile(
    r"(?P<indent>[ ]{0,3})(?P<mark>[-*+]|\d{1,3}[.)])(?P<gap>[ \t]*)\[(?P<box>[^\]]{0,3})\](?!\()(?P<text>.*)$"
)


class Option(Record, frozen=True):
    """One answer of a choice."""

    html: Html
    right: bool
    feedback: Html


class Choice(Record, frozen=True):
    """The answers in the order written."""

    options: tuple[Option, ...]

    @property
    def multiple(self) -> bool:
        """Whether several answers are right, so that boxes are ticked."""
        return sum(option.right for option in self.options) > 1


def _begins(lines: Lines, index: int) -> bool:
    return BOX.match(lines.lines[index]) is not None


def _read(draft: Draft) -> MakeAnswer | None:
    items = read_items(draft, BOX)
    rights = [ticked(item, draft) for item in items]
    for item in items:
        said(item, draft)
    if not sound(draft, rights):
        return None
    makes = [item.make(draft) for item in items]

    def make(leaves: Leaves) -> Choice:
        made = [one(leaves) for one in makes]
        return Choice(tuple(Option(text, right, back) for right, (text, back) in zip(rights, made, strict=True)))

    return make


def ticked(item: Item, draft: Draft) -> bool:
    """Whether an item is marked as right; reports boxes that are neither empty nor ticked."""
    box = item.match["box"]
    if box not in {" ", "x", "X"}:
        where = draft.lines.span(item.index, item.match.start("box"), len(box) + 2)
        message, meant = f"`[{box}]` is neither empty nor ticked", f"[{box.strip().lower() or ' '}]"
        certain = meant in {"[ ]", "[x]"} and where.text == f"[{box}]"
        fixes = [Edit(where, meant)] if certain else []
        draft.reader.report.add(BAD_BOX, where, message, "write `[ ]` or `[x]`", *fixes)
    if not item.match["gap"]:
        draft.report(BAD_BOX, item.index, "a blank is missing before the box", f"write `- [{box or ' '}]`")
    return box.strip().lower() == "x"


def said(item: Item, draft: Draft) -> None:
    """Report an answer without text or without feedback."""
    if item.text.blank:
        draft.report(EMPTY_OPTION, item.index, "this answer has no text", "write it behind the box")
    if item.feedback.blank and not item.lost:
        draft.report(NO_FEEDBACK, item.index, "this answer has no feedback", "write `> why` under it, indented")


def sound(draft: Draft, rights: list[bool]) -> bool:
    """Whether the ticks of a list make sense; reports when not."""
    where, reader = draft.node.span, draft.reader
    if len(rights) < 2:
        reader.report.add(TOO_FEW, where, "there is only one answer", "add wrong answers")
    elif len(rights) > 36:
        reader.report.add(TOO_MANY, where, f"there are {len(rights)} answers, 36 is the most", "split the question")
    elif not any(rights):
        reader.report.add(NONE_RIGHT, where, "no answer is marked as right", "mark the right answer with `- [x]`")
    elif all(rights):
        reader.report.add(ALL_RIGHT, where, "every answer is marked as right", "add answers that are wrong")
    else:
        return True
    return False


def _state_bits(answer: object) -> int:
    assert isinstance(answer, Choice)
    count = len(answer.options)
    return count if answer.multiple else max(1, (count - 1).bit_length())


def _present(answer: object) -> dict[str, object]:
    assert isinstance(answer, Choice)
    return {"names": report_names(_texts(answer))}


def _data(answer: object) -> tuple[tuple[str, str], ...]:
    assert isinstance(answer, Choice)
    return (("multiple", "true" if answer.multiple else "false"),)


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Choice)
    return tuple(option.html for option in answer.options)


KIND = Kind(
    name="choice",
    summary="lines `- [ ] answer`, with `[x]` for what is right; several `[x]` let several be ticked",
    read=_read,
    begins=_begins,
    codes=(TOO_FEW, TOO_MANY, ALL_RIGHT, NONE_RIGHT, BAD_BOX, EMPTY_OPTION),
    state_bits=_state_bits,
    present=_present,
    data=_data,
    texts=_texts,
)
