"""The items of a SCORM package as Moodle keeps them: a restore does not read the manifest, so that a backup must say
what Moodle's own reading of it (``mod/scorm/datamodels/scormlib.php`` of 4.5) would have found.

Left out, because a restore of Moodle's cannot hold it: rules of a sequencing (they come back without their conditions,
and a rule without conditions always applies), and how objectives are shared between items (Moodle never stores it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSIONS = {"1.2": "SCORM_1.2", "2004 3rd Edition": "SCORM_1.3", "2004 4th Edition": "SCORM_1.3"}
KINDS = {"scormtype", "scormType"}  # how the editions spell it
TOP = "/"  # what Moodle writes as parent of an organization
# Attributes of parts of a sequencing, with the names under which they are kept; "true" becomes 1. What controlMode says
# of objectives of the current attempt is not among them: Moodle looks for it under another name.
SWITCHES = {
    "controlMode": {
        "choice": "choice",
        "choiceExit": "choiceexit",
        "flow": "flow",
        "forwardOnly": "forwardonly",
        "useCurrentAttemptProgressInfo": "usecurrentattemptprogressinfo",
    },
    "deliveryControls": {
        "tracked": "tracked",
        "completionSetByContent": "completionsetbycontent",
        "objectiveSetByContent": "objectivesetbycontent",
    },
    "rollupRules": {
        "rollupObjectiveSatisfied": "rollupobjectivesatisfied",
        "rollupProgressCompletion": "rollupprogresscompletion",
    },
}
VALUES = {
    "limitConditions": {"attemptLimit": "attemptLimit"},
    "rollupRules": {"objectiveMeasureWeight": "objectivemeasureweight"},
}


class Objective(Record, frozen=True):
    """An objective of an item: whether it is the primary one, its identifier, the measure that satisfies it."""

    primary: bool
    id: str
    measure: str


class Item(Record, frozen=True):
    """An organization or an item below it; ``data`` are names and values of all that is not in a column of its own."""

    manifest: str
    organization: str
    parent: str
    identifier: str
    launch: str
    kind: str
    title: str
    data: tuple[tuple[str, str], ...] = ()
    objectives: tuple[Objective, ...] = ()


class Scoes(Record, frozen=True):
    """What Moodle knows of a manifest: its own word for the standard, and the items in order."""

    version: str
    items: tuple[Item, ...]

    @property
    def first(self) -> int:
        """The index of the item that is launched first: the first that launches anything."""
        return next(index for index, item in enumerate(self.items) if item.launch)


def read(manifest: bytes) -> Scoes:
    """Read a manifest that a target of ours has written."""
    root = etree.fromstring(manifest)
    version = root.findtext("{*}metadata/{*}schemaversion") or ""
    resources = {one.get("identifier"): one for one in root.iterfind("{*}resources/{*}resource")}
    organization = root.find("{*}organizations/{*}organization")
    assert organization is not None
    items = tuple(_walk(organization, str(root.get("identifier")), "", TOP, resources))
    return Scoes(VERSIONS[version], items)


def _walk(
    element: etree._Element,
    manifest: str,
    organization: str,
    parent: str,
    resources: Mapping[str | None, etree._Element],
) -> Iterator[Item]:
    identifier = str(element.get("identifier"))
    resource = resources.get(element.get("identifierref"))
    data = []
    if parent != TOP:
        data = [("isvisible", element.get("isvisible", "true")), ("parameters", element.get("parameters", ""))]
    yield Item(
        manifest=manifest,
        organization=organization,
        parent=parent,
        identifier=identifier,
        launch="" if resource is None else resource.get("href", ""),
        kind="" if resource is None else next(kind for name, kind in resource.items() if _local(name) in KINDS),
        title=element.findtext("{*}title") or "",
        data=(*data, *(pair for child in element for pair in _data(child))),
        objectives=tuple(_objectives(element)),
    )
    for child in element.iterfind("{*}item"):
        yield from _walk(child, manifest, organization or identifier, identifier, resources)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _data(element: etree._Element) -> Iterator[tuple[str, str]]:
    """What Moodle keeps of one part of an item, beside title and objectives."""
    match _local(str(element.tag)):
        case ("prerequisites" | "masteryscore") as own:
            yield own, element.text or ""
        case "completionThreshold":
            # Only the 4th edition writes an attribute; of the text of the 3rd Moodle takes no notice.
            yield "threshold", element.get("minProgressMeasure", "1.0")
        case "presentation":
            for hidden in element.iterfind("{*}navigationInterface/{*}hideLMSUI"):
                yield f"hide{(hidden.text or '').lower()}", "1"
        case "sequencing":
            for part in element:
                name = _local(str(part.tag))
                for attribute, value in part.items():
                    if attribute in SWITCHES.get(name, {}):
                        yield SWITCHES[name][attribute], "1" if value == "true" else "0"
                    elif attribute in VALUES.get(name, {}):
                        yield VALUES[name][attribute], value


def _objectives(element: etree._Element) -> Iterator[Objective]:
    for one in element.iterfind("{*}sequencing/{*}objectives/*"):
        measure = one.findtext("{*}minNormalizedMeasure") or "1"
        yield Objective(_local(str(one.tag)) == "primaryObjective", one.get("objectiveID", ""), measure)
