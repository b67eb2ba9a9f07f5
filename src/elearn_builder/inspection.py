"""What a rule that looks at one page gets to see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.parser import without_comments
from elearn_builder.questions import KINDS
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from elearn_builder.config import CourseConfig
    from elearn_builder.manuscript import PageSource
    from elearn_builder.model import Lesson, MediaFile
    from elearn_builder.references import Tables
    from elearn_builder.source import Span

_FENCE = re.compile(r"[ \t]*(```|~~~)")
_BLOCK = re.compile(r"[ \t]*:{3,}[ \t]*([A-Za-z][\w-]*)?")
_SKIPPED = {*KINDS, "audio", "cards", "figure", "video"}
_MASKED = re.compile(r"\[\[.*?\]\]|`[^`]*`|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|https?:\S+|!\[[^\]]*\]")
_ITEM = re.compile(r"\s*-\s")


class CheckedPage(Record, frozen=True):
    """A page as it was read (``lesson``) and as it was written (``source``), the settings and media of its course, the
    reference tables; ``today`` is None where the verdict must be the same on any day.

    Such a rule runs in the process that read the page, so the source need not be sent to another one.
    """

    lesson: Lesson
    source: PageSource
    config: CourseConfig
    media: Mapping[str, MediaFile]
    tables: Tables
    today: date | None = None

    @property
    def reviewed(self) -> date | None:
        """The day of the last review: that of the page, else that of the course."""
        return self.lesson.reviewed or self.config.reviewed

    @property
    def head(self) -> Lines:
        """The lines of the front matter."""
        return Lines.of(self.source.file).cut(0, self.source.body.first - 1)

    def prose(self, needle: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Lines of running text in which ``needle`` is found, with their indexes in the body: no code, comments,
        headings and tables, no questions, cards and texts of figures. References, code, addresses and attributes in
        them are blanked out, so that places stay.
        """
        fence, skipped, depth = "", 0, 0
        for index, line in enumerate(without_comments(self.source.body).lines):
            if ":::" in line and not fence and (block := _BLOCK.match(line)):
                depth += 1 if block[1] else -1
                if block[1] in _SKIPPED and not skipped:
                    skipped = depth
                elif depth < skipped:
                    skipped = 0
            elif ("```" in line or "~~~" in line) and (found := _FENCE.match(line)):
                fence = "" if found[1] == fence else fence or found[1]
            elif not (fence or skipped) and needle.search(line) and line.lstrip()[:1] not in {"#", "|"}:
                yield index, _MASKED.sub(lambda match: " " * len(match[0]), line)

    def setting(self, key: str) -> Span:
        """The place of a setting of the front matter, else the first line of the page."""
        head = self.head
        found = next((index for index, line in enumerate(head.lines) if re.match(rf"{key}\s*:", line)), None)
        return self.lesson.span if found is None else head.span(found)

    def source_setting(self, number: int, key: str) -> Span:
        """The place of a setting of the ``number``-th source (from 0), else that of the source."""
        lines = self.head.lines
        start = next((index for index, line in enumerate(lines) if re.match(r"sources\s*:", line)), len(lines))
        ends = [index for index, line in enumerate(lines) if index > start and re.match(r"[^\s#-]", line)]
        width = min((line.index("-") for line in lines[start + 1 :] if _ITEM.match(line)), default=0)
        items = [index for index, line in enumerate(lines) if index > start and re.match(rf"\s{{{width}}}-\s", line)]
        if number >= len(items):
            return self.setting("sources")
        stop = items[number + 1] if number + 1 < len(items) else min((*ends, len(lines)))
        within = range(items[number], max(stop, items[number] + 1))
        found = next((index for index in within if re.match(rf"[\s-]*{key}\s*:", lines[index])), items[number])
        return self.head.span(found)
