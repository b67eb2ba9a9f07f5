"""Rules of SCORM 2004 sequencing and presentation that the schemas leave open (CAM 5.1, SN 3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error, warning

if TYPE_CHECKING:
    from lxml import etree

    from elearn_builder.conformance.document import Manifest
    from elearn_builder.diagnostics import Report

OBJECTIVES = error(
    "P043",
    "objectives of a sequencing that contradict each other",
    """
In one activity, objective identifiers are unique and not blank; one that is mapped has an identifier; rules refer to
objectives that exist; and each property of a shared objective is read by one local objective only and written from one.
""",
)
ONLY_SCO = error(
    "P044",
    "a setting on an item that is no SCO",
    """
Launch data, time limits and the hiding of buttons belong to items that launch a SCO; on headings they mean nothing and
the official validator refuses them.
""",
)
LOST = warning(
    "P046",
    "a SCO that completes by being opened",
    """
Without `deliveryControls` that say `completionSetByContent` and `objectiveSetByContent`, an LMS marks a SCO that
reports nothing as completed and satisfied as soon as it is left.
""",
)
FOREVER = warning(
    "P047",
    "objectives that outlive the course",
    """
`adlseq:objectivesGlobalToSystem` is true unless it is set to false: shared objectives then live as long as the
learner in the LMS, and who takes the course again finds it done already.
""",
)
CODES = (OBJECTIVES, ONLY_SCO, LOST, FOREVER)


def check(manifest: Manifest, report: Report) -> None:
    """Report rules that are broken; SCORM 1.2 has no sequencing."""
    if not manifest.second:
        return
    sco = _scos(manifest)
    for item in manifest.root.iter(manifest.name("cp", "item")):
        _only_sco(manifest, item, sco, report)
        _delivery(manifest, item, sco, report)
    for organization in manifest.root.iter(manifest.name("cp", "organization")):
        shared = manifest.name("imsss", "mapInfo")
        name = manifest.name("adlseq", "objectivesGlobalToSystem")
        if next(organization.iter(shared), None) is not None and organization.get(name) != "false":
            message = "shared objectives outlive this course in the LMS"
            cure = 'write adlseq:objectivesGlobalToSystem="false"'
            report.add(FOREVER, manifest.span(organization), message, cure)
    for sequencing in manifest.root.iter(manifest.name("imsss", "sequencing")):
        _objectives(manifest, sequencing, report)


def _scos(manifest: Manifest) -> set[str]:
    kind = manifest.name("adlcp", "scormType")
    resources = manifest.root.iter(manifest.name("cp", "resource"))
    return {one.get("identifier") or "" for one in resources if one.get(kind) == "sco"}


def _only_sco(manifest: Manifest, item: etree._Element, sco: set[str], report: Report) -> None:
    if item.get("identifierref") in sco:
        return
    settings = [
        ("adlcp", "dataFromLMS"),
        ("adlcp", "timeLimitAction"),
        ("adlnav", "presentation"),
        ("adlcp", "data"),
    ]
    for prefix, local in settings:
        for element in item.findall(manifest.name(prefix, local)):
            if local == "presentation" and item.get("identifierref"):
                continue
            message = f"`{prefix}:{local}` stands on an item that launches no SCO"
            report.add(ONLY_SCO, manifest.span(element), message, "move it to the SCO's item")


def _delivery(manifest: Manifest, item: etree._Element, sco: set[str], report: Report) -> None:
    if item.get("identifierref") not in sco:
        return
    path = f"{manifest.name('imsss', 'sequencing')}/{manifest.name('imsss', 'deliveryControls')}"
    controls = item.find(path)
    words = ("completionSetByContent", "objectiveSetByContent")
    if controls is None or any(controls.get(word) != "true" for word in words):
        sequencing = item.find(manifest.name("imsss", "sequencing"))
        if sequencing is not None and sequencing.get("IDRef"):
            return  # settings kept in the sequencing collection
        message = "an LMS may complete this SCO just because it was opened"
        report.add(LOST, manifest.span(item), message, "add `imsss:deliveryControls` with both set to true")


def _objectives(manifest: Manifest, sequencing: etree._Element, report: Report) -> None:
    found = sequencing.find(manifest.name("imsss", "objectives"))
    elements = (
        []
        if found is None
        else [
            one
            for one in found
            if one.tag in {manifest.name("imsss", name) for name in ("primaryObjective", "objective")}
        ]
    )
    names = [one.get("objectiveID") for one in elements]
    for element, name in zip(elements, names, strict=True):
        mapped = element.find(manifest.name("imsss", "mapInfo")) is not None
        if mapped and not (name or "").strip():
            report.add(OBJECTIVES, manifest.span(element), "a mapped objective has no objectiveID", "give it one")
    for name, count in Counter(name for name in names if name).items():
        if count > 1:
            second = [one for one in elements if one.get("objectiveID") == name][1]
            report.add(OBJECTIVES, manifest.span(second, name), f"the objective `{name}` stands twice", "rename one")
    for condition in sequencing.iter(manifest.name("imsss", "ruleCondition")):
        reference = condition.get("referencedObjective")
        if reference and reference not in names:
            where = manifest.span(condition, reference)
            report.add(OBJECTIVES, where, f"there is no objective `{reference}` here", "name one of this activity")
    _maps(manifest, elements, report)


def _maps(manifest: Manifest, elements: list[etree._Element], report: Report) -> None:
    writers: dict[tuple[str, str], int] = defaultdict(int)
    for element in elements:
        readers: Counter[str] = Counter()
        for info in element.findall(manifest.name("imsss", "mapInfo")):
            target = info.get("targetObjectiveID") or ""
            if not target.strip():
                report.add(
                    OBJECTIVES,
                    manifest.span(info),
                    "a map names no shared objective",
                    "add targetObjectiveID",
                )
            for what in ("SatisfiedStatus", "NormalizedMeasure"):
                if info.get(f"read{what}", "true") == "true":
                    readers[what] += 1
                if info.get(f"write{what}", "false") == "true":
                    writers[target, what] += 1
                    if writers[target, what] == 2:
                        message = f"two objectives of one activity write to `{target}`"
                        report.add(OBJECTIVES, manifest.span(info, target), message, "write from one of them")
        if readers and max(readers.values()) > 1:
            message = "an objective reads the same from two shared ones"
            report.add(OBJECTIVES, manifest.span(element), message, "read from one of them")
