"""The files of a backup that are about the course as a whole and its sections."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.targets.moodle.parts import (
    COURSE,
    COURSE_CONTEXT,
    HEAD,
    MOODLE,
    RELEASE,
    SYSTEM,
    add,
    fill,
    root,
    to_bytes,
)

if TYPE_CHECKING:
    from elearn_builder.targets.moodle.parts import Section, Value, Whole

FORMAT = "topics"
# Not that of any site: in a backup of its own a site would look for courses and files that it knows.
SITE = "0" * 32
PARTS = (  # of a course that a backup may have, as settings of the backup
    *("users", "anonymize", "role_assignments", "activities", "blocks", "files", "filters", "comments", "badges"),
    *("calendarevents", "userscompletion", "logs", "grade_histories", "questionbank", "groups", "competencies"),
    *("customfield", "contentbankcontent", "xapistate", "legacyfiles", "permissions"),
)
OURS = {"activities", "files"}
ROLES = "<roles><role_overrides></role_overrides><role_assignments></role_assignments></roles>"


def _empty(body: str) -> bytes:
    return f"{HEAD}{body}\n".encode()


# What a restore reads although there is nothing in it.
EMPTY = MappingProxyType(
    {
        "groups.xml": _empty("<groups><groupings></groupings></groups>"),
        "scales.xml": _empty("<scales_definition></scales_definition>"),
        "outcomes.xml": _empty("<outcomes_definition></outcomes_definition>"),
        "questions.xml": _empty("<question_categories></question_categories>"),
        "roles.xml": _empty("<roles_definition></roles_definition>"),
        "course/roles.xml": _empty(ROLES),
        "course/inforef.xml": _empty("<inforef></inforef>"),
    }
)
EMPTY_OF_SECTION = MappingProxyType({"inforef.xml": _empty("<inforef></inforef>")})
EMPTY_OF_ACTIVITY = MappingProxyType({"roles.xml": _empty(ROLES)})


def backup(whole: Whole) -> bytes:
    """``moodle_backup.xml``: what the backup is and which parts it has. Moodle knows it by its first 200 bytes."""
    tree = root("moodle_backup")
    information = add(
        tree,
        "information",
        {
            "name": whole.file,
            "moodle_version": MOODLE,
            "moodle_release": RELEASE,
            "backup_version": MOODLE,
            "backup_release": RELEASE,
            "backup_date": whole.day,
            "mnet_remoteusers": 0,
            "include_files": 1,
            "include_file_references_to_external_content": 0,
            "original_wwwroot": "https://elearn-builder.invalid",
            "original_site_identifier_hash": SITE,
            "original_course_id": COURSE,
            "original_course_format": FORMAT,
            "original_course_fullname": whole.name,
            "original_course_shortname": whole.short_name,
            "original_course_startdate": whole.day,
            "original_course_enddate": 0,
            "original_course_contextid": COURSE_CONTEXT,
            "original_system_contextid": SYSTEM,
        },
    )
    detail: dict[str, Value] = {"type": "course", "format": "moodle2", "interactive": 1, "mode": 10}
    detail |= {"execution": 1, "executiontime": 0}
    add(etree.SubElement(information, "details"), "detail", detail, backup_id=whole.identity)
    contents = etree.SubElement(information, "contents")
    activities = etree.SubElement(contents, "activities")
    for one in whole.activities:
        about: dict[str, Value] = {"moduleid": one.id, "sectionid": one.section.id, "modulename": "scorm"}
        add(activities, "activity", {**about, "title": one.name, "directory": one.folder})
    sections = etree.SubElement(contents, "sections")
    for section in whole.sections:
        title = section.name or str(section.number)
        add(sections, "section", {"sectionid": section.id, "title": title, "directory": section.folder})
    add(contents, "course", {"courseid": COURSE, "title": whole.short_name, "directory": "course"})
    settings = etree.SubElement(information, "settings")
    add(settings, "setting", {"level": "root", "name": "filename", "value": whole.file})
    for name in PARTS:
        add(settings, "setting", {"level": "root", "name": name, "value": int(name in OURS)})
    for section in whole.sections:
        _included(settings, "section", f"section_{section.id}")
    for one in whole.activities:
        _included(settings, "activity", f"scorm_{one.id}")
    return to_bytes(tree)


def _included(settings: etree._Element, level: str, part: str) -> None:
    for what, value in (("included", 1), ("userinfo", 0)):
        add(settings, "setting", {"level": level, level: part, "name": f"{part}_{what}", "value": value})


def course(whole: Whole) -> bytes:
    """``course/course.xml``: names and settings of the course."""
    tree = root("course", id=COURSE, contextid=COURSE_CONTEXT)
    fill(
        tree,
        {
            "shortname": whole.short_name,
            "fullname": whole.name,
            "idnumber": "",
            "summary": whole.summary,
            "summaryformat": 1,
            "format": FORMAT,
            "showgrades": 1,
            "newsitems": 0,
            "startdate": whole.day,
            "enddate": 0,
            "marker": 0,
            "maxbytes": 0,
            "legacyfiles": 0,
            "showreports": 0,
            "visible": 1,
            "groupmode": 0,
            "groupmodeforce": 0,
            "defaultgroupingid": 0,
            "lang": "",
            "theme": "",
            "timecreated": whole.day,
            "timemodified": whole.day,
            "requested": 0,
            "showactivitydates": None,
            "showcompletionconditions": None,
            "enablecompletion": 1,
            "completionnotify": 0,
        },
    )
    add(tree, "category", {"name": "", "description": None}, id=1)
    for empty in ("tags", "customfields"):
        etree.SubElement(tree, empty)
    options = etree.SubElement(tree, "courseformatoptions")
    for name, value in (("hiddensections", 1), ("coursedisplay", 0)):
        add(options, "courseformatoption", {"format": FORMAT, "sectionid": 0, "name": name, "value": value})
    return to_bytes(tree)


def section(one: Section, day: int) -> bytes:
    """``section.xml``."""
    tree = root("section", id=one.id)
    fill(
        tree,
        {
            "number": one.number,
            "name": one.name or None,
            "summary": "",
            "summaryformat": 1,
            "sequence": ",".join(map(str, one.activities)),
            "visible": 1,
            "availabilityjson": None,
            "timemodified": day,
        },
    )
    return to_bytes(tree)
