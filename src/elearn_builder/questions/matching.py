"""`matching`: pairs that belong together, as a table of two columns or a definition list.

    | Code  | Waste            |
    | ----- | ---------------- |
    | A1181 | Hazardous e-waste |
    |       | Used tyres       |

A row without a left side is a distractor. In a definition list, a quote under the definition is its feedback, and a
dash in place of the term makes a distractor:

    –
    : Used tyres
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.blocks.pairs import split_pairs
from elearn_builder.brackets import guard, unguard
from elearn_builder.diagnostics import error
from elearn_builder.markup import plain
from elearn_builder.model import Html, Pair
from elearn_builder.questions.common import Draft, Kind, report_names
from elearn_builder.questions.items import split_feedback
from elearn_builder.questions.notes import LOST_TEXT, lost
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves, Reader

COLUMNS = error(
    "Q301",
    "a matching table that has not two columns",
    """
The left column holds what is given, the right one what belongs to it. Each row has exactly these two cells:

    | Code  | Waste            |
    | ----- | ---------------- |
    | A1181 | Hazardous e-waste |

A cell that has to contain a vertical bar needs a backslash before it: `\\|`.
""",
)
TOO_FEW = error(
    "Q302",
    "a matching with fewer than two pairs",
    """
With one pair there is nothing to match. Add pairs, or ask with `choice`.
""",
)
TWICE = error(
    "Q303",
    "the same text twice in a matching",
    """
Two equal texts on the right cannot be told apart, so a learner who picks the “wrong” one of them would be marked down;
two equal texts on the left ask the same twice. Change the wording, or use a `sorting` question.
""",
)
TOO_MANY = error(
    "Q304",
    "a matching with more pairs than reports can carry",
    """
SCORM 1.2 names each side of a pair by one character. More than 26 on a side cannot be reported, and cannot be
overlooked on a phone either: five or six pairs are plenty.
""",
)

_ROW = re.compile(r"[ ]{0,3}\|?.*\|")
_RULE = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r"[ ]{0,3}:[ \t]+\S")
_NOTHING = re.compile(r"[ \t]*[-–—]?[ \t]*")  # on the left: what is on the right belongs to nothing
_BARS = re.compile(r"(?<!\\)\|")


class Matching(Record, frozen=True):
    """Pairs in the order written, further right-hand sides, and what the two columns are called (may be empty)."""

    pairs: tuple[Pair, ...]
    distractors: tuple[Html, ...] = ()
    heads: tuple[Html, Html] = (Html(""), Html(""))


class _Row(Record, frozen=True):
    left: Lines
    right: Lines
    feedback: Lines | None = None


def _begins(lines: Lines, index: int) -> bool:
    following = lines.lines[index + 1] if index + 1 < len(lines.lines) else ""
    row = lines.lines[index]
    if "|" in row and "-" in following and _RULE.match(following):
        return True
    return bool(_DEFINITION.match(following)) and not _DEFINITION.match(row)


def _read(draft: Draft) -> MakeAnswer | None:
    node, lines, reader = draft.node, draft.lines, draft.reader
    table = len(lines.lines) > 1 and bool(_RULE.match(lines.lines[1]))
    read = _table(lines, reader) if table else (None, _list(lines, reader))
    if read is None:
        return None
    heads, rows = read
    filled = [row for row in rows if not row.right.blank]
    pairs = [row for row in filled if not _NOTHING.fullmatch(row.left.text)]
    alone = [row for row in filled if _NOTHING.fullmatch(row.left.text)]
    for row in alone:
        if row.feedback:
            where = row.feedback.span(0)
            message = "feedback of a text that belongs to nothing would be lost"
            reader.report.add(LOST_TEXT, where, message, "take it out, or say it behind `> wrong:`")
    distractors = [row.right for row in alone]
    sides = {"left": [row.left for row in pairs], "right": [*(row.right for row in pairs), *distractors]}
    for side, cells in sides.items():
        _same(side, cells, reader)
    if len(pairs) < 2:
        reader.report.add(TOO_FEW, node.span, f"there {'is one pair' if pairs else 'are no pairs'}", "add pairs")
        return None
    if len(sides["right"]) > 26:
        reader.report.add(TOO_MANY, node.span, f"there are {len(sides['right'])} on the right", "26 is the most")
        return None
    indexes = [
        (
            reader.phrase(row.left),
            reader.phrase(row.right),
            reader.piece(row.feedback) if row.feedback else None,
        )
        for row in pairs
    ]
    others = [reader.phrase(cell) for cell in distractors]
    titles = [reader.phrase(cell) for cell in heads] if heads else []

    def make(leaves: Leaves) -> Matching:
        made = tuple(
            Pair(
                leaves.inline(left),
                leaves.inline(right),
                leaves.block(said, prose=False) if said is not None else Html(""),
            )
            for left, right, said in indexes
        )
        named = [leaves.inline(index) for index in titles] or [Html(""), Html("")]
        return Matching(made, tuple(leaves.inline(index) for index in others), (named[0], named[1]))

    return make


def _table(lines: Lines, reader: Reader) -> tuple[tuple[Lines, Lines], list[_Row]] | None:
    """The heads and the rows; None when there are not two columns."""
    rows: list[_Row] = []
    sound = True
    for index, row in enumerate(lines.lines):
        if not row.strip() or index == 1:
            continue
        if not _ROW.match(row):
            lost(lines, index, reader)
            continue
        cells = _cells(row)
        if len(cells) != 2:
            count = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}"
            message = f"this {'row' if index else 'table'} has {count} {'in a row ' if not index else ''}instead of two"
            reader.report.add(COLUMNS, lines.span(index), message, "write `| left | right |`")
            if not index:
                return None
            sound = False
            continue
        at = lines.first + index
        rows.append(_Row(*(Lines(lines.file, at, (cell,)) for cell in cells)))
    return ((rows[0].left, rows[0].right), rows[1:]) if sound else None


def _cells(row: str) -> list[str]:
    inner = guard(row).strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [unguard(cell.strip().replace("\\|", "|")) for cell in _BARS.split(inner)]


def _list(lines: Lines, reader: Reader) -> list[_Row]:
    pairs, stray = split_pairs(lines)
    for one in stray:
        lost(lines, one.first - lines.first, reader)
    rows = []
    for pair in pairs:
        text, feedback = split_feedback(pair.right)
        rows.append(_Row(pair.left, text, None if feedback.blank else feedback))
    return rows


def _same(side: str, cells: list[Lines], reader: Reader) -> None:
    seen: dict[str, int] = {}
    for cell in cells:
        text = plain(" ".join(cell.text.split())).casefold()
        if text in seen:
            message = f"the same text stands on the {side} in line {seen[text]}"
            reader.report.add(TWICE, cell.find(cell.lines[0].strip()), message, "change one of the two")
        seen.setdefault(text, cell.first)


def _state_bits(answer: object) -> int:
    assert isinstance(answer, Matching)
    choices = len(answer.pairs) + len(answer.distractors) + 1  # one more for “not answered”
    return len(answer.pairs) * (choices - 1).bit_length()


def _present(answer: object) -> dict[str, object]:
    """The right sides stand in alphabetical order, which is easy to search and gives nothing away."""
    assert isinstance(answer, Matching)
    rights = [plain(html) for html in (*(pair.right for pair in answer.pairs), *answer.distractors)]
    named = zip(range(len(rights)), rights, report_names(rights), strict=True)
    options = [{"index": index, "text": text, "name": name} for index, text, name in named]
    options.sort(key=lambda option: (str(option["text"]).casefold(), option["index"]))
    return {"names": report_names([pair.left for pair in answer.pairs]), "rights": options}


def _data(_: object) -> tuple[tuple[str, str], ...]:
    return ()


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Matching)
    return (*(html for pair in answer.pairs for html in (pair.left, pair.right)), *answer.distractors)


KIND = Kind(
    name="matching",
    summary="a table of two columns, or a definition list, in right pairs; a dash or nothing on the left: a distractor",
    read=_read,
    begins=_begins,
    codes=(COLUMNS, TOO_FEW, TWICE, TOO_MANY),
    state_bits=_state_bits,
    present=_present,
    data=_data,
    texts=_texts,
    after=("fields",),
)
