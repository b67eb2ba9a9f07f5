"""The choices at the end of a step: a list of links to steps, with points behind them and consequences under them.

- [Open the doors at once](#doors) {points=0}
    > What happens, said at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.model import NOTHING, Choice, Html
from elearn_builder.questions.items import split_feedback
from elearn_builder.scenarios.braces import BRACES, check_keys, read_braces
from elearn_builder.source import Lines, take_indent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from elearn_builder.reader import Leaves, Reader

BAD_POINTS = error(
    "Q509",
    "points of a choice that are out of range",
    """
A choice of a scenario earns a whole number of points from 0 to 100: `- [Ask for the document](#document) {points=2}`.
Nothing is taken away for a bad choice: it earns 0, and its consequence says why.
""",
)
BAD_CHOICE = error(
    "Q511",
    "choices of a step that cannot be read",
    """
The choices of a step are a list at its end. Each is a link to a step and nothing else; its points stand behind it in
braces; what happens then is a quote under it, indented by four blanks:

    - [Open the doors at once](#doors) {points=0}
        > The gas alarm goes off.
    - [Ask for the movement document](#document) {points=2}

Text that belongs to the step stands before its choices.
""",
)

CODES = (BAD_POINTS, BAD_CHOICE)

MOST_POINTS = 100
_BEGINS = re.compile(r"[ ]{0,3}[-*+][ \t]+\[(?!\[)")
_CHOICE = r"(?P<head>[ ]{0,3}[-*+][ \t]+\[)(?P<text>.+)\]\(#(?P<to>[^)\s]*)\)[ \t]*(?P<rest>.*)$"
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_ANCHOR_TAG = re.compile(r"</?a\b[^>]*>")


def outside(lines: Lines) -> Iterator[int]:
    """Indexes of lines outside of blocks and code."""
    depth, fence = 0, False
    for index, row in enumerate(lines.lines):
        if _FENCE.match(row):
            fence = not fence
        elif row.startswith(":::") and not fence:
            depth += 1 if row.strip(": \t") else -1
        elif not fence and depth <= 0:
            yield index


def find_choices(lines: Lines) -> list[int]:
    """Indexes of the lines that begin a choice."""
    return [index for index in outside(lines) if _BEGINS.match(lines.lines[index]) and _whole(lines, index)]


def _whole(lines: Lines, index: int) -> tuple[re.Match[str], int] | None:
    """The choice that begins in a line, and the index behind its last line; its words may go over several lines."""
    row = lines.lines[index].rstrip()
    for stop in range(index + 1, min(index + 5, len(lines.lines) + 1)):
        match = re.match(_CHOICE, row)
        if match:
            return match, stop
        following = lines.lines[stop].strip() if stop < len(lines.lines) else ""
        if not following or "](" in row or _BEGINS.match(lines.lines[stop]):
            return None
        row = f"{row} {following}"
    return None


def read_choices(lines: Lines, reader: Reader) -> list[Callable[[Leaves], Choice]]:
    """Read the end of a step, from its first choice on; text between or behind the choices is reported."""
    makes = []
    index, lost = 0, False
    while index < len(lines.lines):
        begun = _whole(lines, index) if _BEGINS.match(lines.lines[index]) else None
        if begun is None:
            if lines.lines[index].strip() and not lost:
                _lost(lines, index, reader)
                lost = True  # what belongs to the same text is lost with it
            index += 1
            continue
        match, stop = begun
        last = stop
        for other in range(stop, len(lines.lines)):
            if lines.lines[other].startswith((" ", "\t")) and not _BEGINS.match(lines.lines[other]):
                last = other + 1
            elif lines.lines[other].strip():
                break
        makes.append(_choice(lines, index, match, lines.cut(stop, last), reader))
        index = last
    return makes


def _choice(lines: Lines, index: int, match: re.Match[str], under: Lines, reader: Reader) -> Callable[[Leaves], Choice]:
    span = lines.span(index)
    points = _points(lines, index, match, reader)
    width = len(match["head"]) - 1
    rows = tuple(take_indent(row, width) for row in under.lines)
    text, said = split_feedback(Lines(lines.file, under.first - 1, ("", *rows)))
    for at, row in enumerate(text.lines):
        if row.strip():
            message = "this text under a choice is no quote"
            reader.report.add(BAD_CHOICE, text.span(at), message, "begin it with `>`")
            break
    words = reader.phrase(Lines(lines.file, lines.first + index, (match["text"].strip(),)))
    consequence = None if said.blank else reader.piece(said)

    def make(leaves: Leaves) -> Choice:
        html = Html(_ANCHOR_TAG.sub("", leaves.inline(words)))  # it becomes a link or a button itself
        happens = leaves.block(consequence, prose=False) if consequence is not None else NOTHING
        return Choice(match["to"], html, happens, points, span)

    return make


def _points(lines: Lines, index: int, match: re.Match[str], reader: Reader) -> int:
    rest = match["rest"]
    braces = BRACES.fullmatch(rest)
    if not braces:
        if rest:
            message = f"`{rest[:40]}` stands behind the link of a choice"
            cure = "put it between the square brackets; points stand in braces: `{points=2}`"
            reader.report.add(BAD_CHOICE, lines.span(index), message, cure)
        return 0
    at = lines.lines[index].rfind("{") + 1
    read = read_braces(lines, index, at, braces[1], reader)
    check_keys(read, ("points",), "choice", reader)
    value = read.keys.get("points")
    if value is None:
        return 0
    if value.text.isascii() and value.text.isdigit() and int(value.text) <= MOST_POINTS:
        return int(value.text)
    message = f"`points` is a whole number from 0 to {MOST_POINTS}, not `{value.text}`"
    reader.report.add(BAD_POINTS, value.span, message, "a bad choice earns 0, its consequence says why")
    return 0


def _lost(lines: Lines, index: int, reader: Reader) -> None:
    row = lines.lines[index]
    if row.startswith(">"):
        message, cure = "this quote belongs to no choice", "indent it by four blanks"
    elif re.match(r"[ ]{0,3}[-*+][ \t]", row):
        message, cure = "this choice leads nowhere", "write `- [What one does](#step)`"
    else:
        message, cure = "this text stands behind the choices", "move it before the choices of its step"
    reader.report.add(BAD_CHOICE, lines.span(index), message, cure)
