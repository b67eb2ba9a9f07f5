"""Blocks made of pairs: flip cards and timelines, written as definition lists.

Prior informed consent
: No movement before the receiving States agree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.model import Html, Pair, Pairs
from elearn_builder.reader import INCOMPLETE, BlockKind, Leaves, Reader
from elearn_builder.record import Record
from elearn_builder.source import Lines, take_indent

if TYPE_CHECKING:
    from elearn_builder.directives import Directive
    from elearn_builder.model import Block
    from elearn_builder.reader import Build

_DEFINITION = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")


class PairLines(Record, frozen=True):
    """The lines of one pair: the term, and its definition (several ``:`` lines count as one text)."""

    left: Lines
    right: Lines


def split_pairs(lines: Lines) -> tuple[list[PairLines], list[Lines]]:
    """Split a definition list into pairs; also gives lines that belong to no pair.

    A term is one line, the definition the ``: `` line below it with all indented lines that follow.
    """
    pairs: list[PairLines] = []
    stray: list[Lines] = []
    rows = lines.lines
    index = 0
    while index < len(rows):
        if not rows[index].strip():
            index += 1
            continue
        after = index + 1
        while after < len(rows) and not rows[after].strip():
            after += 1
        if after >= len(rows) or not _DEFINITION.match(rows[after]) or _DEFINITION.match(rows[index]):
            stray.append(lines.cut(index, index + 1))
            index += 1
            continue
        term = lines.cut(index, index + 1)
        start = index = after
        while index < len(rows) and (
            not rows[index].strip()
            or rows[index].startswith((" ", "\t"))
            or _DEFINITION.match(rows[index])
            or (index == start)
        ):
            index += 1
        body = tuple(_without_colon(row) for row in rows[start:index])
        pairs.append(PairLines(term, Lines(lines.file, lines.first + start, body)))
    return pairs, stray


def _without_colon(row: str) -> str:
    match = _DEFINITION.match(row)
    return row[match.end() :] if match else take_indent(row, 4)


def _pairs(node: Directive, reader: Reader) -> Build:
    identifier = reader.identifier(node.id)
    title = reader.title(node)
    pairs, stray = split_pairs(node.body)
    if not reader.empty(node):
        what = {
            "timeline": "a date and, below it, `: what happened`",
            "cards": "a front and, below it, `: the back`",
        }
        for lines in stray:
            reader.report.add(INCOMPLETE, lines.span(0), "this line is no pair", f"write {what[node.kind]}")
        if not pairs and not stray:
            reader.report.add(INCOMPLETE, node.span, f"`{node.kind}` needs pairs", f"write {what[node.kind]}")
    indexes = [(reader.phrase(pair.left), reader.piece(pair.right)) for pair in pairs]

    def build(leaves: Leaves) -> Block | None:
        made = tuple(Pair(leaves.inline(left), leaves.block(right)) for left, right in indexes)
        return Pairs(node.kind, identifier, title(leaves) or Html(""), made) if made else None

    return build


KINDS = (
    BlockKind("timeline", "What happened when: a date, and below it `: what happened`.", _pairs, {}),
    BlockKind("cards", "Cards to turn over: a front, and below it `: the back`.", _pairs, {}),
)
