"""`reflect`: a free text, unscored. ``> right:`` is shown afterwards, to compare with.

::: reflect What would you have done? {#own-case}
Think of a load that you let go with a bad feeling.

> right: Some officers write down the container number and call a colleague.
:::
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.questions.common import Draft, Kind
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.questions.common import MakeAnswer

MOST = 160  # bytes that are kept; the report to the LMS gets the whole text


class Reflect(Record, frozen=True):
    """A text to write; ``length`` is how many bytes of it are kept."""

    length: int


def _read(draft: Draft) -> MakeAnswer | None:
    length = draft.reader.number(draft.node, "length", MOST, 20, 500)
    return lambda _: Reflect(length)


def _state_bits(answer: object) -> int:
    assert isinstance(answer, Reflect)
    return 9 + 8 * answer.length


def _data(answer: object) -> tuple[tuple[str, str], ...]:
    assert isinstance(answer, Reflect)
    return (("length", str(answer.length)),)


KIND = Kind(
    name="reflect",
    summary="a question to think about, with a field to write into; `> right:` is shown afterwards to compare with",
    read=_read,
    begins=None,
    codes=(),
    state_bits=_state_bits,
    present=lambda _: {},
    data=_data,
    texts=lambda _: (),
    keys={"length": f"how many bytes of the text are kept for the next visit, 20 to 500 ({MOST})"},
    scored=False,
    after=("fields",),
)
