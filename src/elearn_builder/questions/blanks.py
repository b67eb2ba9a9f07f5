"""`blanks`: a text with gaps. ``{{consent|written consent}}`` is typed (any of the answers is right, case and
blanks do not count); ``{{=30|60|90}}`` is picked from a list, the first being right.

    The exporting State has {{=30|60|90}} days to see to the return under {{Article 9|Art. 9}}.

    > 1: The period runs from the day it is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.model import NOTHING, Html
from elearn_builder.questions.common import Draft, Kind
from elearn_builder.questions.notes import LOST_TEXT, NOTE_TWICE
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves

EMPTY = error(
    "Q421",
    "a gap without an answer",
    """
Between the braces stands what is right: `{{consent}}`. Further right answers follow behind vertical bars:
`{{consent|written consent}}`.
""",
)
ONE_CHOICE = error(
    "Q422",
    "a gap to pick from with nothing to choose",
    """
A gap that is picked needs the right answer and at least one wrong one: `{{=30|60|90}}`.
""",
)
LONG = error(
    "Q423",
    "an answer that is too long to type",
    """
What is typed on a phone is short: a word, a code, a number. More than 40 bytes of text cannot be kept either. Ask
for less, or let the answer be picked: `{{=right|wrong}}`.
""",
)
TOO_MANY = error(
    "Q424",
    "a text with too many gaps",
    """
More than ten gaps cannot be reported in one answer, and nobody likes to fill them in. Make two questions.
""",
)
GAP = re.compile(r"\{\{(?P<text>.*?)\}\}")
MARK = re.compile("\ue010(\\d+)\ue011")
MOST_BYTES = 40
MOST_GAPS = 10


class Gap(Record, frozen=True):
    """A gap: the answers that are right, or (``options`` not empty) what it is picked from, the right one first."""

    answers: tuple[str, ...]
    options: tuple[str, ...] = ()
    feedback: Html = NOTHING


class Blanks(Record, frozen=True):
    """The text, with a mark where each gap is, and the gaps in order."""

    html: Html
    gaps: tuple[Gap, ...]


def _begins(lines: Lines, index: int) -> bool:
    """The answer part begins with the paragraph (or list, or table) that has the first gap."""
    for row in lines.lines[index:]:
        if not row.strip():
            break
        if "{{" in row:
            return True
    return False


def _read(draft: Draft) -> MakeAnswer | None:
    gaps: list[tuple[tuple[str, ...], bool]] = []
    rows = []
    sound = True
    for index, row in enumerate(draft.lines.lines):
        clean = re.sub("[\ue010\ue011]", "", row)
        for match in GAP.finditer(clean):
            sound = _gap(draft, index, match, gaps) and sound
        numbers = iter(range(len(gaps) - len(GAP.findall(clean)), len(gaps)))
        rows.append(GAP.sub(lambda _, numbers=numbers: f"\ue010{next(numbers)}\ue011", clean))  # type: ignore[misc]
    if len(gaps) > MOST_GAPS:
        message = f"there are {len(gaps)} gaps, {MOST_GAPS} is the most"
        draft.reader.report.add(TOO_MANY, draft.node.span, message, "make two questions")
        sound = False
    for name, notes in draft.notes.items():
        for note in notes[0 if int(name) > len(gaps) else 1 :]:
            sound = False
            if int(name) > len(gaps):
                draft.reader.report.add(
                    LOST_TEXT, note.span(0), f"there is no gap {name}", f"there are {len(gaps)} gaps"
                )
            else:
                cure = "put both texts into one quote"
                draft.reader.report.add(NOTE_TWICE, note.span(0), f"`> {name}:` is written twice", cure)
    if not sound:
        return None
    text = draft.reader.piece(Lines(draft.lines.file, draft.lines.first, tuple(rows)))
    said = {name: draft.reader.piece(lines[0]) for name, lines in draft.notes.items() if lines}

    def make(leaves: Leaves) -> Blanks:
        made = []
        for number, (answers, picked) in enumerate(gaps, 1):
            back = leaves.block(said[str(number)], prose=False) if str(number) in said else NOTHING
            made.append(Gap(answers[:1] if picked else answers, answers if picked else (), back))
        return Blanks(leaves.block(text, prose=False), tuple(made))

    return make


def _gap(draft: Draft, index: int, match: re.Match[str], gaps: list[tuple[tuple[str, ...], bool]]) -> bool:
    where = draft.lines.span(index, match.start() + 1, len(match[0]))
    text = match["text"].strip()
    picked = text.startswith("=")
    parts = tuple(dict.fromkeys(part.strip() for part in text.removeprefix("=").split("|")))
    gaps.append((parts, picked))
    report = draft.reader.report
    if not all(parts):
        report.add(EMPTY, where, "this gap has an empty answer", "write `{{answer}}` or `{{answer|also right}}`")
    elif picked and len(parts) < 2:
        report.add(ONE_CHOICE, where, "there is nothing to choose from", "write `{{=right|wrong}}`")
    elif not picked and max(len(part.encode()) for part in parts) > MOST_BYTES:
        report.add(LONG, where, "this answer is too long to type", "ask for a word, or write `{{=right|wrong}}`")
    else:
        return True
    return False


def _state_bits(answer: object) -> int:
    """A typed answer as its bytes behind their number, a picked one as its index."""
    assert isinstance(answer, Blanks)
    return sum(len(gap.options).bit_length() if gap.options else 6 + 8 * MOST_BYTES for gap in answer.gaps)


def _present(answer: object) -> dict[str, object]:
    """Text and gaps in turn; options in alphabetical order."""
    assert isinstance(answer, Blanks)
    parts = MARK.split(answer.html)
    pieces = [{"html": Html(part)} if index % 2 == 0 else {"gap": int(part)} for index, part in enumerate(parts)]
    shown = [sorted(enumerate(gap.options), key=lambda one: (one[1].casefold(), one[0])) for gap in answer.gaps]
    return {"pieces": pieces, "shown": shown}


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Blanks)
    return (answer.html, *("|".join(gap.options or ("",)) for gap in answer.gaps))


KIND = Kind(
    name="blanks",
    summary="a text with gaps: `{{answer|also right}}` is typed, `{{=right|wrong|wrong}}` is picked",
    read=_read,
    begins=_begins,
    codes=(EMPTY, ONE_CHOICE, LONG, TOO_MANY),
    state_bits=_state_bits,
    present=_present,
    data=lambda _: (),
    texts=_texts,
    notes=tuple(str(number) for number in range(1, MOST_GAPS + 1)),
    after=("fields",),
)
