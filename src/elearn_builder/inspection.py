"""What a rule that looks at one page gets to see."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from elearn_builder.config import CourseConfig
    from elearn_builder.loader import PageSource
    from elearn_builder.model import Lesson, MediaFile
    from elearn_builder.source import Span

_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`+[^`\n]+`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+:>]|\d{1,9}[.)]|\[\^)")
_WRITTEN = re.compile(
    r"(?P<image>!?)(?<!\\)\[(?P<text>[^\[\]\n]*+)\]\(\s*+(?:<(?P<angled>[^<>\n]++)>|(?P<bare>[^()\s]++))[^()\n]*+\)"
)


class CheckedPage(Record, frozen=True):
    """A page as it was read (``lesson``) and as it was written (``source``), the settings and media of its course.

    Such a rule runs in the process that read the page, so the source need not be sent to another one.
    """

    lesson: Lesson
    source: PageSource
    config: CourseConfig
    media: Mapping[str, MediaFile]

    def place(self, index: int, col: int = 0, length: int = 0) -> Span:
        """The place of a row of `rows`; with ``col`` (from 1) and ``length``, of that part of it."""
        return self.source.body.span(index, col, length)


class Written(Record, frozen=True):
    """A link or picture as it the author wrote it: row of the page's body, column of its text, text, address."""

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
