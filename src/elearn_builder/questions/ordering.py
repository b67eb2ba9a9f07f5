"""`ordering`: a numbered list in the right order. A quote under an item says why it stands there.

1. Measure the air
    > Before anything is opened.
2. Open one door
3. Look at the load from outside
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.questions.common import Draft, Kind, mixed, report_names
from elearn_builder.questions.items import NUMBERED, read_items
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.model import Html
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves
    from elearn_builder.source import Lines

COUNT = error(
    "Q401",
    "an ordering with too few or too many items",
    """
Two items at least make an order; more than twelve nobody can keep in view on a phone. Six are plenty.
""",
)
TWICE = error(
    "Q402",
    "the same item twice in an ordering",
    """
Two equal items cannot be told apart, so a learner who puts the “wrong” one first would be marked down. Change the
wording.
""",
)
MOST = 12


class Ordering(Record, frozen=True):
    """The items in the right order, each with its feedback (may be empty)."""

    items: tuple[tuple[Html, Html], ...]


def _begins(lines: Lines, index: int) -> bool:
    return NUMBERED.match(lines.lines[index]) is not None


def _read(draft: Draft) -> MakeAnswer | None:
    items = read_items(draft, NUMBERED)
    seen: dict[str, int] = {}
    for item in items:
        text = " ".join(item.text.text.split()).casefold()
        if text in seen:
            draft.report(TWICE, item.index, f"the same item stands in line {seen[text]}", "change one of the two")
        seen.setdefault(text, item.text.first)
    if not 2 <= len(items) <= MOST:
        message = f"there {'is 1 item' if len(items) == 1 else f'are {len(items)} items'}"
        draft.reader.report.add(COUNT, draft.node.span, message, f"write 2 to {MOST} numbered items")
        return None
    makes = [item.make(draft) for item in items]

    def make(leaves: Leaves) -> Ordering:
        return Ordering(tuple(one(leaves) for one in makes))

    return make


def _state_bits(answer: object) -> int:
    count = len(_texts(answer))
    return count * (count - 1).bit_length()


def _present(answer: object) -> dict[str, object]:
    texts = _texts(answer)
    return {"names": report_names(texts), "mixed": mixed(texts)}


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Ordering)
    return tuple(text for text, _ in answer.items)


KIND = Kind(
    name="ordering",
    summary="a numbered list in the right order",
    read=_read,
    begins=_begins,
    codes=(COUNT, TWICE),
    state_bits=_state_bits,
    present=_present,
    data=lambda _: (),
    texts=_texts,
    after=("fields",),
)
