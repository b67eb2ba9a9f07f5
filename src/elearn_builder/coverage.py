"""What a course covers: objectives, exam, reviews, bytes, access. Facts about a course for those who answer for it.

The report of `elearn check --report` and the overview of the preview show them.
"""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from elearn_builder.capacity import exam_pool
from elearn_builder.model import Figure, Recording
from elearn_builder.parser import walk
from elearn_builder.questions import KINDS
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from elearn_builder.model import Course

# What goes compressed over the line; media are compressed already.
TEXT = (".html", ".js", ".css", ".svg", ".vtt", ".xml", ".json")
AT_LAUNCH = ("index.html", "style.css", "player.js", "course.js")
LINES = (64, 256)  # kbit/s


class Objective(Record, frozen=True):
    """An objective: where it is taught and how it is tested.

    Attributes:
        id: Its identifier. text: What it says.
        taught: Lessons that name it, by identifier.
        questions: Scored questions on it in each lesson that has any, by the lesson's identifier.
        pool: Questions on it that the exam can draw. drawn: How many it draws; -1: all of the pool.
    """

    id: str
    text: str
    taught: tuple[str, ...]
    questions: Mapping[str, int]
    pool: int
    drawn: int

    @property
    def tested(self) -> int:
        """Scored questions on it in lessons."""
        return sum(self.questions.values())

    @property
    def share(self) -> float:
        """How much of the pool one paper shows, 0 to 1; below a half, a second attempt brings other questions."""
        return 0.0 if not self.pool else min(1.0, (self.pool if self.drawn < 0 else self.drawn) / self.pool)


class Review(Record, frozen=True):
    """A page's last review and the oldest day on which one of its sources was looked at."""

    page: str
    reviewed: date | None
    seen: date | None

    def age(self, today: date) -> int | None:
        """Days since the review; None when there was none."""
        return (today - self.reviewed).days if self.reviewed else None


class Weight(Record, frozen=True):
    """Bytes that go over the line, by page: what a page adds when the player is there. ``launch``: what comes first."""

    launch: int
    pages: Mapping[str, int]
    media: Mapping[str, int]


class Access(Record, frozen=True):
    """What there is for those who cannot see, hear or use a mouse, counted in the lessons."""

    pictures: int
    decorative: int
    described: int
    recordings: int
    captioned: int
    transcripts: int


def objectives(course: Course) -> tuple[Objective, ...]:
    """The objectives of course.yaml, in its order."""
    pool = Counter(question.objective for question in exam_pool(course))
    draw = dict(course.exam.config.draw) if course.exam else {}
    tested: dict[str, Counter[str]] = {name: Counter() for name in course.config.objectives}
    for lesson in course.lessons:
        for question in lesson.questions:
            if question.objective in tested and KINDS[question.kind].scored:
                tested[question.objective][lesson.id] += 1
    return tuple(
        Objective(
            id=name,
            text=text,
            taught=tuple(lesson.id for lesson in course.lessons if name in lesson.objectives),
            questions=dict(tested[name]),
            pool=pool[name],
            drawn=draw.get(name, 0) if draw else -1 if course.exam else 0,
        )
        for name, text in course.config.objectives.items()
    )


def kinds(course: Course) -> Mapping[str, int]:
    """How many questions of each kind there are, the most frequent first."""
    return dict(Counter(question.kind for page in course.pages for question in page.questions).most_common())


def reviews(course: Course) -> tuple[Review, ...]:
    """The lessons by their last review, those never reviewed first, then the oldest."""
    found = [
        Review(lesson.id, lesson.reviewed, min((one.seen for one in lesson.sources if one.seen), default=None))
        for lesson in course.lessons
    ]
    return tuple(sorted(found, key=lambda one: one.reviewed.toordinal() if one.reviewed else 0))


def weight(course: Course, files: Mapping[str, bytes | Path]) -> Weight:
    """What a package's files weigh on the line: text as web servers compress it, media as they are."""
    media = {page.id: sum(_size(files, course.media[path].packaged) for path in page.media) for page in course.pages}
    pages = {page.id: _size(files, f"{page.id}.js") + media[page.id] for page in course.pages}
    return Weight(sum(_size(files, path) for path in AT_LAUNCH), pages, media)


def _size(files: Mapping[str, bytes | Path], path: str) -> int:
    content = files.get(path)
    if content is None:
        return 0
    if isinstance(content, Path):
        return content.stat().st_size
    return len(gzip.compress(content, 6)) if path.endswith(TEXT) else len(content)


def seconds(size: int, line: int) -> float:
    """How long bytes take on a line of so many kbit/s."""
    return size * 8 / 1000 / line


def access(course: Course) -> Access:
    """Pictures with texts and descriptions, recordings with captions and transcripts."""
    figures = [block for page in course.pages for block in walk(page.blocks) if isinstance(block, Figure)]
    recordings = [block for page in course.pages for block in walk(page.blocks) if isinstance(block, Recording)]
    pictures = [picture for figure in figures for picture in figure.pictures]
    return Access(
        pictures=len(pictures),
        decorative=sum(not picture.alt for picture in pictures),
        described=sum(bool(figure.children) for figure in figures),
        recordings=len(recordings),
        captioned=sum(bool(recording.tracks) for recording in recordings),
        transcripts=sum(bool(recording.children) for recording in recordings),
    )


def minutes(course: Course) -> int:
    """The authors' estimate for the whole course."""
    return sum(page.minutes for page in course.pages)
