"""Text files as the author wrote them, and places in them.

Lines and columns count from 1; a column counts characters, not bytes. A tab is one character.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from elearn_builder.record import Record


class Span(Record, frozen=True, order=True):
    """A place in a file of the author's: one line, from ``col`` up to, not including, ``end``.

    It carries the line itself, so that a finding can be shown without opening the file again.
    """

    path: str
    line: int = 1
    col: int = 1
    end: int = 2
    excerpt: str = ""

    @property
    def text(self) -> str:
        """What stands at the place."""
        return self.excerpt[self.col - 1 : self.end - 1]


class SourceFile(Record, frozen=True):
    r"""One text file: ``path`` as it is shown to the author, ``text`` with line ends normalised to ``\n``."""

    path: str
    text: str

    def span(self, offset: int, length: int = 1) -> Span:
        """The place of ``length`` characters from ``offset`` (0-based), cut at the end of the line."""
        offset = max(0, min(offset, len(self.text)))
        start = self.text.rfind("\n", 0, offset) + 1
        stop = self.text.find("\n", offset)
        excerpt = self.text[start:] if stop < 0 else self.text[start:stop]
        col = offset - start + 1
        end = min(col + max(1, length), max(col, len(excerpt)) + 1)
        return Span(self.path, self.text.count("\n", 0, start) + 1, col, end, excerpt)

    def line(self, number: int) -> Span:
        """The place of a whole line, without its indentation; a number past the end gives the last line."""
        rows = _rows(self.text)
        number = max(1, min(number, len(rows)))
        excerpt = rows[number - 1]
        col = len(excerpt) - len(excerpt.lstrip()) + 1
        if not excerpt.strip():
            col = 1
        return Span(self.path, number, col, max(col, len(excerpt.rstrip())) + 1, excerpt)


class Lines(Record, frozen=True):
    """Some neighbouring lines of a file; ``first`` is the number of the first one."""

    file: SourceFile
    first: int
    lines: tuple[str, ...]

    @classmethod
    def of(cls, file: SourceFile, first: int = 1) -> Lines:
        """All lines of a file from line ``first`` on."""
        return cls(file, first, _rows(file.text)[first - 1 :])

    @property
    def text(self) -> str:
        """The lines as one string."""
        return "\n".join(self.lines)

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not any(line.strip() for line in self.lines)

    def cut(self, start: int, stop: int | None = None) -> Lines:
        """The lines with index ``start`` up to, not including, ``stop`` (indexes into ``lines``, from 0)."""
        return Lines(self.file, self.first + start, self.lines[start:stop])

    def dedent(self, width: int) -> Lines:
        """The same lines with up to ``width`` leading blanks taken off each."""
        return Lines(self.file, self.first, tuple(take_indent(line, width) for line in self.lines))

    def span(self, index: int, col: int = 0, length: int = 0) -> Span:
        """The place of line ``index``; with ``col`` (from 1) and ``length``, of that part of it."""
        whole = self.file.line(self.first + index)
        if not col:
            return whole
        return Span(whole.path, whole.line, col, col + max(1, length), whole.excerpt)

    def find(self, needle: str, nth: int = 0) -> Span:
        """The place of the ``nth`` occurrence (from 0) of a string in these lines, else that of the first line."""
        if needle:
            places = _places(self.file.text, self.first, len(self.lines), needle)
            if nth < len(places):
                return self.span(*places[nth], len(needle))
        filled = next((index for index, line in enumerate(self.lines) if line.strip()), 0)
        return self.span(filled)


def take_indent(line: str, width: int) -> str:
    """Take up to ``width`` leading blanks off a line (a tab counts as four)."""
    taken = 0
    while taken < width and line[:1] in {" ", "\t"}:
        taken += 4 if line[0] == "\t" else 1
        line = line[1:]
    return line


# A page asks for places once for each link and each finding, so what it takes to find them is kept.


@lru_cache(maxsize=16)
def _rows(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


@lru_cache(maxsize=64)
def _piece(text: str, first: int, count: int) -> tuple[str, tuple[int, ...]]:
    """Some lines of a text as one string, and where each of them begins in it."""
    rows = _rows(text)[first - 1 : first - 1 + count]
    return "\n".join(rows), tuple(accumulate((len(row) + 1 for row in rows[:-1]), initial=0))


@lru_cache(maxsize=64)
def _places(text: str, first: int, count: int, needle: str) -> tuple[tuple[int, int], ...]:
    """All places of a string in some lines: index of the line, column from 1."""
    piece, starts = _piece(text, first, count)
    found = []
    at = piece.find(needle)
    while at >= 0:
        index = bisect_right(starts, at) - 1
        found.append((index, at - starts[index] + 1))
        at = piece.find(needle, at + len(needle))
    return tuple(found)
