"""Quotes in questions that say something whatever was answered: ``> hint:``, ``> right:``, ``> wrong:``, ``>
partly:``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.reader import Reader

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
CODES = (LOST_TEXT, NOTE_TWICE)

NAMES = ("hint", "right", "wrong", "partly")
_NOTE = re.compile(r"[ ]{0,3}>[ \t]*([A-Za-z]+|\d{1,2})[ \t]*:[ \t]*(.*)$")
_QUOTE = re.compile(r"[ ]{0,3}>[ \t]?(.*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


def take(lines: Lines, more: tuple[str, ...], reader: Reader) -> tuple[dict[str, tuple[Lines, ...]], Lines]:
    """Take the quotes that begin with ``> hint:`` and the like out of the lines; blank lines take their place.

    Args:
        lines: The lines of a question.
        more: Names that only its kind has; these may be written several times.
        reader: Reports mistakes.
    """
    names = (*NAMES, *more)
    notes: dict[str, tuple[Lines, ...]] = {}
    rows = list(lines.lines)
    fence = False
    index = 0
    while index < len(rows):
        if _FENCE.match(rows[index]):
            fence = not fence
        match = None if fence else _NOTE.match(rows[index])
        if not match or match[1].lower() not in names:
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
            if not quote or (following and following[1].lower() in names):
                break
            text.append(quote[1])
            rows[index] = ""
            index += 1
        note = Lines(lines.file, lines.first + start, tuple(text))
        if name in notes and name in NAMES:
            where = lines.span(start)
            reader.report.add(NOTE_TWICE, where, f"`> {name}:` is written twice", "put both texts into one quote")
        notes[name] = (*notes.get(name, ()), note)
    return notes, Lines(lines.file, lines.first, tuple(rows))


def lost(lines: Lines, index: int, reader: Reader, more: tuple[str, ...] = ()) -> None:
    """Report a line after the answers that would not be shown."""
    row = lines.lines[index]
    note = _NOTE.match(row)
    if note:
        cure = did_you_mean(note[1], (*NAMES, *more))
        reader.report.add(LOST_TEXT, lines.span(index), f"there is no feedback called `{note[1]}`", cure)
        return
    cure = "move it before the answers, or write it as feedback (`> …`) under an answer"
    reader.report.add(LOST_TEXT, lines.span(index), "this text after the answers would be lost", cure)
