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
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from elearn_builder.blocks.figures import find_images, picture
from elearn_builder.diagnostics import did_you_mean, error, warning
from elearn_builder.loader import NO_OBJECTIVE
from elearn_builder.markup import plain
from elearn_builder.media import fold
from elearn_builder.model import Block, Feedback, Html, Prose, Question
from elearn_builder.questions import notes
from elearn_builder.reader import INCOMPLETE, BlockKind, Leaves, Reader, propose_identifier
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from elearn_builder.diagnostics import Code
    from elearn_builder.directives import Directive
    from elearn_builder.model import Picture
    from elearn_builder.reader import Build
    from elearn_builder.source import Lines

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
NO_ANSWERS = error(
    "Q105",
    "a question without answers to choose from",
    """
The question has no answers in the form its kind takes. `choice` takes lines `- [ ] answer`, with `[x]` for the
right one; `matching` a table of two columns, or a definition list; `ordering` a numbered list; `sorting` headings with
lists below them; `blanks` a text with `{{gaps}}`; `number` a line `= 250 kg`.
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
CODES = (*notes.CODES, NO_ID, NO_TEXT, NO_ANSWERS, NO_OBJECTIVE_NAMED, NO_FEEDBACK)

KEYS = {
    "objective": "which objective of course.yaml it tests",
    "points": "its weight, 1 to 100 (1)",
    "attempts": "how often it may be tried in a lesson, 0 for as often as one likes (0)",
    "shuffle": "`false` keeps the answers in the order written (`true`)",
}
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


class Kind(Record, frozen=True):
    """A kind of question.

    Attributes:
        name: The word behind the colons.
        summary: One line for the reference.
        read: Gets the question while it is read, gives the function that makes the answer.
        begins: Whether a line begins the answer part; what stands before it belongs to the question. None: there is no
            answer part.
        codes: Mistakes that only this kind knows.
        state_bits: How many bits an answer takes in the learner's state, at most.
        present: What its template needs besides the question.
        data: What its script needs, as ``data-`` attributes of the question's element.
        texts: Its answers as HTML, in the order that stored responses count on.
        keys: Keys besides those of all kinds.
        notes: Names of quotes (``> name: …``) besides those of all kinds; each may be written several times.
        scored: Whether there is a right answer.
        pictured: Whether the first image of the question is what one answers on.
        paper: Whether that image is a sheet on a desk, white in light and dark and to be enlarged.
        after: Scripts of ``templates/player/questions`` that its own script builds on.
    """

    name: str
    summary: str
    read: Callable[[Draft], MakeAnswer | None]
    begins: Callable[[Lines, int], bool] | None
    codes: tuple[Code, ...]
    state_bits: Callable[[object], int]
    present: Callable[[object], Mapping[str, object]]
    data: Callable[[object], tuple[tuple[str, str], ...]]
    texts: Callable[[object], tuple[str, ...]]
    keys: Mapping[str, str] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    scored: bool = True
    pictured: bool = False
    paper: bool = False
    after: tuple[str, ...] = ()


class Draft(Record, frozen=True):
    """A question while it is read.

    Attributes:
        node: The block.
        lines: Its answer part.
        reader: Registers Markdown, reports mistakes.
        notes: The quotes that only this kind has, by name.
        picture: The image that one answers on, for kinds that want one.
    """

    node: Directive
    lines: Lines
    reader: Reader
    notes: Mapping[str, tuple[Lines, ...]]
    picture: Picture | None = None

    def report(self, code: Code, index: int, message: str, cure: str = "") -> None:
        """Report a mistake in a line of the answer part."""
        self.reader.report.add(code, self.lines.span(index), message, cure)


def block_kind(kind: Kind) -> BlockKind:
    """A kind of question as a kind of block."""

    def read(node: Directive, reader: Reader) -> Build:
        return _read(kind, node, reader)

    return BlockKind(kind.name, kind.summary, read, {**KEYS, **kind.keys})


def _read(kind: Kind, node: Directive, reader: Reader) -> Build:
    identifier = _identifier(node, reader)
    objective = _objective(node, reader, wanted=kind.scored)
    points = reader.number(node, "points", 1, 1, 100)
    attempts = reader.number(node, "attempts", 0, 0, 20)
    shuffle = reader.flag(node, "shuffle", default=True)
    quotes, body = notes.take(node.body, kind.notes, reader)
    if not kind.scored:
        _never_said(quotes, reader)
    start = _answer_start(kind, body)
    stem = body.cut(0, start)
    picture = None
    if kind.pictured:
        picture, stem = _picture(node, stem, reader, identifier, paper=kind.paper)
    if not node.title and stem.blank:
        reader.report.add(NO_TEXT, node.span, "this question asks nothing", f"write `::: {kind.name} The question? …`")
    title = reader.title(node)
    builds = reader.blocks(stem, kind.name)
    make = None
    if kind.begins and start == len(body.lines):
        reader.report.add(NO_ANSWERS, node.span, f"this `{kind.name}` has no answers", f"write {kind.summary}")
    else:
        own = {name: quotes.get(name, ()) for name in kind.notes}
        make = kind.read(Draft(node, body.cut(start), reader, own, picture))
    indexes = {name: reader.piece(lines[0]) for name, lines in quotes.items() if name in notes.NAMES}

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
            points=points if kind.scored else 0,
            attempts=attempts,
            shuffle=shuffle,
            hint=said.get("hint", none),
            feedback=Feedback(said.get("right", none), said.get("wrong", none), said.get("partly", none)),
        )

    return build


def _never_said(quotes: Mapping[str, Sequence[Lines]], reader: Reader) -> None:
    """Report feedback that an unscored question never gives."""
    for name in ("wrong", "partly"):
        for lines in quotes.get(name, ()):
            message = f"no answer is wrong here, so `> {name}:` is never said"
            cure = "write `> right:`, which is said after every answer"
            reader.report.add(notes.LOST_TEXT, lines.span(0), message, cure)


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


def _objective(node: Directive, reader: Reader, *, wanted: bool) -> str:
    value = node.values.get("objective")
    if value is None:
        if reader.objectives and wanted and not node.torn:
            known = did_you_mean("", reader.objectives) or "add `objective=…`"
            reader.report.add(NO_OBJECTIVE_NAMED, node.span, "this question names no objective", known)
        return ""
    if value.text not in reader.objectives:
        known = did_you_mean(value.text, reader.objectives) or "add it to `objectives` in course.yaml"
        reader.report.add(NO_OBJECTIVE, value.span, f"course.yaml has no objective `{value.text}`", known)
        return ""
    return value.text


def _picture(
    node: Directive, stem: Lines, reader: Reader, identifier: str, *, paper: bool
) -> tuple[Picture | None, Lines]:
    """The image that one answers on, and the question without it. A drawing's names begin with the question's: the exam
    shows questions of several pages on one.
    """
    images, rest = find_images(stem)
    if len(images) != 1:
        cure = "write `![what it shows](../media/name.svg)` before the answers"
        message = f"`{node.kind}` needs one image, here are {len(images)}"
        reader.report.add(INCOMPLETE, node.span, message, cure)
        return None, stem
    alt, source, where = images[0]
    return picture(reader, alt, source, where, identifier, paper=paper), rest


def _answer_start(kind: Kind, lines: Lines) -> int:
    """Index of the first line of the answer part; blocks and code before it are passed over."""
    if kind.begins is None:
        return len(lines.lines)
    depth, fence = 0, False
    for index, row in enumerate(lines.lines):
        if _FENCE.match(row):
            fence = not fence
        elif row.startswith(":::") and not fence:
            depth += 1 if row.strip(": \t") else -1
        elif not fence and depth <= 0 and row.strip() and kind.begins(lines, index):
            return index
    return len(lines.lines)


def mixed(texts: Sequence[str]) -> list[int]:
    """Indexes of texts in an order that gives nothing away, also without script: by a checksum, never as written."""
    order = sorted(range(len(texts)), key=lambda index: (zlib.crc32(plain(texts[index]).encode()), index))
    return order[::-1] if order == sorted(order) else order


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
