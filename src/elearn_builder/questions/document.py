"""`document`: a permit, label, invoice or photograph to examine. The learner marks what is wrong, says why, and
decides.

    ::: document This permit came with 40 live parrots. {#parrots objective=check-papers decision=detain}
    ![A CITES export permit with fifteen fields](../media/permit.svg)

    - [x] Field 2, valid until (70,8 25x5)
        = It expired before the goods left
        > A permit must be valid on the day of export.
    - [ ] Field 15, stamp (55,86 30x10)
        > The stamp is whole and covers the signature.

    > why: It is written in pencil
    > release: The load may not move with an expired permit.
    > detain: Right: hold it and ask the issuing authority.
    > refer: You need not pass this on: the permit itself shows the fault.
    :::

A line ``=`` under a field says what is wrong with it; ``> why:`` adds reasons that are not. A document may be in
order: then no field is marked. The three decisions can have other words: ``refer="Ask the Management Authority"``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.markup import plain
from elearn_builder.model import NOTHING, Html
from elearn_builder.questions.areas import letter, reading_order, style, take_area
from elearn_builder.questions.choice import BOX, said, ticked
from elearn_builder.questions.common import NO_FEEDBACK, Draft, Kind, report_names
from elearn_builder.questions.items import Item, read_items
from elearn_builder.record import Record, replace
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from elearn_builder.model import Picture
    from elearn_builder.questions.areas import Area
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves

FIELDS = error(
    "Q451",
    "a document with too few or too many fields",
    """
Two fields at least make an examination; more than 20 cannot be told apart on a phone.
""",
)
NO_REASON = error(
    "Q452",
    "a field that is wrong for no reason",
    """
A field that is marked as wrong says what is wrong with it, in a line below it that begins with `=`:

    - [x] Field 2, valid until (70,8 25x5)
        = It expired before the goods left
""",
)
DECISION = error(
    "Q453",
    "a document without a decision",
    """
The examination ends with a decision: `decision=release`, `decision=detain` or `decision=refer` in the braces. What
is said after each of them is written as `> release: …`, `> detain: …` and `> refer: …`.
""",
)
ONE_REASON = error(
    "Q454",
    "a document with fewer than two reasons to choose from",
    """
When there is only one reason, saying why is no question. Add reasons that do not apply: `> why: It is written in
pencil`. A document that is in order needs them too: if it alone asked for no reasons, that would give it away.
""",
)
DECISIONS = ("release", "detain", "refer")
_REASON = r"[ \t]*=[ \t]*(\S.*?)[ \t]*$"


class Field(Record, frozen=True):
    """A field of the document: name, place, why it is wrong (index of a reason; None: it is right), feedback."""

    html: Html
    area: Area
    reason: int | None
    feedback: Html


class Decision(Record, frozen=True):
    """What can be decided: ``release``, ``detain`` or ``refer``, the author's words for it (may be empty), whether it
    is right, and what is said after it.
    """

    name: str
    words: str
    right: bool
    feedback: Html


class Document(Record, frozen=True):
    """The picture, its fields in the order in which it is read, all reasons to choose from, the three decisions."""

    picture: Picture
    fields: tuple[Field, ...]
    reasons: tuple[str, ...]
    decisions: tuple[Decision, ...]


def _begins(lines: Lines, index: int) -> bool:
    return BOX.match(lines.lines[index]) is not None


class _Draft(Record, frozen=True):
    """A field while it is read."""

    area: Area
    reason: Lines | None
    make: Callable[[Leaves], tuple[Html, Html]]


def _read(draft: Draft) -> MakeAnswer | None:
    read = [_field(item, draft) for item in read_items(draft, BOX)]
    fields = [field for field in read if field is not None]
    reasons = _reasons([*(field.reason for field in fields if field.reason), *draft.notes["why"]])
    decided = _sound(draft, len(read), len(reasons))
    if not decided or draft.picture is None or len(fields) < len(read):
        return None
    picture, reader = draft.picture, draft.reader
    ordered = [fields[index] for index in reading_order([field.area for field in fields])]
    pieces = {text: reader.phrase(lines) for text, lines in reasons.items()}
    backs = {name: reader.piece(draft.notes[name][0]) for name in DECISIONS if draft.notes[name]}

    def make(leaves: Leaves) -> Document:
        words = {text: plain(leaves.inline(piece)) for text, piece in pieces.items()}
        sorted_reasons = tuple(sorted(words.values(), key=str.casefold))
        made = []
        for field in ordered:
            text, back = field.make(leaves)
            reason = sorted_reasons.index(words[_text(field.reason)]) if field.reason else None
            made.append(Field(text, field.area, reason, back))
        decisions = []
        for name in DECISIONS:
            own = draft.node.values.get(name)
            back = leaves.block(backs[name], prose=False) if name in backs else NOTHING
            decisions.append(Decision(name, own.text if own else "", name == decided, back))
        return Document(picture, tuple(made), sorted_reasons, tuple(decisions))

    return make


def _text(lines: Lines) -> str:
    return " ".join(lines.text.split())


def _reasons(written: list[Lines]) -> dict[str, Lines]:
    """The reasons, each once: several fields may be wrong for the same one."""
    reasons: dict[str, Lines] = {}
    for lines in written:
        reasons.setdefault(_text(lines), lines)
    return reasons


def _sound(draft: Draft, fields: int, reasons: int) -> str:
    """The right decision, or nothing when the document cannot be asked about; reports why."""
    report, where = draft.reader.report, draft.node.span
    decision = draft.node.values.get("decision")
    sound = True
    if not 2 <= fields <= 20:
        report.add(
            FIELDS, where, f"there {'is 1 field' if fields == 1 else f'are {fields} fields'}", "write 2 to 20 fields"
        )
        sound = False
    if decision is None or decision.text not in DECISIONS:
        place = decision.span if decision else where
        message = f"`{decision.text}` is no decision" if decision else "the right decision is missing"
        report.add(DECISION, place, message, "write `decision=release`, `detain` or `refer`")
        sound = False
    if reasons < 2:
        count = "there is only one reason" if reasons else "there are no reasons"
        report.add(ONE_REASON, where, f"{count} to choose from", "add `> why: …`")
        sound = False
    for name in DECISIONS:
        if not draft.notes[name]:
            report.add(NO_FEEDBACK, where, f"nothing is said after the decision `{name}`", f"write `> {name}: …`")
    return decision.text if sound and decision else ""


def _field(item: Item, draft: Draft) -> _Draft | None:
    area, text = take_area(item.text, draft.reader.report)
    reason = None
    rows = [text.lines[0]]
    for index, row in enumerate(text.lines[1:], 1):
        match = re.match(_REASON, row)
        if match and reason is None:
            reason = Lines(text.file, text.first + index, (match[1],))
            rows.append("")
        else:
            rows.append(row)
    plain_item = replace(item, text=Lines(text.file, text.first, tuple(rows)))
    said(plain_item, draft)
    if ticked(item, draft) != (reason is not None):
        if reason:
            draft.report(NO_REASON, item.index, "this field has a reason but is not marked as wrong", "write `- [x]`")
        else:
            draft.report(NO_REASON, item.index, "this field is wrong for no reason", "write `= what is wrong` below it")
        return None
    return None if area is None else _Draft(area, reason, plain_item.make(draft))


def _state_bits(answer: object) -> int:
    """A bit for each field, a reason (or none yet) for each that is marked, the decision (or none yet)."""
    assert isinstance(answer, Document)
    return len(answer.fields) * (1 + len(answer.reasons).bit_length()) + 2


def _present(answer: object) -> dict[str, object]:
    assert isinstance(answer, Document)
    return {
        "places": [style(field.area) for field in answer.fields],
        "letters": [letter(index) for index in range(len(answer.fields))],
        "names": report_names([field.html for field in answer.fields]),
        "reason_names": report_names(answer.reasons),
    }


def _data(_: object) -> tuple[tuple[str, str], ...]:
    return ()


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Document)
    return (*(field.html for field in answer.fields), *answer.reasons)


KIND = Kind(
    name="document",
    summary="an image, and fields `- [ ] name (left,top widthxheight)`; `[x]` and a line `= reason` for what is wrong",
    read=_read,
    begins=_begins,
    codes=(FIELDS, NO_REASON, DECISION, ONE_REASON),
    state_bits=_state_bits,
    present=_present,
    data=_data,
    texts=_texts,
    keys={
        "decision": "what is right to do: `release`, `detain` or `refer`",
        **{name: f"other words for the decision `{name}`" for name in DECISIONS},
    },
    notes=("why", *DECISIONS),
    pictured=True,
    paper=True,
    after=("fields", "regions"),
)
