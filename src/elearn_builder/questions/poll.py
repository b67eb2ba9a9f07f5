"""`poll`: an opinion, unscored. What is said under an answer appears when it was chosen.

- I would open the doors
    > Many would. Read on to see what can happen.
- I would measure the air first
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.questions.choice import TOO_FEW, TOO_MANY
from elearn_builder.questions.common import Draft, Kind, report_names
from elearn_builder.questions.items import BULLET, read_items
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.model import Html
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves
    from elearn_builder.source import Lines


class Poll(Record, frozen=True):
    """The opinions, each with what is said about it (may be empty)."""

    options: tuple[tuple[Html, Html], ...]


def _begins(lines: Lines, index: int) -> bool:
    return BULLET.match(lines.lines[index]) is not None


def _read(draft: Draft) -> MakeAnswer | None:
    items = read_items(draft, BULLET)
    if len(items) < 2:
        draft.reader.report.add(TOO_FEW, draft.node.span, "there is only one opinion", "add another one")
        return None
    if len(items) > 36:
        draft.reader.report.add(TOO_MANY, draft.node.span, f"there are {len(items)} opinions", "36 is the most")
        return None
    makes = [item.make(draft) for item in items]

    def make(leaves: Leaves) -> Poll:
        return Poll(tuple(one(leaves) for one in makes))

    return make


def _state_bits(answer: object) -> int:
    return max(1, (len(_texts(answer)) - 1).bit_length())


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Poll)
    return tuple(text for text, _ in answer.options)


KIND = Kind(
    name="poll",
    summary="opinions `- …`, with what is to say about each as a quote under it",
    read=_read,
    begins=_begins,
    codes=(),
    state_bits=_state_bits,
    present=lambda answer: {"names": report_names(_texts(answer))},
    data=lambda _: (),
    texts=_texts,
    scored=False,
    after=("choice",),
)
