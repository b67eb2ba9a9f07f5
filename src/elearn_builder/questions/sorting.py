"""`sorting`: headings are the bins, list items belong to the heading above them.

### Needs consent
- Broken monitors
    > Y49 or A1181: both need it.
### No consent under the Convention
- Clean steel scrap
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.model import NOTHING, Html
from elearn_builder.questions.common import Draft, Kind, mixed, report_names
from elearn_builder.questions.items import BULLET, read_items
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves

BINS = error(
    "Q411",
    "a sorting with too few or too many bins",
    """
A bin is a heading (`### Needs consent`). Two at least are needed; more than six do not fit on a phone.
""",
)
HOMELESS = error(
    "Q412",
    "an item to sort that belongs nowhere",
    """
The item stands before the first heading, so it has no bin. Write the heading of its bin above it.
""",
)
COUNT = error(
    "Q413",
    "a sorting with too few or too many items",
    """
Two items at least make a question; more than 24 are too many for one screen and for reports.
""",
)
_HEADING = r"[ ]{0,3}#{2,6}[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$"


class Thing(Record, frozen=True):
    """An item: its text, the index of its bin, its feedback."""

    html: Html
    bin: int
    feedback: Html = NOTHING


class Sorting(Record, frozen=True):
    """Bins and items in the order written."""

    bins: tuple[Html, ...]
    things: tuple[Thing, ...]


def _begins(lines: Lines, index: int) -> bool:
    row = lines.lines[index]
    return re.match(_HEADING, row) is not None or BULLET.match(row) is not None


def _read(draft: Draft) -> MakeAnswer | None:
    heads: list[int] = []

    def head(index: int) -> bool:
        if re.match(_HEADING, draft.lines.lines[index]):
            heads.append(index)
            return True
        return False

    items = read_items(draft, BULLET, head)
    homes = [sum(at < item.index for at in heads) - 1 for item in items]
    for item, home in zip(items, homes, strict=True):
        if home < 0:
            draft.report(HOMELESS, item.index, "this item stands before the first bin", "write `### Bin` above it")
    if not 2 <= len(heads) <= 6:
        message = f"there {'is 1 bin' if len(heads) == 1 else f'are {len(heads)} bins'}"
        draft.reader.report.add(BINS, draft.node.span, message, "write two to six headings like `### Needs consent`")
        return None
    if not 2 <= len(items) <= 24:
        message = f"there {'is 1 item' if len(items) == 1 else f'are {len(items)} items'} to sort"
        draft.reader.report.add(COUNT, draft.node.span, message, "write 2 to 24 items, lines that begin with `- `")
        return None
    bins = [draft.reader.phrase(_title(draft.lines, at)) for at in heads]
    makes = [item.make(draft) for item in items]

    def make(leaves: Leaves) -> Sorting:
        things = []
        for one, home in zip(makes, homes, strict=True):
            text, said = one(leaves)
            things.append(Thing(text, home, said))
        return Sorting(tuple(leaves.inline(index) for index in bins), tuple(things))

    return make


def _title(lines: Lines, index: int) -> Lines:
    match = re.match(_HEADING, lines.lines[index])
    return Lines(lines.file, lines.first + index, (match["text"] if match else "",))


def _state_bits(answer: object) -> int:
    assert isinstance(answer, Sorting)
    return len(answer.things) * len(answer.bins).bit_length()  # one value more: not sorted yet


def _present(answer: object) -> dict[str, object]:
    assert isinstance(answer, Sorting)
    return {
        "names": report_names([thing.html for thing in answer.things]),
        "mixed": mixed([thing.html for thing in answer.things]),
        "bin_names": report_names(list(answer.bins)),
    }


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Sorting)
    return (*answer.bins, *(thing.html for thing in answer.things))


KIND = Kind(
    name="sorting",
    summary="headings `### Bin` with the items `- item` that belong to them",
    read=_read,
    begins=_begins,
    codes=(BINS, HOMELESS, COUNT),
    state_bits=_state_bits,
    present=_present,
    data=lambda _: (),
    texts=_texts,
    after=("fields",),
)
