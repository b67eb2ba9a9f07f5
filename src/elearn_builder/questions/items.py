"""Lists in questions: items with text and feedback, each at its place.

- [ ] Release it: batteries are second-hand goods.
    > Batteries on their way to recovery are waste.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.model import NOTHING, Html
from elearn_builder.questions.notes import lost
from elearn_builder.record import Record
from elearn_builder.source import Lines, take_indent

if TYPE_CHECKING:
    from collections.abc import Callable

    from elearn_builder.questions.common import Draft
    from elearn_builder.reader import Leaves

BULLET = re.compile(r"(?P<indent>[ ]{0,3})[-*+](?P<gap>[ \t]+)(?P<text>.*)$")
NUMBERED = re.compile(r"(?P<indent>[ ]{0,3})\d{1,3}[.)](?P<gap>[ \t]+)(?P<text>.*)$")


class Item(Record, frozen=True):
    """An item: index of its first line in the answer part, what its pattern found, its text and its feedback; whether
    feedback below it is lost since it is not indented, which has been told.
    """

    index: int
    match: re.Match[str]
    text: Lines
    feedback: Lines
    lost: bool

    def make(self, draft: Draft) -> Callable[[Leaves], tuple[Html, Html]]:
        """Register the Markdown; gives the function that makes text and feedback."""
        text = draft.reader.phrase(self.text)
        said = None if self.feedback.blank else draft.reader.piece(self.feedback)

        def build(leaves: Leaves) -> tuple[Html, Html]:
            return leaves.inline(text), leaves.block(said, prose=False) if said is not None else NOTHING

        return build


def read_items(draft: Draft, pattern: re.Pattern[str], others: Callable[[int], bool] | None = None) -> list[Item]:
    """Read the items of the answer part.

    Args:
        draft: The question.
        pattern: What a line that begins an item looks like, with a group ``text``.
        others: Takes the index of a line that belongs to no item; says whether it means something to the kind. What
            means nothing to anybody is reported, since it would be lost.
    """
    lines = draft.lines
    starts: list[tuple[int, int, re.Match[str]]] = []
    losers = set()
    for index, row in enumerate(lines.lines):
        match = pattern.match(row)
        if match:
            starts.append((index, index + 1, match))
        elif not row.strip():
            continue
        elif starts and _continues(row, starts[-1][1] == index):
            starts[-1] = (starts[-1][0], index + 1, starts[-1][2])
        elif others is None or not others(index):
            lost(lines, index, draft.reader, tuple(draft.notes))
            if starts and row.startswith(">"):
                losers.add(starts[-1][0])
    return [_item(lines, *one, one[0] in losers) for one in starts]


def _continues(row: str, directly: bool) -> bool:
    return row.startswith((" ", "\t")) or (directly and not row.startswith((">", "-", "*", "+", "#", "=")))


def _item(lines: Lines, start: int, stop: int, match: re.Match[str], lost: bool) -> Item:
    width = len(match["indent"]) + 2
    rest = tuple(take_indent(row, width) for row in lines.lines[start + 1 : stop])
    whole = Lines(lines.file, lines.first + start, (match["text"].strip(), *rest))
    return Item(start, match, *split_feedback(whole), lost)


def split_feedback(lines: Lines) -> tuple[Lines, Lines]:
    """Split the lines of one answer into its text and the quote below it (its feedback)."""
    rows = lines.lines
    start = next((index for index, row in enumerate(rows) if index and row.lstrip().startswith(">")), len(rows))
    quote = tuple(re.sub(r"^[ \t]*>?[ \t]?", "", row) for row in rows[start:])
    return lines.cut(0, start), Lines(lines.file, lines.first + start, quote)
