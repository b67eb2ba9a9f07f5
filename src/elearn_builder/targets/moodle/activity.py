"""The files of a backup that are about one activity, and the list of the files of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.targets.moodle.parts import MOODLE, add, fill, root, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from elearn_builder.targets.moodle.parts import Activity, StoredFile, Value
    from elearn_builder.targets.moodle.scoes import Objective


def module(one: Activity, day: int) -> bytes:
    """``module.xml``: the activity's place in the course, its ID number, how it is completed."""
    tree = root("module", id=one.id, version=MOODLE)
    fill(
        tree,
        {
            "modulename": "scorm",
            "sectionid": one.section.id,
            "sectionnumber": one.section.number,
            "idnumber": one.key,
            "added": day,
            "score": 0,
            "indent": 0,
            "visible": 1,
            "visibleoncoursepage": 1,
            "visibleold": 1,
            "groupmode": 0,
            "groupingid": 0,
            "completion": 2,  # by conditions
            "completiongradeitemnumber": None,
            "completionpassgrade": 0,
            "completionview": 0,
            "completionexpected": 0,
            "availability": None,
            "showdescription": 1,
            "downloadcontent": 1,
            "lang": "",
        },
    )
    etree.SubElement(tree, "tags")
    return to_bytes(tree)


def grades(one: Activity, day: int) -> bytes:
    """``grades.xml``: the activity's column in the gradebook."""
    tree = root("activity_gradebook")
    add(
        etree.SubElement(tree, "grade_items"),
        "grade_item",
        {
            "categoryid": None,
            "itemname": one.name,
            "itemtype": "mod",
            "itemmodule": "scorm",
            "iteminstance": one.id,
            "itemnumber": 0,
            "iteminfo": None,
            "idnumber": one.key,
            "calculation": None,
            "gradetype": 1,
            "grademax": f"{one.most:.5f}",
            "grademin": "0.00000",
            "scaleid": None,
            "outcomeid": None,
            "gradepass": "0.00000",
            "multfactor": "1.00000",
            "plusfactor": "0.00000",
            "aggregationcoef": "0.00000",
            "aggregationcoef2": "0.00000",
            "weightoverride": 0,
            "sortorder": 1 + one.id,  # the first column is that of the course
            "display": 0,
            "decimals": None,
            "hidden": 0,
            "locked": 0,
            "locktime": 0,
            "needsupdate": 0,
            "timecreated": day,
            "timemodified": day,
        },
        id=one.id,
    )
    etree.SubElement(tree, "grade_letters")
    return to_bytes(tree)


def references(files: Iterable[StoredFile], grade: int) -> bytes:
    """``inforef.xml``: which files and which grade item belong to an activity."""
    tree = root("inforef")
    listed = etree.SubElement(tree, "fileref")
    for file in files:
        add(listed, "file", {"id": file.id})
    add(etree.SubElement(tree, "grade_itemref"), "grade_item", {"id": grade})
    return to_bytes(tree)


def scorm(one: Activity, day: int) -> bytes:
    """``scorm.xml``: the settings of the activity and its items."""
    tree = root("activity", id=one.id, moduleid=one.id, modulename="scorm", contextid=one.context)
    element = add(
        tree,
        "scorm",
        {
            "name": one.name,
            "scormtype": "local",
            "reference": one.package,
            "intro": one.intro,
            "introformat": 1,
            "version": one.scoes.version,
            "sha1hash": one.sha1,
            "md5hash": "",
            "revision": 1,
            "launch": one.first_sco + one.scoes.first,
            "options": "",
            "timeopen": 0,
            "timeclose": 0,
            "timemodified": day,
            **one.settings,
            "completionscorerequired": None,
        },
        id=one.id,
    )
    scoes = etree.SubElement(element, "scoes")
    for number, item in enumerate(one.scoes.items):
        values: dict[str, Value] = {
            "manifest": item.manifest,
            "organization": item.organization,
            "parent": item.parent,
            "identifier": item.identifier,
            "launch": item.launch,
            "scormtype": item.kind,
            "title": item.title,
            "sortorder": number + 1,
        }
        sco = add(scoes, "sco", values, id=one.first_sco + number)
        datas = etree.SubElement(sco, "sco_datas")
        for index, (name, value) in enumerate(item.data):
            add(datas, "sco_data", {"name": name, "value": value}, id=index + 1)
        _objectives(etree.SubElement(sco, "seq_objectives"), item.objectives)
    return to_bytes(tree)


def _objectives(parent: etree._Element, objectives: Sequence[Objective]) -> None:
    for number, one in enumerate(objectives):
        values: dict[str, Value] = {
            "primaryobj": int(one.primary),
            "objectiveid": one.id,
            "satisfiedbymeasure": 1,  # whatever the manifest says: Moodle stores it under a misspelt name
            "minnormalizedmeasure": one.measure,
        }
        add(parent, "seq_objective", values, id=number + 1)


def files(stored: Iterable[StoredFile], day: int) -> bytes:
    """``files.xml``: all files; their contents lie under their SHA-1. What kind they are, Moodle finds out itself."""
    tree = root("files")
    for one in stored:
        values: dict[str, Value] = {
            "contenthash": one.sha1,
            "contextid": one.context,
            "component": "mod_scorm",
            "filearea": one.area,
            "itemid": 0,
            "filepath": one.folder,
            "filename": one.name,
            "userid": None,
            "filesize": one.size,
            "mimetype": None,
            "status": 0,
            "timecreated": day,
            "timemodified": day,
            **dict.fromkeys(("source", "author", "license")),
            "sortorder": 0,
            **dict.fromkeys(("repositorytype", "repositoryid", "reference")),
        }
        add(tree, "file", values, id=one.id)
    return to_bytes(tree)
