"""`choice`: a task list. One ``[x]`` makes a single answer, several make a multiple response.

- [ ] Release it: batteries are second-hand goods.
    > Batteries on their way to recovery are waste.
- [x] Detain it and call the competent authority.
    > Right: without the document, consent cannot be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error, warning
from elearn_builder.model import Html
from elearn_builder.questions.common import Kind, lost, report_names, split_feedback
from elearn_builder.source import Lines, Span, take_indent

if TYPE_CHECKING:
    from elearn_builder.directives import Directive
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves, Reader

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
NO_FEEDBACK = warning(
    "T102",
    "an answer without feedback",
    """
Feedback is where the learning happens: it says why this answer is wrong, or what makes it right. Write it as a quote
under the answer, indented by four blanks:

    - [ ] Release it: batteries are second-hand goods.
        > Batteries on their way to recovery are waste.
""",
)

_ITEM = re.compile(
    r"(?P<indent>[ ]{0,3})(?P<mark>[-*+]|\d{1,3}[.)])(?P<gap>[ \t]*)\[(?P<box>[^\]]{0,3})\](?!\()(?P<text>.*)$"
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    html: Html
    right: bool
    feedback: Html


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers in the order written."""

    options: tuple[Option, ...]

    @property
    def multiple(self) -> bool:
        """Whether several answers are right, so that boxes are ticked."""
        return sum(option.right for option in self.options) > 1


def _begins(lines: Lines, index: int) -> bool:
    return _ITEM.match(lines.lines[index]) is not None


@dataclass(slots=True)
class _Item:
    """An answer while it is read: index of its line and of the first line after it; whether a line of it is lost."""

    start: int
    stop: int
    match: re.Match[str]
    lost: bool = False


def _read(node: Directive, lines: Lines, reader: Reader) -> MakeAnswer | None:
    items = _items(lines, reader)
    rights = []
    pieces: list[tuple[int, int | None]] = []
    for item in items:
        rights.append(_right(item, lines, reader))
        text, feedback = split_feedback(_item_lines(item, lines))
        if text.blank:
            reader.report.add(
                EMPTY_OPTION, lines.span(item.start), "this answer has no text", "write it behind the box"
            )
        if feedback.blank and not item.lost:
            where = lines.span(item.start)
            reader.report.add(NO_FEEDBACK, where, "this answer has no feedback", "write `> why` under it, indented")
        pieces.append((reader.piece(text), None if feedback.blank else reader.piece(feedback)))
    if not _sound(node.span, rights, reader):
        return None

    def make(leaves: Leaves) -> Choice:
        return Choice(
            tuple(
                Option(
                    leaves.inline(text),
                    right,
                    leaves.block(said, prose=False) if said is not None else Html(""),
                )
                for right, (text, said) in zip(rights, pieces, strict=True)
            )
        )

    return make


def _items(lines: Lines, reader: Reader) -> list[_Item]:
    items: list[_Item] = []
    for index, row in enumerate(lines.lines):
        match = _ITEM.match(row)
        if match:
            items.append(_Item(index, index + 1, match))
        elif not row.strip():
            continue
        elif row.startswith((" ", "\t")) or (items[-1].stop == index and not row.startswith((">", "-", "*", "+", "#"))):
            items[-1].stop = index + 1
        else:
            items[-1].lost = items[-1].lost or row.startswith(">")  # feedback that is not indented
            lost(lines, index, reader)
    return items


def _item_lines(item: _Item, lines: Lines) -> Lines:
    width = len(item.match["indent"]) + 2
    rest = (take_indent(row, width) for row in lines.lines[item.start + 1 : item.stop])
    return Lines(lines.file, lines.first + item.start, (item.match["text"].strip(), *rest))


def _right(item: _Item, lines: Lines, reader: Reader) -> bool:
    box = item.match["box"]
    if box not in {" ", "x", "X"}:
        col = item.match.start("box")
        where = lines.span(item.start, col, len(box) + 2)
        reader.report.add(BAD_BOX, where, f"`[{box}]` is neither empty nor ticked", "write `[ ]` or `[x]`")
    if not item.match["gap"]:
        where = lines.span(item.start)
        reader.report.add(BAD_BOX, where, "a blank is missing before the box", f"write `- [{box or ' '}]`")
    return box.strip().lower() == "x"


def _sound(where: Span, rights: list[bool], reader: Reader) -> bool:
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
    codes=(TOO_FEW, TOO_MANY, ALL_RIGHT, NONE_RIGHT, BAD_BOX, EMPTY_OPTION, NO_FEEDBACK),
    state_bits=_state_bits,
    present=_present,
    data=_data,
    texts=_texts,
)
