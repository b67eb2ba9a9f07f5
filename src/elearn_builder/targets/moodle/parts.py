"""The parts of a Moodle course backup, and how its files write them (format ``moodle2``, as Moodle 4.1 writes it; every
later version reads it).

Which files there are, what they hold and what may be left out was read in Moodle 4.5 (``backup/moodle2``,
``mod/scorm/backup``) and compared with backups that it has made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from elearn_builder.targets.moodle.scoes import Scoes

    Value = str | int | None

NOTHING = "$@NULL@$"  # how a backup writes a value that is not set
# A version that all sites are at least: a site that is older than the backup warns.
MOODLE, RELEASE = "2022112800", "4.1"
SYSTEM, COURSE, COURSE_CONTEXT = 1, 1, 2
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Section(Record, frozen=True):
    """A section: its number and identifier, its name (empty: as Moodle calls it), the identifiers of its activities."""

    number: int
    id: int
    name: str
    activities: tuple[int, ...]

    @property
    def folder(self) -> str:
        """Where its files are."""
        return f"sections/section_{self.id}"


class Activity(Record, frozen=True):
    """A SCORM activity. Module, instance and grade item have the same number ``id``.

    Attributes:
        key: The ID number. name: What it is called. intro: What it is about, as HTML. package: The name of the zip
        file. sha1: That of the zip. scoes: What Moodle knows of it. first_sco: The identifier of the first of the
        items. settings: Columns of the activity. most: The highest grade.
    """

    id: int
    section: Section
    key: str
    name: str
    intro: str
    package: str
    sha1: str
    scoes: Scoes
    first_sco: int
    settings: Mapping[str, int]
    most: int

    @property
    def folder(self) -> str:
        """Where its files are."""
        return f"activities/scorm_{self.id}"

    @property
    def context(self) -> int:
        """The number of its context; contexts, too, are counted through a backup."""
        return COURSE_CONTEXT + self.id


class StoredFile(Record, frozen=True):
    """A file of an activity; ``.`` as name stands for the folder itself. ``time`` in seconds since 1970."""

    id: int
    sha1: str
    context: int
    area: str
    folder: str
    name: str
    size: int


class Whole(Record, frozen=True):
    """The course of the backup: its names, what it is about as HTML, its parts, the file's name, a day in seconds."""

    file: str
    identity: str
    name: str
    short_name: str
    summary: str
    day: int
    sections: tuple[Section, ...]
    activities: tuple[Activity, ...]


def root(tag: str, **attributes: Value) -> etree._Element:
    """The outermost element of a file."""
    return etree.Element(tag, {name: str(value) for name, value in attributes.items()})


def add(parent: etree._Element, tag: str, values: Mapping[str, Value], **attributes: Value) -> etree._Element:
    """Append an element with one element for each value."""
    element = etree.SubElement(parent, tag, {name: str(value) for name, value in attributes.items()})
    fill(element, values)
    return element


def fill(element: etree._Element, values: Mapping[str, Value]) -> None:
    """Append an element for each value."""
    for name, value in values.items():
        etree.SubElement(element, name).text = NOTHING if value is None else str(value)


def to_bytes(root: etree._Element) -> bytes:
    """The file."""
    etree.indent(root, space="  ")
    return f"{HEAD}{etree.tostring(root, encoding='unicode')}\n".encode()
