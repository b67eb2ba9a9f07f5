"""What an author wrote on a page, line by line: links, pictures, lines without code. For rules that need the place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.inspection import CheckedPage

_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`+[^`\n]+`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+:>]|\d{1,9}[.)]|\[\^)")
_WRITTEN = re.compile(
    r"(?P<image>!?)(?<!\\)\[(?P<text>[^\[\]\n]*+)\]\(\s*+(?:<(?P<angled>[^<>\n]++)>|(?P<bare>[^()\s]++))[^()\n]*+\)"
)


class Written(Record, frozen=True):
    """A link or picture as the author wrote it: row of the page's body, column of its text, text, address."""

    image: bool
    index: int
    col: int
    text: str
    address: str


def rows(page: CheckedPage) -> tuple[str, ...]:
    """The lines of a page's body, blocks of code and comments blanked out; `without_code` does the rest of a line."""
    return _rows(page.source.body.text)


def without_code(row: str) -> str:
    """A line whose code is blanked out, so that places stay."""
    return _CODE.sub(_blank, row) if "`" in row else row


def written(page: CheckedPage) -> tuple[Written, ...]:
    """All links and pictures of a page that are written in Markdown, outside of code."""
    return _links(page.source.body.text)


@lru_cache(maxsize=2)  # several rules ask, one after the other
def _rows(text: str) -> tuple[str, ...]:
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(_blank, text)
    if "<!--" in text:
        text = _COMMENT.sub(_blank, text)
    lines = text.split("\n")
    if "\n\n    " in text or "\n\n\t" in text:
        _blank_indented_code(lines)
    return tuple(lines)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0]) if "\n" in match[0] else " " * len(match[0])


def _blank_indented_code(lines: list[str]) -> None:
    """Blank out code that is indented by four blanks; below the item of a list, that is a paragraph of the item."""
    code, gap = True, True  # whether what is indented is code; whether the line before was blank
    for index, line in enumerate(lines):
        if not line.strip():
            gap = True
        elif line.startswith(("    ", "\t")):
            if code and gap:
                lines[index] = ""
        else:
            code, gap = not _ITEM.match(line), False


@lru_cache(maxsize=2)
def _links(text: str) -> tuple[Written, ...]:
    found = []
    for index, row in enumerate(_rows(text) if "](" in text else ()):
        for match in _WRITTEN.finditer(without_code(row)) if "](" in row else ():
            address = match["angled"] or match["bare"]
            found.append(Written(bool(match["image"]), index, match.start("text") + 1, match["text"], address))
    return tuple(found)
