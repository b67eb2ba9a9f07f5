"""Cuts Markdown lines into plain text and ``:::`` blocks, keeping every place.

    ::: kind Title or question text {#id key=value key="two words"}
    …
    :::

A block ends at a line of colons only, as many as it began with. Blocks nest; the outer one may have more colons, so
that the ends are easy to tell apart, but need not; one with fewer is told. Fences of code are passed over.
Nothing is interpreted here: `cut` looks at one level and hands the lines inside a block on as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error, warning
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.source import Lines, Span

UNCLOSED = error(
    "S002",
    "a block is not closed",
    """
A block begins with `::: kind` and ends with a line of three colons. The end is missing, so it is not clear what belongs
to the block. Write `:::` on a line of its own after the last line of the block.

When blocks stand inside each other, give the outer one more colons, then the ends are easy to tell apart:

    :::: tabs
    ::: tab By sea
    …
    :::
    ::::
""",
)
STRAY = error(
    "S003",
    "an end of a block without a beginning",
    """
A line of colons ends a block, and here none is open. Either the line is left over, or the line that begins the block
has been lost or has no kind (`::: note`).
""",
)
ATTRIBUTES = error(
    "S005",
    "the part in braces cannot be read",
    """
Behind the title of a block, braces hold its identifier and keys, separated by blanks:

    ::: choice Which load needs consent? {#which-load objective=consent points=2}

Values with blanks stand in double quotes: `credit="UNEP, 2024"`. There are no commas.
""",
)
OPEN_CODE = error(
    "S007",
    "a code fence is not closed",
    """
Three backticks begin a piece of code that ends at the next line of three backticks. The end is missing, so the rest of
the lesson would be shown as code.
""",
)
INDENTED = error(
    "S008",
    "a block that is indented",
    """
The colons of a block stand at the left edge. Inside a list item they would be taken for text. End the list first, or
put the list into the block.
""",
)

FEWER = warning(
    "S021",
    "a block with fewer colons than one inside it",
    """
A block inside another one has as many colons or fewer. With more, the longer line of colons looks like the end of the
outer block, and that is what it is to other programs that know such blocks. Give the outer block more colons than any
block in it, at its beginning and at its end:

    :::: tabs
    ::: tab By sea
    …
    :::
    ::::
""",
)

_OPEN = re.compile(r"[ \t]*(:{3,})[ \t]*([A-Za-z][\w-]*)?(.*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)$")
_BRACES = re.compile(r"(?<!\{)\{(?!\{)([^{}]*)\}[ \t]*$")
_CURLY = re.compile("[“”„«»]|(?<==)[‘’]")
_ATTRIBUTE = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}"'=]+)|(?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"'{}]*)))(?=\s|$)"""
)


class Value(Record, frozen=True):
    """A value in braces with its place."""

    text: str
    span: Span


class Text(Record, frozen=True):
    """Lines of plain Markdown between blocks."""

    lines: Lines


class Directive(Record, frozen=True):
    """A ``:::`` block: its kind, title, identifier and keys as written, and the lines inside.

    ``span`` is the place of its first line, ``kind_span`` that of the kind, ``title_lines`` the title as a line.
    ``kind`` is empty when it was left out, ``torn`` says that the braces could not be read, so that what is missing in
    them is no mistake of its own; both are reported here.
    """

    kind: str
    title: str
    id: Value | None
    values: dict[str, Value]
    span: Span
    kind_span: Span
    title_lines: Lines
    body: Lines
    torn: bool = False


def cut(lines: Lines, report: Report) -> list[Text | Directive]:
    """Cut lines at the blocks of the outermost level; reports S002, S003, S005, S007, S008 and S021."""
    return _Cutter(lines, report).run()


class _Cutter:
    def __init__(self, lines: Lines, report: Report) -> None:
        self.lines = lines
        self.report = report
        self.nodes: list[Text | Directive] = []
        self.lengths: Counter[int] = Counter()  # how many open blocks began with so many colons

        self.fewer: dict[int, tuple[int, int]] = {}  # blocks with fewer colons than one inside: its line and colons

    def run(self) -> list[Text | Directive]:
        rows = self.lines.lines
        start = 0  # first line that no node has yet
        opened: list[tuple[int, int]] = []  # (line, colons) of the blocks that are open
        fence: tuple[int, str] | None = None  # line and characters of an open code fence
        for index, row in enumerate(rows):
            if "```" in row or "~~~" in row:
                match = _FENCE.match(row)
                if match and fence is None and not ("`" in match[2] and match[1][0] == "`"):
                    fence = (index, match[1])
                    continue
                if match and fence and match[1].startswith(fence[1]) and not match[2].strip():
                    fence = None
                    continue
            if fence is not None or ":::" not in row:
                continue
            match = _OPEN.match(row)
            if not match or (row[0] in " \t" and not match[2] and match[3].strip()):
                continue
            if row[0] in " \t" and not (opened and not match[2] and rows[opened[-1][0]][0] in " \t"):
                self.report.add(
                    INDENTED,
                    self.lines.span(index),
                    "the colons of a block stand at the left edge",
                    "take the indentation away",
                )
            if match[2] or match[3].strip():
                if not match[2]:
                    self.report.add(
                        STRAY, self.lines.span(index), "colons without a kind of block", "write `::: note …`"
                    )
                if not opened:
                    self._text(start, index)
                    start = index
                self._open(index, len(match[1]), opened)
            elif self._close(index, len(match[1]), opened) and not opened:
                self.nodes.append(self._directive(start, index))
                start = index + 1
        if fence is not None:
            where = self.lines.span(fence[0])
            self.report.add(
                OPEN_CODE,
                where,
                "this code fence is not closed",
                f"write {fence[1]} on a line of its own after the code",
            )
        for index, colons in opened:
            self._unclosed(index, f"add a line `{':' * colons}` after its last line")
        if opened:
            self.nodes.append(self._directive(start, len(rows)))
        else:
            self._text(start, len(rows), close=fence[1] if fence else "")
        return self.nodes

    def _open(self, index: int, colons: int, opened: list[tuple[int, int]]) -> None:
        if opened and colons > opened[-1][1]:
            self.fewer.setdefault(opened[-1][0], (index, colons))
        opened.append((index, colons))
        self.lengths[colons] += 1

    def _close(self, index: int, colons: int, opened: list[tuple[int, int]]) -> bool:
        """Close the innermost block that has this many colons; those inside it were left open."""
        if not opened:
            where = self.lines.span(index)
            self.report.add(STRAY, where, "there is no open block to end here", "delete this line")
            return False
        if not self.lengths[colons]:
            at, length = opened.pop()
            self.lengths[length] -= 1
            message = f"{colons} colons end no block: the one of line {at + self.lines.first} began with {length}"
            self.report.add(STRAY, self.lines.span(index), message, f"write `{':' * length}`")
            return True
        whole = opened[-1][1] == colons
        while opened[-1][1] != colons:
            at, length = opened.pop()
            self.lengths[length] -= 1
            self._unclosed(at, f"add a line `{':' * length}` before line {index + self.lines.first}")
        at, _ = opened.pop()
        self.lengths[colons] -= 1
        if whole and at in self.fewer:
            inner, more = self.fewer[at]
            message = f"this block has {colons} colons, the one inside it in line {inner + self.lines.first} has {more}"
            self.report.add(FEWER, self.lines.span(at), message, f"begin and end it with {more + 1} colons")
        return True

    def _unclosed(self, index: int, cure: str) -> None:
        where = self.lines.span(index)
        # One without a kind is reported already; so is one that was left open inside a block that is now cut itself.
        known = self.report.tells(UNCLOSED, where)
        if re.match(r"[ \t:]+[A-Za-z]", self.lines.lines[index]) and not known:
            self.report.add(UNCLOSED, where, "this block is not closed", cure)

    def _text(self, start: int, stop: int, close: str = "") -> None:
        lines = self.lines.cut(start, stop)
        if close:
            lines = type(lines)(lines.file, lines.first, (*lines.lines, close))
        if not lines.blank:
            self.nodes.append(Text(lines))

    def _directive(self, start: int, stop: int) -> Directive:
        row = self.lines.lines[start]
        match = _OPEN.match(row)
        assert match is not None
        kind, rest = match[2] or "", match[3]
        at = match.start(3)
        read: tuple[Value | None, dict[str, Value]] | None = (None, {})
        braces = _BRACES.search(rest)
        if braces and not kind:
            rest = rest[: braces.start()]
        elif braces:
            read = self._attributes(start, at + braces.start(1), braces[1])
            rest = rest[: braces.start()]
        elif re.search(r"(?<!\{)\{(?!\{)[#\w][^}]*$", rest):
            where = self.lines.span(start)
            self.report.add(ATTRIBUTES, where, "the brace `{` is not closed", "write `}` at the end of the line")
            rest = rest[: rest.rindex("{")]
            read = None
        identifier, values = read or (None, {})
        title = rest.strip()
        whole = self.lines
        return Directive(
            kind=kind,
            title=title,
            id=identifier,
            values=values,
            span=whole.span(start),
            kind_span=whole.span(start, match.start(2) + 1, len(kind)) if kind else whole.span(start),
            title_lines=type(whole)(whole.file, whole.first + start, (title,)),
            body=whole.cut(start + 1, stop),
            torn=read is None,
        )

    def _attributes(self, index: int, at: int, text: str) -> tuple[Value | None, dict[str, Value]] | None:
        """Identifier and keys; None (with a finding) when not all of it can be read."""
        curly = _CURLY.search(re.sub('"[^"]*"', lambda match: "x" * len(match[0]), text))
        if curly:
            message = f"`{curly[0]}` is a typographic quote, which ends no value"
            cure = 'write straight quotes: `key="two words"`; word processors change them as you type'
            self.report.add(ATTRIBUTES, self.lines.span(index, at + curly.start() + 1), message, cure)
            return None
        identifier: Value | None = None
        values: dict[str, Value] = {}
        position = 0
        while position < len(text.rstrip()):
            match = _ATTRIBUTE.match(text, position)
            if not match:
                rest = text[position:].strip()
                col = at + text.index(rest, position) + 1
                cure = "write `{#identifier key=value}`, and put values with blanks into double quotes"
                message = f"`{rest.split()[0]}` is neither an identifier nor a key with a value"
                self.report.add(ATTRIBUTES, self.lines.span(index, col, len(rest)), message, cure)
                return None
            if match["id"] is not None:
                identifier = Value(match["id"], self.lines.span(index, at + match.start("id") + 1, len(match["id"])))
            else:
                value = match["quoted"] if match["quoted"] is not None else match["bare"]
                where = self.lines.span(index, at + match.start("key") + 1, match.end() - match.start("key"))
                values[match["key"]] = Value(value, where)
            position = match.end()
        return identifier, values
