"""What all kinds of questions have: identifier, objective, points, attempts, hint, feedback, and their lines.

::: choice Which load needs consent? {#which-load objective=consent points=2}
More text of the question, pictures, tables.

(the answer, in the form of the kind)

> hint: Think of the annexes.
> right: Said after a right answer.
> wrong: Said after a wrong one.
:::
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error, warning
from elearn_builder.loader import NO_OBJECTIVE
from elearn_builder.markup import plain
from elearn_builder.media import fold
from elearn_builder.model import Block, Feedback, Html, Prose, Question
from elearn_builder.reader import BlockKind, Leaves, Reader, propose_identifier
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from elearn_builder.diagnostics import Code
    from elearn_builder.directives import Directive
    from elearn_builder.reader import Build

    MakeAnswer = Callable[[Leaves], object | None]

NO_ID = error(
    "Q101",
    "a question without an identifier",
    """
What a learner answered is stored under the identifier of the question, and reports in the LMS show it. So every
question needs one that never changes: `::: choice Which load needs consent? {#which-load}`. Choose a word that will
still be recognised in a report a year from now.
""",
)
NO_TEXT = error(
    "Q102",
    "a question that asks nothing",
    """
Write the question behind the kind: `::: choice Which load needs consent? {#which-load}`.
""",
)
LOST_TEXT = error(
    "Q103",
    "text in a question that would be lost",
    """
The text stands after the answers, where nothing is shown. Text that belongs to the question goes before the answers;
feedback goes into a quote under its answer (`> …`, indented by four blanks); a hint or general feedback is a quote that
begins with `> hint:`, `> right:`, `> wrong:` or `> partly:`.
""",
)
NOTE_TWICE = error(
    "Q104",
    "the same feedback is written twice",
    """
A question has one hint and one feedback of each sort. Put the two texts into one quote.
""",
)
NO_ANSWERS = error(
    "Q105",
    "a question without answers to choose from",
    """
The question has no answers in the form its kind takes. `choice` takes lines `- [ ] answer`, with `[x]` for the
right one; `matching` a table of two columns, or a definition list.
""",
)
NO_OBJECTIVE_NAMED = warning(
    "T101",
    "a question without an objective",
    """
Results are reported by objective, and the exam draws by objective. A question that names none counts for nothing there:
add `objective=…` with an identifier from course.yaml.
""",
)
CODES = (NO_ID, NO_TEXT, LOST_TEXT, NOTE_TWICE, NO_ANSWERS, NO_OBJECTIVE_NAMED)

KEYS = {
    "objective": "which objective of course.yaml it tests",
    "points": "its weight, 1 to 100 (1)",
    "attempts": "how often it may be tried in a lesson, 0 for as often as one likes (0)",
    "shuffle": "`false` keeps the answers in the order written (`true`)",
}
NOTES = ("hint", "right", "wrong", "partly")
_NOTE = re.compile(r"[ ]{0,3}>[ \t]*([A-Za-z]+)[ \t]*:[ \t]*(.*)$")
_QUOTE = re.compile(r"[ ]{0,3}>[ \t]?(.*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question.

    Attributes:
        name: The word behind the colons.
        summary: One line for the reference.
        read: Gets the lines of the answer part and the reader, gives the function that makes the answer.
        begins: Whether a line begins the answer part; what stands before it belongs to the question.
        codes: Mistakes that only this kind knows.
        state_bits: How many bits an answer takes in the learner's state, at most.
        present: What its template needs besides the question.
        data: What its script needs, as ``data-`` attributes of the question's element.
        texts: Its answers as HTML, in the order that stored responses count on.
        keys: Keys besides those of all kinds.
    """

    name: str
    summary: str
    read: Callable[[Directive, Lines, Reader], MakeAnswer | None]
    begins: Callable[[Lines, int], bool]
    codes: tuple[Code, ...]
    state_bits: Callable[[object], int]
    present: Callable[[object], Mapping[str, object]]
    data: Callable[[object], tuple[tuple[str, str], ...]]
    texts: Callable[[object], tuple[str, ...]]
    keys: Mapping[str, str] = field(default_factory=dict)


def block_kind(kind: Kind) -> BlockKind:
    """A kind of question as a kind of block."""

    def read(node: Directive, reader: Reader) -> Build:
        return _read(kind, node, reader)

    return BlockKind(kind.name, kind.summary, read, {**KEYS, **kind.keys})


def _read(kind: Kind, node: Directive, reader: Reader) -> Build:
    identifier = _identifier(node, reader)
    objective = _objective(node, reader)
    points = reader.number(node, "points", 1, 1, 100)
    attempts = reader.number(node, "attempts", 0, 0, 20)
    shuffle = reader.flag(node, "shuffle", default=True)
    notes, body = _take_notes(node.body, reader)
    start = _answer_start(kind, body)
    stem = body.cut(0, start)
    if not node.title and stem.blank:
        reader.report.add(NO_TEXT, node.span, "this question asks nothing", f"write `::: {kind.name} The question? …`")
    title = reader.title(node)
    builds = reader.blocks(stem, kind.name)
    make = None
    if start == len(body.lines):
        reader.report.add(NO_ANSWERS, node.span, f"this `{kind.name}` has no answers", f"write {kind.summary}")
    else:
        make = kind.read(node, body.cut(start), reader)
    indexes = {name: reader.piece(lines) for name, lines in notes.items()}

    def build(leaves: Leaves) -> Block | None:
        said = {name: leaves.block(index, prose=False) for name, index in indexes.items()}
        children = tuple(block for one in builds if (block := one(leaves)) is not None)
        heading = title(leaves)
        answer = make(leaves) if make else None
        if answer is None or not identifier:
            return None
        text = plain(heading) or next((plain(block.html) for block in children if isinstance(block, Prose)), "")
        none = Html("")
        return Question(
            kind=kind.name,
            id=identifier,
            span=node.span,
            title=heading,
            text=text,
            children=children,
            answer=answer,
            objective=objective,
            points=points,
            attempts=attempts,
            shuffle=shuffle,
            hint=said.get("hint", none),
            feedback=Feedback(said.get("right", none), said.get("wrong", none), said.get("partly", none)),
        )

    return build


def _identifier(node: Directive, reader: Reader) -> str:
    if node.id is None:
        if node.torn or "id" in node.values:  # told already
            return ""
        proposal = propose_identifier(node.title) or "some-word"
        reader.report.add(
            NO_ID,
            node.span,
            "this question has no identifier",
            f"add `{{#{proposal}}}` at the end of the line",
        )
        return ""
    return reader.identifier(node.id)


def _objective(node: Directive, reader: Reader) -> str:
    value = node.values.get("objective")
    if value is None:
        if reader.objectives and not node.torn:
            known = did_you_mean("", reader.objectives) or "add `objective=…`"
            reader.report.add(NO_OBJECTIVE_NAMED, node.span, "this question names no objective", known)
        return ""
    if value.text not in reader.objectives:
        known = did_you_mean(value.text, reader.objectives) or "add it to `objectives` in course.yaml"
        reader.report.add(NO_OBJECTIVE, value.span, f"course.yaml has no objective `{value.text}`", known)
        return ""
    return value.text


def _take_notes(lines: Lines, reader: Reader) -> tuple[dict[str, Lines], Lines]:
    """Take the quotes that begin with ``> hint:`` and the like out of the lines; blank lines take their place."""
    notes: dict[str, Lines] = {}
    rows = list(lines.lines)
    fence = False
    index = 0
    while index < len(rows):
        if _FENCE.match(rows[index]):
            fence = not fence
        match = None if fence else _NOTE.match(rows[index])
        if not match or match[1].lower() not in NOTES:
            index += 1
            continue
        name = match[1].lower()
        start = index
        text = [match[2]]
        rows[index] = ""
        index += 1
        while index < len(rows):
            quote = _QUOTE.match(rows[index])
            following = _NOTE.match(rows[index])
            if not quote or (following and following[1].lower() in NOTES):
                break
            text.append(quote[1])
            rows[index] = ""
            index += 1
        note = Lines(lines.file, lines.first + start, tuple(text))
        if name in notes:
            where = lines.span(start)
            reader.report.add(NOTE_TWICE, where, f"`> {name}:` is written twice", "put both texts into one quote")
        notes[name] = note
    return notes, Lines(lines.file, lines.first, tuple(rows))


def _answer_start(kind: Kind, lines: Lines) -> int:
    """Index of the first line of the answer part; blocks and code before it are passed over."""
    depth, fence = 0, False
    for index, row in enumerate(lines.lines):
        if _FENCE.match(row):
            fence = not fence
        elif row.startswith(":::") and not fence:
            depth += 1 if row.strip(": \t") else -1
        elif not fence and depth <= 0 and row.strip() and kind.begins(lines, index):
            return index
    return len(lines.lines)


def lost(lines: Lines, index: int, reader: Reader) -> None:
    """Report a line after the answers that would not be shown."""
    row = lines.lines[index]
    note = _NOTE.match(row)
    if note:
        cure = did_you_mean(note[1], NOTES) or "known are `hint`, `right`, `wrong` and `partly`"
        reader.report.add(LOST_TEXT, lines.span(index), f"there is no feedback called `{note[1]}`", cure)
        return
    cure = "move it before the answers, or write it as feedback (`> …`) under an answer"
    reader.report.add(LOST_TEXT, lines.span(index), "this text after the answers would be lost", cure)


def split_feedback(lines: Lines) -> tuple[Lines, Lines]:
    """Split the lines of one answer into its text and the quote below it (its feedback)."""
    rows = lines.lines
    start = next((index for index, row in enumerate(rows) if index and row.lstrip().startswith(">")), len(rows))
    quote = tuple(re.sub(r"^[ \t]*>?[ \t]?", "", row) for row in rows[start:])
    return lines.cut(0, start), Lines(lines.file, lines.first + start, quote)


def report_names(texts: Sequence[str]) -> list[str]:
    """Short names for answers in SCORM 2004 reports: their first words, or a letter where these are not unique.

    Letters, digits and underscores only, 40 at most: a response of several answers has to stay below 4,000 characters,
    and Moodle refuses hyphens.
    """
    words = [_shortened(fold(plain(text)).replace("-", "_").strip("_")) for text in texts]
    return [
        word if word and words.count(word) == 1 else "abcdefghijklmnopqrstuvwxyz0123456789"[index]
        for index, word in enumerate(words)
    ]


def _shortened(name: str) -> str:
    """A name cut behind a word, at most 40 characters."""
    if len(name) <= 40:
        return name
    head, _, _ = name[:41].rpartition("_")
    return head or name[:40]
