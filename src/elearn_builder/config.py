"""What authors may set: `course.yaml`, the front matter of a lesson and of the exam, `glossary.yaml`.

Plain types; `yamlfile` fills them from YAML and reports what does not fit. The published JSON Schema is made from them.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the types at run time
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Identifier = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        max_length=40,
        description="a word of small letters a-z, digits and hyphens that begins with a letter, at most 40 long",
    ),
]
Text = Annotated[str, Meta(min_length=1, description="some text")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
Count = Annotated[int, Meta(ge=0, le=1000, description="a whole number from 0 to 1000")]
Minutes = Annotated[int, Meta(ge=0, le=600, description="a whole number of minutes, up to 600")]
Months = Annotated[int, Meta(ge=0, le=240, description="a whole number of months, up to 240")]
Ignored = Annotated[
    dict[str, str | None], Meta(description="codes of findings that stand for a reason, each with the reason")
]
Size = Annotated[int, Meta(ge=0, le=1_000_000, description="a whole number, 0 for no limit")]
PartialDay = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        description="a day, a month or a year, like 2025-05-09, 2025-05 or 2025",
    ),
]
Colour = Annotated[
    str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", description='a colour as six hexadecimal digits, like "#0b6e4f"')
]
Language = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        description="a language tag, like `en`, `fr`, `ar` or `pt-BR`",
    ),
]
TargetName = Literal["scorm12", "scorm2004-3rd", "scorm2004-4th", "web"]


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all settings: frozen, unknown keys are refused."""


class ModuleConfig(_Settings, frozen=True):
    """A group of lessons: its title and the files of its lessons and scenarios, in order, without folder."""

    title: Text
    lessons: Annotated[tuple[Text, ...], Meta(min_length=1, description="a list of at least one lesson")]


class Theme(_Settings, frozen=True):
    """The one accent colour of a course, for light and for dark pages."""

    accent: Colour = "#0b5c8a"
    accent_dark: Colour | None = None


class ChangeConfig(_Settings, frozen=True):
    """What is new in a version, told to learners who were here before; ``lessons`` are identifiers."""

    version: Text
    text: Text
    lessons: tuple[Identifier, ...] = ()


class Delivery(_Settings, frozen=True):
    """How an LMS gets the course.

    Attributes:
        units: One SCO for the whole course, or one for each lesson and one for the exam.
        order: Whether lessons may be opened in any order.
        exam: Whether the exam is open from the start.
        status: What a SCORM 1.2 LMS is told (SCORM 1.2 has one status for completion and success). ``auto`` is
            ``passed-incomplete`` for a course with an exam, ``completed-incomplete`` for one without.
        on_exit: What an LMS is told when a finished course is left: ``suspend`` keeps the answers for review;
            ``normal`` is for the few LMSs that take over results only then.
    """

    units: Literal["course", "lesson"] = "course"
    order: Literal["free", "sequential"] = "free"
    exam: Literal["open", "locked-until-complete"] = "open"
    status: Literal["auto", "completed-incomplete", "passed-incomplete", "passed-failed", "completed-failed"] = "auto"
    on_exit: Literal["suspend", "normal"] = "suspend"


class Completion(_Settings, frozen=True):
    """When the course counts as completed.

    Attributes:
        lesson: ``seen``: a lesson is done when its end was reached; ``answered``: when also every question in it
            was answered.
        threshold: Share of the lessons that must be done, in percent.
    """

    lesson: Literal["seen", "answered"] = "seen"
    threshold: Percent = 100


class ChecksConfig(_Settings, frozen=True):
    """Limits that `elearn check` holds a course to.

    Attributes:
        review_months: How long after its review a lesson counts as up to date, in months; 0: for ever.
        source_months: How long after it was looked at a source counts as up to date, in months; 0: for ever.
        reading_speed: Words (in Chinese: characters) that the audience reads in a minute; 0: what is usual in the
            language.
        sentence: The most words (in Chinese: characters) of a sentence; 0: what is usual in the language.
        reading_ease: How easily a lesson must be read at least, by the formula of its language; 0: no limit.
        abbreviations: Abbreviations that the audience knows, so that they need no explanation.
        first_kb: What may cross the line until the first lesson is there, with the player, in kB; 0: no limit.
        lesson_kb: What a lesson may have, without recordings, in kB; 0: no limit.
        recording_kb: What one recording may have, in kB; 0: no limit.
        course_mb: What all media of the course may have, in MB; 0: no limit.
    """

    review_months: Months = 12
    source_months: Months = 24
    reading_speed: Count = 0
    sentence: Count = 0
    reading_ease: Percent = 30
    abbreviations: tuple[Text, ...] = ()
    first_kb: Size = 200
    lesson_kb: Size = 500
    recording_kb: Size = 8000
    course_mb: Size = 50


class CourseConfig(_Settings, frozen=True, kw_only=True):
    """`course.yaml`."""

    id: Identifier
    title: Text
    language: Language = "en"
    version: Text = "1.0"
    description: str = ""
    keywords: tuple[Text, ...] = ()
    audience: str = ""
    authors: tuple[Text, ...] = ()
    rights: str = ""
    reviewed: date | None = None
    agreement: Identifier | None = None
    lookup: dict[Identifier, Text] = {}
    objectives: dict[Identifier, Text] = {}
    modules: Annotated[tuple[ModuleConfig, ...], Meta(min_length=1, description="a list of at least one module")]
    pass_mark: Percent = 80
    certificate: bool = True
    changes: tuple[ChangeConfig, ...] = ()
    completion: Completion = Completion()
    delivery: Delivery = Delivery()
    theme: Theme = Theme()
    hs: Literal[2022] = 2022
    checks: ChecksConfig = ChecksConfig()
    ignore: Ignored = {}
    targets: tuple[TargetName, ...] = ("scorm12",)


class SourceConfig(_Settings, frozen=True):
    """One source of a lesson's facts."""

    title: Text
    url: str = ""
    seen: date | None = None


class LessonConfig(_Settings, frozen=True):
    """Front matter of a lesson."""

    id: Identifier | None = None
    title: str = ""
    objectives: tuple[Identifier, ...] = ()
    minutes: Minutes = 0
    reviewed: date | None = None
    sources: tuple[SourceConfig, ...] = ()
    ignore: Ignored = {}


class ExamConfig(_Settings, frozen=True):
    """Front matter of `exam.md`.

    Attributes:
        draw: For each objective, how many questions are drawn from its pool; empty: all questions are asked.
        pool: Where questions are drawn from: those written in exam.md, or these and those of the lessons.
        pass_mark: In percent; unset: that of the course.
        attempts: How often it may be handed in; 0: as often as one likes.
        shuffle: Whether questions come in a new order for each paper.
        time_limit: In minutes; 0: none.
        pretest: How many questions of each objective a pre-test asks before the course; 0: there is none.
    """

    title: str = ""
    minutes: Minutes = 0
    reviewed: date | None = None
    draw: dict[Identifier, Count] = {}
    pool: Literal["exam", "course"] = "exam"
    pass_mark: Percent | None = None
    attempts: Count = 0
    shuffle: bool = True
    time_limit: Minutes = 0
    pretest: Count = 0
    sources: tuple[SourceConfig, ...] = ()
    ignore: Ignored = {}


class TermConfig(_Settings, frozen=True):
    """A glossary entry in its long form.

    Attributes:
        definition: Markdown.
        also: Other forms that are found in the text.
        mark: Whether the word is looked for in the text; if not, it stands in the glossary and where a reference
            names it.
    """

    definition: Text
    also: tuple[Text, ...] = ()
    mark: bool = True


class PartiesConfig(_Settings, frozen=True):
    """How many Parties an agreement has, and when they were counted."""

    count: Annotated[int, Meta(ge=0, description="a whole number")]
    as_of: str
    source: str


class ProvisionConfig(_Settings, frozen=True):
    """A provision of an agreement: what it says in one sentence, and where that was read.

    Attributes:
        label: What it is called, for identifiers of which the languages have no words.
        taken: Of a decision: its day, or only its month or year, `2025-05-09`, `2025-05`, `2025`.
    """

    says: Text
    status: Literal["verified", "unverified"]
    source: Text
    label: str = ""
    taken: PartialDay = ""


class AmendmentConfig(_Settings, frozen=True):
    """A change of an agreement, the day it came into force, and where that was read."""

    what: Text
    in_force: date
    status: Literal["verified", "unverified"]
    source: Text


class TreatyConfig(_Settings, frozen=True):
    """A file of `reference/treaties`; ``provisions`` by identifier, such as ``6(4)`` or ``annex-VIII``."""

    name: Text
    provisions: dict[Text, ProvisionConfig]
    full: str = ""
    address: str = ""
    asks: str = ""
    parties: PartiesConfig | None = None
    changes: tuple[AmendmentConfig, ...] = ()


Glossary = dict[Text, Text | TermConfig]
