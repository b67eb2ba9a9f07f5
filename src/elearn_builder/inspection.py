"""What a rule that looks at one page gets to see, and ways to look at it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.markup import plain
from elearn_builder.model import Recording
from elearn_builder.parser import walk
from elearn_builder.passages import blanked, of
from elearn_builder.questions.choice import BOX
from elearn_builder.questions.choice import Choice as Answers
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from elearn_builder.config import CourseConfig
    from elearn_builder.diagnostics import Code, Report
    from elearn_builder.manuscript import PageSource
    from elearn_builder.model import Lesson, MediaFile, Question
    from elearn_builder.passages import Passages
    from elearn_builder.references import Tables
    from elearn_builder.source import Span
    from elearn_builder.wording import Mark

_DATED = r"(?<![\dA-Za-z])(?:19|20|١٩|٢٠)\d\d(?!\d)|\[\[\w+:decision-"
_ITEM = re.compile(r"\s*-\s")
_CHARACTER = "[\u3400-\u9fff]"
LONGER = {"document": 2}  # minutes for a question, where it is more than one
STEP = 0.5  # minutes for a step of a scenario
MET = 0.6  # of a scenario, on the way that a learner takes


class CheckedPage(Record, frozen=True, dict=True):
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

    @cached_property
    def passages(self) -> Passages:
        """The text as it was written, made once for all rules."""
        return of(self.source.body)

    @property
    def head(self) -> Lines:
        """The lines of the front matter."""
        return head_of(self.source)

    def setting(self, key: str) -> Span:
        """The place of a setting of the front matter, else the first line of the page."""
        return setting_in(self.head, key)

    def source_setting(self, number: int, key: str) -> Span:
        """The place of a setting of the ``number``-th source (from 0), else that of the source."""
        return source_in(self.head, number, key)

    def place(self, index: int, col: int = 0, length: int = 0) -> Span:
        """The place of a line of the body; with ``col`` (from 1) and ``length``, of that part of it."""
        return self.source.body.span(index, col, length)


def head_of(page: PageSource) -> Lines:
    """The lines of a page's front matter."""
    return Lines.of(page.file).cut(0, page.body.first - 1)


def setting_in(head: Lines, key: str) -> Span:
    """The place of a setting of some front matter, else its first line."""
    found = next((index for index, line in enumerate(head.lines) if re.match(rf"{key}\s*:", line)), 0)
    return head.span(found)


def source_in(head: Lines, number: int, key: str) -> Span:
    """The place of a setting of the ``number``-th source (from 0) of some front matter, else that of the source."""
    lines = head.lines
    start = next((index for index, line in enumerate(lines) if re.match(r"sources\s*:", line)), len(lines))
    ends = [index for index, line in enumerate(lines) if index > start and re.match(r"[^\s#-]", line)]
    width = min((line.index("-") for line in lines[start + 1 :] if _ITEM.match(line)), default=0)
    items = [index for index, line in enumerate(lines) if index > start and re.match(rf"\s{{{width}}}-\s", line)]
    if number >= len(items):
        return setting_in(head, "sources")
    stop = items[number + 1] if number + 1 < len(items) else min((*ends, len(lines)))
    within = range(items[number], max(stop, items[number] + 1))
    found = next((index for index in within if re.match(rf"[\s-]*{key}\s*:", lines[index])), items[number])
    return head.span(found)


def text_of(html: str) -> str:
    """The text of a leaf, quickly where it is nothing but text."""
    return plain(html) if "<" in html or "&" in html else html


def paragraph_around(rows: Sequence[str], index: int) -> str:
    """The lines around one of them, up to the next blank ones."""
    start, stop = index, index + 1
    while start and rows[start - 1].strip():
        start -= 1
    while stop < len(rows) and rows[stop].strip():
        stop += 1
    return "\n".join(rows[start:stop])


def dated(text: str) -> bool:
    """Whether a text names a year, or refers to a decision, which has a date."""
    return re.search(_DATED, text) is not None


def answer_span(page: CheckedPage, question: Question, number: int) -> Span:
    """The line of an answer of a question that is written as a list of boxes; ``number`` counts from 0."""
    body = page.source.body
    found = -1
    for index in range(question.span.line - body.first, len(body.lines)):
        if BOX.match(body.lines[index]):
            found += 1
            if found == number:
                return body.span(index)
    return question.span


def recorded(page: CheckedPage) -> bool:
    """Whether there is a video or an audio recording on a page."""
    return any(isinstance(block, Recording) for block in walk(page.lesson.blocks))


def estimate(page: CheckedPage) -> float:
    """How many minutes a page takes to read and to answer; 0 where it is not known how fast its language is read."""
    known = wording.load(page.config.language)
    speed = page.config.checks.reading_speed or known.speed
    if not speed:
        return 0
    lesson = page.lesson
    count = len(re.findall(_CHARACTER, page.passages.text)) if known.characters else lesson.words
    met = MET if lesson.steps else 1
    asked = sum(LONGER.get(question.kind, 1) for question in lesson.questions)
    return met * (count / speed + len(lesson.steps) * STEP) + asked


def longest(lengths: Sequence[int], number: int) -> bool:
    """Whether one of several texts is seen to be the longest: by a tenth, and by three characters."""
    others = max((length for index, length in enumerate(lengths) if index != number), default=0)
    return lengths[number] >= max(1.1 * others, others + 3)


class OneRight(Record, frozen=True):
    """A choice with one right answer: the question, the texts of its answers, the index of the right one."""

    question: Question
    texts: tuple[str, ...]
    right: int

    @property
    def longest(self) -> bool:
        """Whether the right answer is longer than every other one."""
        return longest([len(text) for text in self.texts], self.right)


def one_right(questions: Iterable[Question]) -> Iterator[OneRight]:
    """The choices among some questions that have one right answer."""
    for question in questions:
        if isinstance(question.answer, Answers) and not question.answer.multiple:
            options = question.answer.options
            right = next(index for index, option in enumerate(options) if option.right)
            yield OneRight(question, tuple(text_of(option.html) for option in options), right)


def report_marks(page: CheckedPage, marks: Iterable[Mark], code: Code, report: Report) -> None:
    """Report faults of punctuation, each kind once on a page: at its first place, with the number of all."""
    found = page.passages
    for mark in marks:
        places = []
        for index, row in found.holding(mark.signs) if mark.signs else found.rows:
            if not mark.find.search(row) or (mark.unless and mark.unless in row):
                continue
            for match in mark.find.finditer(blanked(row)):
                start, end = next(match.span(group) for group in range(1, len(match.regs)) if match[group] is not None)
                places.append((index, start, end))
        if places:
            index, start, end = places[0]
            where = page.source.body.span(index, start + 1, end - start)
            more = f", and {len(places) - 1} more on this page" if len(places) > 1 else ""
            report.add(code, where, f"{mark.says}{more}", mark.cure)
