"""A Moodle course backup (``.mbz``) with all courses of a run: a section for each agreement, a SCORM activity for each
course, with the settings that suit it. Restored, it is a course that can be taught at once.

A restore unpacks and reads no package: the backup holds the zip, its files one by one, and the items of its manifest as
Moodle would have stored them (`moodle.scoes`).
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import error
from elearn_builder.package import MANIFEST, PACKED, Package, read_blocks
from elearn_builder.references import Tables
from elearn_builder.targets import scorm12
from elearn_builder.targets.moodle import activity as activity_files
from elearn_builder.targets.moodle import course as course_files
from elearn_builder.targets.moodle import scoes as items
from elearn_builder.targets.moodle.parts import Activity, Section, StoredFile, Whole
from elearn_builder.targets.moodle.settings import ACTIVITY, DONE, fitting
from elearn_builder.targets.target import Gathering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course
    from elearn_builder.targets.target import Member

NAME = 255  # most characters of the name of an activity or a section
TITLE = 254  # … of a course
SHORT = 100  # … of its short name
UNDATED = date(1980, 1, 1)  # the day of entries in zip files, too
NO_CONTENT = hashlib.sha1(usedforsecurity=False).hexdigest()  # Moodle names contents by it
# Columns of a new activity: those that an upload sets, and what Moodle gives the others.
SETTINGS = ACTIVITY | {
    "maxgrade": 100,
    "lastattemptlock": 0,
    "masteryoverride": 1,
    "displayattemptstatus": 1,
    "displaycoursestructure": 0,
    "updatefreq": 0,
    "skipview": 0,
    "nav": 1,
    "navpositionleft": -100,
    "navpositiontop": -100,
    "popup": 0,
    "width": 100,
    "height": 500,
    "completionstatusrequired": sum(DONE),
    "completionstatusallscos": 0,
}

LONG_TITLE = error(
    "P052",
    "a title that Moodle cannot keep",
    """
A Moodle activity is called by at most 255 characters, and restoring a backup with a longer name fails. The title of
the course becomes the name of its activity. Shorten `title` in course.yaml; what else there is to say about the course
stands in `description`.
""",
)
CODES = (LONG_TITLE,)


def _member(course: Course) -> str:
    """The target of a course's package: SCORM 1.2, which Moodle plays best, unless the course is only for 2004.

    With several items it is 1.2 always: Moodle stores nothing of the second item of a 2004 package in one sitting, and
    from PHP 8 on it breaks off when it reads objectives that items share.
    """
    own = course.config.targets
    if course.config.delivery.units == "lesson" or scorm12.TARGET.name in own:
        return scorm12.TARGET.name
    return next((name for name in own if name.startswith("scorm")), scorm12.TARGET.name)


def _check(courses: Sequence[Course], report: Report) -> None:
    for course in courses:
        size = len(_name(course.config.title))
        if size > NAME:
            message = f"the title has {size} characters, the name of a Moodle activity {NAME} at most"
            report.add(LONG_TITLE, course.spans["title"], message, "shorten `title`, and say the rest in `description`")


def _gather(members: Sequence[Member], title: str) -> Package:
    courses = [member.course for member in members]
    name = f"{courses[0].id if len(courses) == 1 else 'suite'}-moodle"
    sections, places = _sections(courses)
    contents = _Contents()
    activities = []
    files: list[list[StoredFile]] = []
    first_sco = 1
    for number, (member, place) in enumerate(zip(members, places, strict=True), 1):
        activity = _activity(number, sections[place], member, first_sco, contents)
        first_sco += len(activity.scoes.items)
        activities.append(activity)
        files.append(list(_stored(activity, member, contents, 1 + sum(map(len, files)))))
    # No clock: the same bytes on any day.
    reviewed = max([UNDATED, *(course.config.reviewed for course in courses if course.config.reviewed)])
    day = (reviewed - date(1970, 1, 1)).days * 86400
    called = _title(courses, sections, title)
    whole = Whole(
        file=f"{name}.mbz",
        identity=hashlib.sha256("".join(one.sha1 for one in activities).encode()).hexdigest()[:32],
        name=_cut(called, TITLE),
        short_name=_cut(courses[0].id if len(courses) == 1 and not title else called, SHORT),
        summary=_summary(courses),
        day=day,
        sections=tuple(sections),
        activities=tuple(activities),
    )
    written = dict(course_files.EMPTY) | {
        "moodle_backup.xml": course_files.backup(whole),
        "course/course.xml": course_files.course(whole),
        "files.xml": activity_files.files([file for one in files for file in one], day),
    }
    for section in sections:
        own = course_files.EMPTY_OF_SECTION | {"section.xml": course_files.section(section, day)}
        written |= {f"{section.folder}/{file}": content for file, content in own.items()}
    for activity, stored in zip(activities, files, strict=True):
        own = course_files.EMPTY_OF_ACTIVITY | {
            "module.xml": activity_files.module(activity, day),
            "scorm.xml": activity_files.scorm(activity, day),
            "grades.xml": activity_files.grades(activity, day),
            "inforef.xml": activity_files.references(stored, activity.id),
        }
        written |= {f"{activity.folder}/{file}": content for file, content in own.items()}
    return Package(
        name,
        TARGET.name,
        written | contents.files,
        "moodle_backup.xml",
        ending=".mbz",
        stored=frozenset(contents.packed),
    )


class _Contents:
    """Contents by their SHA-1, each once: courses have schemas, styles and parts of the player in common."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | Path] = {f"files/{NO_CONTENT[:2]}/{NO_CONTENT}": b""}
        self.packed: set[str] = set()

    def add(self, path: str, content: bytes | Path) -> tuple[str, int]:
        """Take a file in; gives SHA-1 and size in bytes."""
        sha1, size = hashlib.sha1(usedforsecurity=False), 0
        for block in read_blocks(content):
            sha1.update(block)
            size += len(block)
        name = sha1.hexdigest()
        place = f"files/{name[:2]}/{name}"
        self.files.setdefault(place, content)
        if path[path.rfind(".") :] in {*PACKED, ".zip"}:
            self.packed.add(place)
        return name, size


def _activity(number: int, section: Section, member: Member, first_sco: int, contents: _Contents) -> Activity:
    course = member.course
    manifest = member.package.files[MANIFEST]
    assert isinstance(manifest, bytes)
    scoes = items.read(manifest)
    launched = sum(1 for item in scoes.items if item.launch)
    settings = SETTINGS | fitting(launched, scored=course.exam is not None)
    return Activity(
        id=number,
        section=section,
        key=course.id,
        name=_name(course.config.title),
        intro=_paragraphs(course),
        package=member.package.output,
        sha1=contents.add(member.package.output, member.file)[0],
        scoes=scoes,
        first_sco=first_sco,
        settings=settings,
        most=SETTINGS["maxgrade"] if course.exam else launched,
    )


def _stored(activity: Activity, member: Member, contents: _Contents, first: int) -> Iterator[StoredFile]:
    """The rows of an activity's files: the package, and all that is in it; folders have rows of their own."""
    number = first

    def row(area: str, folder: str, name: str, content: tuple[str, int]) -> StoredFile:
        nonlocal number
        number += 1
        return StoredFile(number - 1, content[0], activity.context, area, folder, name, content[1])

    yield row("package", "/", ".", (NO_CONTENT, 0))
    yield row("package", "/", activity.package, (activity.sha1, member.file.stat().st_size))
    paths = [path.rpartition("/") for path in sorted(member.package.files)]
    for folder in sorted({"/", *(f"/{folder}/" for folder, slash, _ in paths if slash)}):
        yield row("content", folder, ".", (NO_CONTENT, 0))
    for folder, slash, name in paths:
        path = f"{folder}{slash}{name}"
        yield row("content", f"/{folder}{slash}", name, contents.add(path, member.package.files[path]))


def _sections(courses: Sequence[Course]) -> tuple[list[Section], list[int]]:
    """The sections, and for each course the index of its own.

    Courses that belong to no agreement stand in the first, which every Moodle course has: above the others.
    """
    agreements = list(dict.fromkeys(course.config.agreement for course in courses if course.config.agreement))
    names: dict[str | None, dict[str, None]] = {None: {}} | {name: {} for name in agreements}
    inside: dict[str | None, list[int]] = {name: [] for name in names}
    for number, course in enumerate(courses, 1):
        agreement = course.config.agreement
        inside[agreement].append(number)
        if agreement:
            names[agreement][_agreement(course, agreement)] = None
    sections = [
        Section(number, number + 1, _cut(" / ".join(names[name]), NAME), tuple(inside[name]))
        for number, name in enumerate(names)
    ]
    place = {name: number for number, name in enumerate(names)}
    return sections, [place[course.config.agreement] for course in courses]


def _agreement(course: Course, name: str) -> str:
    """What an agreement is called in the language of a course."""
    words = strings.load(course.config.language)
    treaty = Tables(course.reference, words).treaties.get(name)
    return words.get(f"ref_{name}") or (treaty.name if treaty else name)


def _title(courses: Sequence[Course], sections: Sequence[Section], title: str) -> str:
    """What the whole is called: as wished, else by the only course or by the only one that belongs to no agreement (it
    introduces the others), else by its agreements.
    """
    general = [course for course in courses if not course.config.agreement]
    alone = courses if len(courses) == 1 else general if len(general) == 1 else []
    if title or alone:
        return _name(title or alone[0].config.title)
    agreements = [section.name for section in sections if section.name]
    return ", ".join(agreements or [_name(course.config.title) for course in courses])


def _summary(courses: Sequence[Course]) -> str:
    """What the whole is about, as HTML."""
    if len(courses) == 1:
        return _paragraphs(courses[0])
    items = [f"<li {_tongue(course)}>{escape(_name(course.config.title))}</li>" for course in courses]
    return f"<ul>{''.join(items)}</ul>"


def _paragraphs(course: Course) -> str:
    """The description of a course as HTML."""
    texts = [" ".join(text.split()) for text in course.config.description.split("\n\n")]
    return "".join(f"<p {_tongue(course)}>{escape(text)}</p>" for text in texts if text)


def _tongue(course: Course) -> str:
    language = course.config.language
    return f'lang="{language}" dir="{strings.direction(language)}"'


def _name(text: str) -> str:
    """A name in one line. Moodle takes an angle bracket without a blank behind it for a tag: it cuts it out where names
    are shown, and restores no course that is called so.
    """
    return re.sub(r"<$", "‹", re.sub(r"<(?=\S)", "< ", " ".join(text.split())))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' <')}…"


TARGET = Gathering(
    name="moodle-backup",
    summary="one file for Moodle with all courses of the run, to restore as a Moodle course",
    member=_member,
    check=_check,
    gather=_gather,
)
