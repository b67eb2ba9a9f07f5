"""The text of a page as it was written, line by line: one view for all checks, so that none needs a second parse."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from elearn_builder.questions import KINDS
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

COMMENT = re.compile(
    r"(?P<keep>^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\2[`~]*[ \t]*$|`+[^`\n]*`+)|<!--.*?(?:-->|\Z)", re.DOTALL | re.MULTILINE
)
_FENCED = r"(?ms)^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)"
_CODE = r"`+[^`\n]+`+"
_ITEM = r"[ ]{0,3}(?:[-*+:>]|\d{1,9}[.)]|\[\^)"
_BLOCK = re.compile(r"[ \t]*:{3,}[ \t]*([A-Za-z][\w-]*)?")
_APART = frozenset({*KINDS, "audio", "cards", "figure", "video"})  # blocks whose text does not run
_OTHERS = _APART | {"law", "trainer"}  # and those whose words are not the lesson's own
_NEW = re.compile(r"\s*(?:[-*+#:>]|\d{1,3}[.)]\s)")  # a line that does not go on with the paragraph before it
_PICTURE = r"!\[[^\]\x00]*\]?"  # where what is no text has become NUL, the end of it too
_LINK = re.compile(
    r"(?P<image>!?)(?<!\\)\[(?P<text>[^\[\]\n]*+)\]\(\s*+(?:<(?P<angled>[^<>\n]++)>|(?P<bare>[^()\s]++))[^()\n]*+\)"
)
# What is written in a line but not read by a learner as text: within it, at its beginning, addresses. A pattern that
# begins with a set of signs is searched for many times faster than one that may begin anywhere.
_INLINE = re.compile(
    r"[`\]\[{<&](?:"
    r"(?<=`)`*[^`]*`+"  # code
    r"|(?<=\])\((?:[^()]|\([^()]*\))*\)"  # the target of a link or a picture; it may hold a pair of parentheses
    r"|(?<=\[)\[[^\]]*\]\]"  # a reference
    r"|(?<=\{)(?:\{[^}]*\}\}|[^{}]*\})"  # a gap; identifiers and keys
    r"|(?<=<)(?:/?[A-Za-z][^>]*>)|(?<=&)#?\w+;)"  # HTML
)
_BEGINNING = re.compile(
    r"[ ]{0,3}\[[^\]]+\]:\s*\S+"  # the target of a footnote or link
    r"|:{3,}[ \t]*[\w-]*"  # the kind of a block
    r"|\s*>\s*(?:hint|right|wrong|partly|\d+):"  # the name of a note
)
_ADDRESS = r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+"


class Link(Record, frozen=True):
    """A link or picture as the author wrote it: row of the page's body, column of its text, text, address."""

    image: bool
    index: int
    col: int
    text: str
    address: str


class Passages:
    """The lines of a page without comments and blocks of code.

    Attributes:
        lines: All lines of the body; what is no text has become blanks, so that places stay.
        rows: Those that are not empty, with their index.
        text: All of them as one string, to ask quickly whether something occurs at all.
    """

    def __init__(self, body: Lines) -> None:
        lines = without_comments(body)
        self.text = lines.text
        self.lines = lines.lines
        if "```" in self.text or "~~~" in self.text:
            self.text = re.sub(_FENCED, lambda match: "\n" * match[0].count("\n"), self.text)
            self.lines = tuple(self.text.split("\n"))
        if "\n\n    " in self.text or "\n\n\t" in self.text:
            self.lines = tuple(_without_indented_code(self.lines))
            self.text = "\n".join(self.lines)
        self.rows = tuple((index, row) for index, row in enumerate(self.lines) if row)

    @property
    def plain(self) -> bool:
        """Whether there is nothing but ASCII."""
        return self.text.isascii()

    @cached_property
    def lowered(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    def holding(self, words: Iterable[str]) -> list[tuple[int, str]]:
        """The lines that hold any of some words, which are in small letters; with their indexes."""
        text, found = self.lowered, set()
        for word in words:
            index, line = 0, 0  # the line that was looked at last, and where it begins
            while (at := text.find(word, line)) >= 0:
                index, line = index + text.count("\n", line, at), text.find("\n", at)
                found.add(index)
                if line < 0:
                    break
        return [(index, self.lines[index]) for index in sorted(found)]

    def running(self, needle: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Lines of running text in which ``needle`` begins, with their indexes: no headings and tables, no questions,
        cards and figures. What is no text, and texts of pictures, has become NUL; columns stay.
        """
        index, at = 0, 0
        told = -1
        for match in needle.finditer(self.text):
            index, at = index + self.text.count("\n", at, match.start()), match.start()
            if index > told and index in self._running:
                told = index
                yield index, re.sub(_PICTURE, _nul, blanked(self.lines[index]))

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, str], ...]:
        """Paragraphs and items of lists that the lesson says in words of its own, with the index of their first line:
        as in `running`, without quoted law and what is for trainers. What is no text is left as NUL.
        """
        found: list[tuple[int, list[str]]] = []
        follows = -1  # the line that would go on with the last paragraph
        for index, row in self._prose(_OTHERS):
            if index == follows and not _NEW.match(row):
                found[-1][1].append(row)
            elif row.lstrip()[:1] not in {">", ""}:
                found.append((index, [row]))
            else:
                continue
            follows = index + 1
        return tuple((index, _worded("\n".join(rows))) for index, rows in found)

    @cached_property
    def _running(self) -> frozenset[int]:
        return frozenset(index for index, _ in self._prose(_APART))

    def _prose(self, apart: Collection[str]) -> Iterator[tuple[int, str]]:
        """Rows outside of some kinds of blocks that are no headings and tables."""
        return ((index, row) for index, row in self.outside(apart) if row.lstrip()[:1] not in {"#", "|"})

    def outside(self, apart: Collection[str]) -> Iterator[tuple[int, str]]:
        """Rows with their indexes that stand in none of some kinds of blocks; lines of colons are none."""
        skipped, depth = 0, 0
        for index, row in self.rows:
            if ":::" in row and (block := _BLOCK.match(row)):
                depth += 1 if block[1] else -1
                if block[1] in apart and not skipped:
                    skipped = depth
                elif depth < skipped:
                    skipped = 0
            elif not skipped:
                yield index, row

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and pictures that are written in Markdown, outside of code."""
        found = []
        for index, row in self.rows if "](" in self.text else ():
            for match in _LINK.finditer(without_code(row)) if "](" in row else ():
                address = match["angled"] or match["bare"]
                found.append(Link(bool(match["image"]), index, match.start("text") + 1, match["text"], address))
        return tuple(found)


@lru_cache(maxsize=2)
def of(body: Lines) -> Passages:
    """The passages of a page's body; kept for the next who asks."""
    return Passages(body)


@lru_cache(maxsize=2)
def without_comments(lines: Lines) -> Lines:
    """The same lines with HTML comments blanked out, so that places stay; code keeps what it shows."""
    text = lines.text
    if "<!--" not in text:
        return lines

    def blank(match: re.Match[str]) -> str:
        if match["keep"] or not match[0].endswith("-->"):
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return Lines(lines.file, lines.first, tuple(COMMENT.sub(blank, text).split("\n")))


def without_code(row: str) -> str:
    """A line whose code is blanked out, so that columns stay."""
    return re.sub(_CODE, lambda match: " " * len(match[0]), row) if "`" in row else row


def blanked(row: str) -> str:
    """A line in which everything that is no text has become NUL; columns stay."""
    if begin := _BEGINNING.match(row):
        row = "\x00" * begin.end() + row[begin.end() :]
    row = _INLINE.sub(_nul, row)
    return re.sub(_ADDRESS, _nul, row) if "://" in row or "www." in row or "@" in row else row


def _worded(text: str) -> str:
    """A paragraph in which everything that is no text, and the texts of pictures, have become NUL."""
    text = blanked(text)
    return re.sub(_PICTURE, _nul, text) if "![" in text else text


def _nul(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _without_indented_code(lines: tuple[str, ...]) -> Iterator[str]:
    """Blank out code that is indented by four blanks; below the item of a list, that is a paragraph of the item."""
    code, gap = True, True  # whether what is indented is code; whether the line before was blank
    for line in lines:
        kept = line
        if not line.strip():
            gap = True
        elif line.startswith(("    ", "\t")):
            if code and gap:
                kept = ""
        else:
            code, gap = not re.match(_ITEM, line), False
        yield kept
