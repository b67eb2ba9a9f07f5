"""Makes lists and tables mean what they look like.

Python-Markdown wants a blank line before a list or table and four blanks for each level of a nested list. Authors, and
the pages that show Markdown on code-hosting sites, do not. `settle` rewrites such lines to the form Python-Markdown
understands; text that has that form already comes back as it is.
"""

from __future__ import annotations

import re

_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_ANY_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_BLOCK_TAG = r"</?(?:li|p|ul|ol|dl|blockquote|pre|div|table|section)\b"
_TASK = re.compile(
    rf"<li>(\s*<p>)?\[([ xX]?)\]\s+((?:(?!{_BLOCK_TAG}).)+?)(?=\s*{_BLOCK_TAG})",
    re.DOTALL,
)
HALF_BOX = re.compile(r"<li>\s*(?:<p>)?\[[ xX]?\]")  # what `with_boxes` leaves: brackets without text behind them
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


def settle(text: str) -> str:
    """Markdown with lists and tables set off by blank lines and lists indented by fours."""
    lists = _ANY_ITEM.search(text) is not None
    tables = "|" in text and "--" in text
    if not lists and not tables:
        return text
    rows = text.split("\n")
    if tables:
        rows = _set_off_tables(rows)
    return "\n".join(_Indenter().run(rows) if lists else rows)


def with_boxes(html: str) -> str:
    """HTML in which list items that begin with ``[ ]`` or ``[x]`` have a box to tick; nothing keeps what is ticked."""
    return _TASK.sub(_box, html)


def _box(match: re.Match[str]) -> str:
    ticked = " checked" if match[2] in {"x", "X"} else ""
    return f'<li class="task">{match[1] or ""}<label><input type="checkbox"{ticked}> {match[3]}</label>'


def _set_off_tables(rows: list[str]) -> list[str]:
    """A blank line before the header of each table that follows text."""
    out: list[str] = []
    for index, row in enumerate(rows):
        follows = index + 1 < len(rows) and "|" in rows[index + 1] and DELIMITERS.match(rows[index + 1])
        if follows and "|" in row and out and out[-1].strip() and "|" not in out[-1]:
            out.append("")
        out.append(row)
    return out


class _Indenter:
    """Walks the lines with a stack of open list items: (column of the marker, column of its text)."""

    def __init__(self) -> None:
        self.items: list[tuple[int, int]] = []
        self.out: list[str] = []
        self.fence = ""
        self.loose = False  # the line before is a paragraph of its own inside an item
        self.base = 0  # level of the first item since the last blank line

    def run(self, rows: list[str]) -> list[str]:
        blank = True
        for row in rows:
            if not row.strip():
                self.out.append(row)
                blank = True
                continue
            if self.fence or _FENCE.match(row):
                self._code(row)
                blank = False
                continue
            item = None if _RULE.match(row) else _ITEM.match(row)
            if item and self._begins(item, row, blank=blank):
                self._item(item, row, blank=blank)
            else:
                self._text(row, blank=blank)
            blank = False
        return self.out

    def _code(self, row: str) -> None:
        match = _FENCE.match(row)
        if not self.fence and match:
            self.fence = match[1]
            if not match[0].startswith((" ", "\t")):
                self.items.clear()
        elif match and match[1].startswith(self.fence) and not row.strip().strip(self.fence[0]):
            self.fence = ""
        self.out.append(row)

    def _begins(self, item: re.Match[str], row: str, *, blank: bool) -> bool:
        """Whether a line that looks like an item is one: not code, and no sentence that begins with a year."""
        width = _width(item[1])
        if self.items:
            return width < self.items[-1][1] + 4
        if width >= 4:
            return False
        return blank or item[2] in "-*+" or item[2] in {"1.", "1)"} or row.startswith("0")

    def _item(self, item: re.Match[str], row: str, *, blank: bool) -> None:
        width = _width(item[1])
        inside = bool(self.items)
        while self.items and width < self.items[-1][0] + 2:
            self.items.pop()
            if self.items and self._sibling(width):
                self.items.pop()
                break
        level = len(self.items)
        if not blank and self.out and (self.loose or not inside or level < self.base):
            self.out.append("")
            blank = True
        if blank:
            self.base = level
        self.loose = False
        marker = item[2].replace(")", ".")
        self.items.append((width, width + len(item[2]) + len(item[3])))
        gap = item[3] if len(item[3]) < 4 else " "
        self.out.append(f"{'    ' * level}{marker}{gap}{row[item.end() :]}")

    def _sibling(self, width: int) -> bool:
        return abs(width - self.items[-1][0]) < 2

    def _text(self, row: str, *, blank: bool) -> None:
        width = _width(row[: len(row) - len(row.lstrip())])
        if blank:
            while self.items and width < self.items[-1][0] + 2:
                self.items.pop()
        if not self.items:
            self.out.append(row)
        elif blank:
            self.loose = True
            level = 4 * len(self.items)
            code = width >= self.items[-1][1] + 4
            self.out.append(" " * (max(width, level + 4) if code else level) + row.lstrip())
        else:
            self.out.append("    " * len(self.items) + row.lstrip())


def _width(indent: str) -> int:
    """Columns of an indentation; a tab goes to the next multiple of four."""
    width = 0
    for character in indent:
        width = width + 4 - width % 4 if character == "\t" else width + 1
    return width
