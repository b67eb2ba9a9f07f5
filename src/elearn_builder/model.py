"""The course as the stages after the parser see it.

All types are frozen. Inline Markdown is not modelled: a leaf is `Html`, checked and complete. Identifiers are the
author's own stable words (``[a-z][a-z0-9-]*``): state, reports and manifests hang on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from elearn_builder.config import CourseConfig, ExamConfig
    from elearn_builder.source import Span


class Html(str):
    """A piece of HTML that is safe to put into a page as it is (templates do not escape it again)."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


NOTHING = Html("")


# --- blocks -----------------------------------------------------------------------------------------------------------


class Prose(Record, frozen=True):
    """Paragraphs, lists, tables, headings: whatever plain Markdown gives."""

    html: Html
    kind: str = "prose"


class Box(Record, frozen=True):
    """A block with a title and blocks inside: callouts, tabs, steps, columns, objectives, job aids.

    ``options`` holds the block's own keys as written (``date=``, ``place=`` …), in the order written; ``article`` is
    the article that a `law` block cites.
    """

    kind: str
    id: str
    title: Html
    children: tuple[Block, ...]
    options: tuple[tuple[str, str], ...] = ()
    article: Html = NOTHING

    def option(self, name: str) -> str:
        """The value of a key of the block, or an empty string."""
        return dict(self.options).get(name, "")


class Pair(Record, frozen=True):
    """Two leaves that belong together: the front and back of a card, a date and what happened, a left and a right."""

    left: Html
    right: Html
    feedback: Html = NOTHING


class Pairs(Record, frozen=True):
    """A list of pairs with a title: flip cards or a timeline."""

    kind: str
    id: str
    title: Html
    pairs: tuple[Pair, ...]


class Picture(Record, frozen=True):
    """An image: where it is in the package, or an SVG drawing written into the page (``svg``).

    ``width`` and ``height`` are pixels, 0 when unknown.
    """

    path: str
    alt: str
    width: int = 0
    height: int = 0
    svg: Html = NOTHING


class Figure(Record, frozen=True):
    """One picture (or two to compare) with caption, credit and a long description."""

    kind: Literal["figure", "compare"]
    id: str
    title: Html
    pictures: tuple[Picture, ...]
    children: tuple[Block, ...]
    credit: str = ""


class Track(Record, frozen=True):
    """Captions of a video or audio: path in the package and language."""

    path: str
    language: str


class Recording(Record, frozen=True):
    """A video or an audio recording with captions and a transcript."""

    kind: Literal["video", "audio"]
    id: str
    title: Html
    path: str
    mime: str
    tracks: tuple[Track, ...]
    poster: str
    children: tuple[Block, ...]


# --- questions --------------------------------------------------------------------------------------------------------


class Feedback(Record, frozen=True):
    """What is said after an answer, whatever was chosen."""

    right: Html = NOTHING
    wrong: Html = NOTHING
    partly: Html = NOTHING


class Question(Record, frozen=True):
    """A question of any kind; ``answer`` is what its kind adds (a frozen type of ``questions/<kind>.py``).

    ``title`` is the question as HTML, ``text`` the same as plain text, for reports; ``points`` is its weight;
    ``attempts`` how often it may be answered in a lesson (0: as often as one likes).
    """

    kind: str
    id: str
    span: Span
    title: Html
    text: str
    children: tuple[Block, ...]
    answer: object
    objective: str
    points: int
    attempts: int
    shuffle: bool
    hint: Html
    feedback: Feedback


# --- scenarios --------------------------------------------------------------------------------------------------------


class Choice(Record, frozen=True):
    """What one can do at a step of a scenario: the step it leads to, its words, what is said at once, what it earns."""

    to: str
    text: Html
    said: Html
    points: int
    span: Span


class Step(Record, frozen=True):
    """A step of a scenario. ``ending``: the case is over here; ``outcome`` is ``good``, ``fair``, ``bad`` or empty (the
    points decide).
    """

    id: str
    title: Html
    span: Span
    children: tuple[Block, ...]
    choices: tuple[Choice, ...]
    ending: bool = False
    outcome: str = ""
    kind: str = "step"


Block = Prose | Box | Pairs | Figure | Recording | Question | Step


# --- the course -------------------------------------------------------------------------------------------------------


class LinkUse(Record, frozen=True):
    """A link from a lesson to another page of the course: checked when all pages are known."""

    page: str
    anchor: str
    span: Span


class WebLink(Record, frozen=True):
    """A link to the web: its address as written, and its place."""

    address: str
    span: Span


class MediaUse(Record, frozen=True):
    """A file of the media folder and the first place of a page (or the glossary) that shows it."""

    path: str
    span: Span


class Heading(Record, frozen=True):
    """A heading inside a page: level 2 to 6, anchor, plain text, place."""

    level: int
    anchor: str
    text: str
    span: Span


class Entry(Record, frozen=True):
    """A line of a page's list of codes, articles and terms: what a tap on it shows."""

    anchor: str
    kind: str
    label: str
    html: Html
    address: str = ""
    verified: bool = True


class Source(Record, frozen=True):
    """Where facts of a lesson come from: title, address (may be empty) and the day it was looked at."""

    title: str
    address: str
    seen: date | None


class Abbreviation(Record, frozen=True):
    """An abbreviation of a page that neither the glossary has nor every reader knows: its first place, whether the
    page says what it stands for, how often it is used.
    """

    word: str
    span: Span
    explained: bool
    uses: int


class NamedCode(Record, frozen=True):
    """A name that stands beside a number (``kind``: ``cas`` or ``un``), and the number's place; ``cited``: it is a
    reference, no number typed by hand.
    """

    name: str
    kind: str
    code: str
    span: Span
    cited: bool


class Lesson(Record, frozen=True):
    """One page to learn from: a lesson, or a scenario (then its blocks end with `Step`s).

    ``objectives`` are identifiers from course.yaml; ``minutes`` the author's estimate (0: none);
    ``media`` the author's files it uses, ``drawings`` those written into the page, ``shows`` where each of them stands;
    ``words`` counts its text; ``sound`` says that it was read without an error, so that nothing of it is lost.
    """

    id: str
    title: str
    span: Span
    objectives: tuple[str, ...]
    minutes: int
    reviewed: date | None
    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    questions: tuple[Question, ...]
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    links: tuple[LinkUse, ...]
    media: tuple[str, ...]
    drawings: tuple[str, ...]
    entries: tuple[Entry, ...]
    words: int
    sound: bool
    abbreviations: tuple[Abbreviation, ...] = ()
    web: tuple[WebLink, ...] = ()
    named: tuple[NamedCode, ...] = ()
    shows: tuple[MediaUse, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of a scenario; a lesson has none."""
        return tuple(block for block in self.blocks if isinstance(block, Step))


class Exam(Record, frozen=True):
    """The final assessment: its settings, its introduction and its own questions (the pool)."""

    config: ExamConfig
    page: Lesson

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions written in exam.md."""
        return self.page.questions


class Term(Record, frozen=True):
    """A glossary entry: the word, other forms of it that are found in the text, the definition, whether it is looked
    for in the text.
    """

    id: str
    word: str
    also: tuple[str, ...]
    html: Html
    mark: bool = True


class Module(Record, frozen=True):
    """A group of lessons, in order."""

    title: str
    lessons: tuple[Lesson, ...]


class MediaFile(Record, frozen=True):
    """A file of the course's media folder: the author's path (POSIX, from the course folder), its place in the
    package (ASCII, unique, ``media/…``) and where its bytes are.
    """

    path: str
    packaged: str
    file: Path


class Course(Record, frozen=True):
    """A whole course, ready to be checked and rendered.

    ``sound`` says that all of it was read without an error: only then what is not there is missing. ``reference`` is
    the folder of the reference tables, ``tables`` how it is shown to the author, empty for those that ship.
    """

    folder: str
    config: CourseConfig
    modules: tuple[Module, ...]
    exam: Exam | None
    glossary: tuple[Term, ...]
    glossary_media: tuple[str, ...]
    media: Mapping[str, MediaFile]
    spans: Mapping[str, Span]
    sound: bool
    reference: Path
    tables: str = ""
    glossary_web: tuple[WebLink, ...] = ()
    glossary_named: tuple[NamedCode, ...] = ()
    glossary_shows: tuple[MediaUse, ...] = ()

    @property
    def id(self) -> str:
        """The identifier from course.yaml."""
        return self.config.id

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons in the order they are taught."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def pages(self) -> tuple[Lesson, ...]:
        """The lessons, then the exam's page if there is one."""
        return (*self.lessons, self.exam.page) if self.exam else self.lessons
