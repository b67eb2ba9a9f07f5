"""What an output format is, for one course and for all courses of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import player, resources
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course
    from elearn_builder.package import Package
    from elearn_builder.site import Sco, Site


class Target(Record, frozen=True):
    """An output format.

    Attributes:
        name: As authors write it. summary: One line for the help. state_limit: Most characters of a learner's state
        that every LMS of this standard keeps; 0: no limit to speak of. units: The SCOs for what the course asks for
        (some formats know only one). assemble: Makes the package. edition: The folder of control files that the
        package carries; empty: none.
    """

    name: str
    summary: str
    state_limit: int
    units: Callable[[Site], tuple[Sco, ...]]
    assemble: Callable[[Site], Package]
    edition: str = ""


class Member(Record, frozen=True):
    """What a course gives to a gathering: the course, its package of one target, and the zip file of that on disk."""

    course: Course
    package: Package
    file: Path


class Gathering(Record, frozen=True):
    """An output format that holds all courses of a run in one file, made of one finished package of each.

    Attributes:
        name: As authors write it. summary: One line for the help. member: The name of the target whose package of a
        course goes in. check: Reports what of the courses does not fit in. gather: Makes the file; the title for the
        whole may be empty.
    """

    name: str
    summary: str
    member: Callable[[Course], str]
    check: Callable[[Sequence[Course], Report], None]
    gather: Callable[[Sequence[Member], str], Package]


def player_files(site: Site, scos: Sequence[Sco], driver: str, *, web: bool = False) -> dict[str, bytes | Path]:
    """The site's files with the player for one driver; with several SCOs there is no first page of the course."""
    files: dict[str, bytes | Path] = dict(site.files)
    if len(scos) > 1 or scos[0].launch != "index.html":
        del files["index.html"]
    pretest = site.course.exam is not None and site.course.exam.config.pretest > 0
    files["course.js"] = site.course_script(scos, web=web)
    files["player.js"] = player.script(site.parts, driver, pretest=pretest).encode()
    return files


def control_files(edition: str) -> dict[str, bytes | Path]:
    """The official schemas that a package of an edition carries at its root."""
    return {file.name: file.read_bytes() for file in sorted(resources.schemas(edition).iterdir())}


def package_name(site: Site, target: str) -> str:
    """What the package is called: the same for every version, so that an address stays stable."""
    return f"{site.course.id}-{target}"
