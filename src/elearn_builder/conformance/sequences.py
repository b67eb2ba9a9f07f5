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
Launch data, time limits, mastery scores and the hiding of buttons belong to items that launch a SCO; on headings they
mean nothing and the official validator refuses them.
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
IGNORED = warning(
    "P048",
    "a setting that LMSs may ignore",
    """
The books let LMSs pass over time limits in `limitConditions` and `auxiliaryResources`, and the 4th edition gave up the
`completionThreshold` that is written as text. Limit attempts instead, and write `minProgressMeasure`.
""",
)
REFERENCES = error(
    "P049",
    "a sequencing that refers to nothing",
    """
`IDRef` takes over settings that `sequencingCollection`, at the end of the manifest, keeps under the same `ID`.
""",
)
CODES = (OBJECTIVES, ONLY_SCO, LOST, FOREVER, IGNORED, REFERENCES)

SETTINGS_ONE = (
    ("adlcp", "maxtimeallowed"),
    ("adlcp", "timelimitaction"),
    ("adlcp", "datafromlms"),
    ("adlcp", "masteryscore"),
)
SETTINGS_TWO = (
    ("adlcp", "dataFromLMS"),
    ("adlcp", "timeLimitAction"),
    ("adlnav", "presentation"),
    ("adlcp", "data"),
)
TIME_LIMITS = (
    "attemptAbsoluteDurationLimit",
    "attemptExperiencedDurationLimit",
    "activityAbsoluteDurationLimit",
    "activityExperiencedDurationLimit",
    "beginTimeLimit",
    "endTimeLimit",
)


def check(manifest: Manifest, report: Report) -> None:
    """Report rules that are broken; SCORM 1.2 has settings of items, but no sequencing."""
    sco = _scos(manifest)
    items = list(manifest.root.iter(manifest.name("cp", "item")))
    for item in items:
        _only_sco(manifest, item, sco, report)
    if not manifest.second:
        return
    for item in items:
        _delivery(manifest, item, sco, report)
    for organization in manifest.root.iter(manifest.name("cp", "organization")):
        shared = manifest.name("imsss", "mapInfo")
        name = manifest.name("adlseq", "objectivesGlobalToSystem")
        if next(organization.iter(shared), None) is not None and organization.get(name) != "false":
            message = "shared objectives outlive this course in the LMS"
            cure = 'write adlseq:objectivesGlobalToSystem="false"'
            report.add(FOREVER, manifest.span(organization), message, cure)
    kept = _kept(manifest)
    for sequencing in manifest.root.iter(manifest.name("imsss", "sequencing")):
        reference = sequencing.get("IDRef")
        if reference is not None and reference not in kept:
            message = f"there is no sequencing `{reference}` in the collection"
            report.add(REFERENCES, manifest.span(sequencing, reference), message, "name one of `sequencingCollection`")
        _objectives(manifest, sequencing, report)
    _ignored(manifest, report)


def _scos(manifest: Manifest) -> set[str]:
    kind = manifest.name("adlcp", "scormType" if manifest.second else "scormtype")
    resources = manifest.root.iter(manifest.name("cp", "resource"))
    return {one.get("identifier") or "" for one in resources if one.get(kind) == "sco"}


def _only_sco(manifest: Manifest, item: etree._Element, sco: set[str], report: Report) -> None:
    if item.get("identifierref") in sco:
        return
    for prefix, local in SETTINGS_TWO if manifest.second else SETTINGS_ONE:
        for element in item.findall(manifest.name(prefix, local)):
            if local == "presentation" and item.get("identifierref"):
                continue
            message = f"`{prefix}:{local}` stands on an item that launches no SCO"
            report.add(ONLY_SCO, manifest.span(element), message, "move it to the SCO's item")


def _kept(manifest: Manifest) -> set[str | None]:
    collections = manifest.root.iter(manifest.name("imsss", "sequencingCollection"))
    return {one.get("ID") for collection in collections for one in collection}


def _ignored(manifest: Manifest, report: Report) -> None:
    for limits in manifest.root.iter(manifest.name("imsss", "limitConditions")):
        for word in TIME_LIMITS:
            if limits.get(word) is not None:
                where = manifest.span(limits, word)
                report.add(IGNORED, where, f"LMSs may ignore `{word}`", "limit attempts, or leave it out")
    for element in manifest.root.iter(manifest.name("imsss", "auxiliaryResources")):
        report.add(IGNORED, manifest.span(element), "LMSs may ignore `auxiliaryResources`", "leave it out")
    for element in manifest.root.iter(manifest.name("adlcp", "completionThreshold")):
        if manifest.edition == "scorm2004-4th" and (element.text or "").strip():
            message = "the 4th edition gave up `completionThreshold` as text"
            report.add(
                IGNORED, manifest.span(element), message, 'write completedByMeasure="true" minProgressMeasure="…"'
            )


def _true(element: etree._Element, name: str, *, default: bool) -> bool:
    """A truth value (XML Schema 3.2.2)."""
    value = element.get(name)
    return default if value is None else value.strip() in {"true", "1"}


def _delivery(manifest: Manifest, item: etree._Element, sco: set[str], report: Report) -> None:
    if item.get("identifierref") not in sco or item.find(manifest.name("cp", "item")) is not None:
        return
    path = f"{manifest.name('imsss', 'sequencing')}/{manifest.name('imsss', 'deliveryControls')}"
    controls = item.find(path)
    if controls is None:
        sequencing = item.find(manifest.name("imsss", "sequencing"))
        lost = sequencing is None or not sequencing.get("IDRef")  # settings kept in the sequencing collection
    else:
        words = ("completionSetByContent", "objectiveSetByContent")
        lost = _true(controls, "tracked", default=True) and not all(
            _true(controls, word, default=False) for word in words
        )
    if lost:
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
    names: set[str] = set()
    for element in elements:
        name = (element.get("objectiveID") or "").strip()
        mapped = element.find(manifest.name("imsss", "mapInfo")) is not None
        if name in names:
            report.add(OBJECTIVES, manifest.span(element, name), f"the objective `{name}` stands twice", "rename one")
        elif name:
            names.add(name)
        elif mapped:
            report.add(OBJECTIVES, manifest.span(element), "a mapped objective has no objectiveID", "give it one")
        elif element.get("objectiveID") is not None:
            report.add(OBJECTIVES, manifest.span(element), "an objectiveID is blank", "give it a name, or none")
    for condition in sequencing.iter(manifest.name("imsss", "ruleCondition")):
        reference = condition.get("referencedObjective")
        if reference and reference not in names and not sequencing.get("IDRef"):
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
                if _true(info, f"read{what}", default=True):
                    readers[what] += 1
                if _true(info, f"write{what}", default=False):
                    writers[target, what] += 1
                    if writers[target, what] == 2:
                        message = f"two objectives of one activity write to `{target}`"
                        report.add(OBJECTIVES, manifest.span(info, target), message, "write from one of them")
        if readers and max(readers.values()) > 1:
            message = "an objective reads the same from two shared ones"
            report.add(OBJECTIVES, manifest.span(element), message, "read from one of them")
