"""The text of a page as it was written, line by line, without what is no text: for checks that need no second parse."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.source import Lines

_FENCE = re.compile(r"\s*(?:>\s*)*(`{3,}|~{3,})")
# What is written in a line but not read by a learner as text. An address may hold a pair of parentheses.
_NO_TEXT = re.compile(
    r"`+[^`]*`+"  # code
    r"|\]\((?:[^()]|\([^()]*\))*\)"  # the address of a link or a picture
    r"|\[\[[^\]]*\]\]"  # a reference
    r"|\{\{[^}]*\}\}|\{[^{}]*\}"  # a gap; identifiers and keys
    r"|</?[A-Za-z][^>]*>|<[a-z]+:[^>]*>|&#?\w+;"  # HTML
    r"|\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+"  # addresses
    r"|^[ ]{0,3}\[[^\]]+\]:\s*\S+"  # the target of a footnote or link
    r"|^:{3,}[ \t]*[\w-]*"  # the kind of a block
    r"|^\s*>\s*(?:hint|right|wrong|partly|\d+):"  # the name of a note
)


class Passages(Record, frozen=True):
    """The lines of a page that hold text: no comments, no code. ``rows`` are their index in the body and the line;
    ``text`` all of them as one string, to ask quickly whether something occurs at all.
    """

    rows: tuple[tuple[int, str], ...]
    text: str

    @property
    def plain(self) -> bool:
        """Whether there is nothing but ASCII."""
        return self.text.isascii()


@lru_cache(maxsize=2)
def of(lines: Lines) -> Passages:
    """The passages of lines without comments; kept for the next who asks."""
    text = lines.text
    if "```" not in text and "~~~" not in text:
        return Passages(tuple((index, row) for index, row in enumerate(lines.lines) if row), text)
    rows = []
    fence = ""
    for index, row in enumerate(lines.lines):
        mark = _FENCE.match(row)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif row and not fence:
            rows.append((index, row))
    return Passages(tuple(rows), "\n".join(row for _, row in rows))


def blanked(row: str) -> str:
    """A line in which everything that is no text has become NUL; columns stay."""
    return _NO_TEXT.sub(lambda match: "\x00" * len(match[0]), row)
