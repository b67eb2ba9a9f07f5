"""The manifest against the official schemas, and whether the package carries those that it uses."""

from __future__ import annotations

import itertools
import posixpath
import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder import resources
from elearn_builder.conformance import document
from elearn_builder.conformance.document import ONE, TWO, XML, XSI
from elearn_builder.diagnostics import Report, error, warning
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.conformance.archive import Contents
    from elearn_builder.conformance.document import Manifest

INVALID = error(
    "P026",
    "the manifest does not follow the official schemas",
    """
An element or attribute is unknown, misplaced, missing or has a value that is not allowed. LMSs that validate refuse the
package; others guess. The message is the validator's own, with shortened names.
""",
)
CONTROL_FILES = error(
    "P027",
    "a control file is missing",
    """
A package carries the schemas that its manifest uses, at its root; the official validator works without a network and
refuses the package when one is missing, also those that schemas import themselves.
""",
)
METADATA = warning(
    "P028",
    "metadata that does not follow its schema",
    """
The learning object metadata (LOM) in the manifest has an element that is unknown, misplaced or of the wrong form.
LMSs show title and description from it at best, so the course plays all the same; catalogues and strict validators
may refuse it.
""",
)
CODES = (INVALID, CONTROL_FILES, METADATA)

SCHEMA_FILES = {
    ONE["cp"]: "imscp_rootv1p1p2.xsd",
    ONE["adlcp"]: "adlcp_rootv1p2.xsd",
    ONE["md"]: "imsmd_rootv1p2p1.xsd",
    TWO["cp"]: "imscp_v1p1.xsd",
    TWO["adlcp"]: "adlcp_v1p3.xsd",
    TWO["adlseq"]: "adlseq_v1p3.xsd",
    TWO["adlnav"]: "adlnav_v1p3.xsd",
    TWO["imsss"]: "imsss_v1p0.xsd",
    TWO["lom"]: "lom.xsd",
}
# Files that the schemas themselves import or include (found by removing them one by one from a package).
COMPANIONS = {
    TWO["cp"]: ("xml.xsd", "XMLSchema.dtd", "datatypes.dtd"),
    ONE["cp"]: ("ims_xml.xsd",),
    TWO["imsss"]: tuple(
        f"imsss_v1p0{part}.xsd"
        for part in (
            "auxresource",
            "control",
            "delivery",
            "limit",
            "objective",
            "random",
            "rollup",
            "seqrule",
            "util",
        )
    ),
}
METADATA_PARTS = {
    "lom.xsd": (
        *(
            f"common/{part}.xsd"
            for part in (
                "anyElement",
                "dataTypes",
                "elementNames",
                "elementTypes",
                "rootElement",
                "vocabTypes",
                "vocabValues",
            )
        ),
        *(f"{folder}/strict.xsd" for folder in ("unique", "vocab", "extend")),
    ),
}
NAMESPACE = re.compile(r"\{(?:https?|urn):[^}]*\}")
CURES = (
    ("This element is not expected", "take the element out, or move it to its place"),
    ("Missing child element", "add what is missing"),
    ("required but missing", "add the attribute"),
    ("No matching global", "correct the name, or take it out"),
    ("is not allowed", "correct the name, or take it out"),
    ("", "correct the value"),
)
# What a more exact rule has reported already, by a part of the validator's message.
SAID = (
    ("'identifier'", "P030"),
    ("Element 'title'", "P033"),
    ("( title", "P033"),
    ("( item )", "P034"),
    ("'parameters'", "P042"),
    ("scormtype'", "P035"),
    ("'resource': the attribute 'type'", "P035"),
    ("'prerequisites'", "P045"),
    ("'schema", "P025"),
    ("( schema", "P025"),
    ("primaryobjective", "P043"),
)
MOST_PROBLEMS = 50
ENOUGH = 1000
NEAR = 20  # lines between the two places: the validator names the last line of a start tag


@cache
def _schema(edition: str) -> etree.XMLSchema:
    """The official schemas of an edition as one, without that of metadata."""
    folder = resources.schemas(edition)
    spaces = ONE if edition == "scorm12" else TWO
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{(folder / SCHEMA_FILES[space]).as_uri()}"/>'
        for name, space in spaces.items()
        if name not in {"md", "lom"}
    )
    wrapper = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(wrapper.encode()))


def validate(manifest: Manifest, report: Report) -> None:
    """Check a manifest against the official schemas, last of all; metadata of other namespaces is passed over.

    A manifest with a thousand findings is told enough, and the validator's time grows with the square of complaints.
    """
    found = [one for one in report.diagnostics if one.span.path == manifest.source.path]
    if len(found) > ENOUGH:
        return
    schema = _schema(manifest.edition)
    known = {space for name, space in manifest.names.items() if name not in {"md", "lom"}}
    tree = _without_foreign(manifest.root, known)
    if schema.validate(tree):
        return
    told = {(one.code.id, one.span.line) for one in found}
    for line, message in _problems(schema):
        if not _said(message, line, told):
            report.add(INVALID, manifest.line(line), f"against the schema: {message}", _cure(message))


def _problems(schema: etree.XMLSchema) -> list[tuple[int, str]]:
    """The validator's complaints with their lines; of two about one element's content, the one that says more."""
    log = itertools.islice(schema.error_log, MOST_PROBLEMS)
    found = [(problem.line, NAMESPACE.sub("", problem.message)) for problem in log]
    incomplete = {line for line, message in found if "Missing child" in message}
    return [(line, message) for line, message in found if not ("element-only" in message and line in incomplete)]


def _said(message: str, line: int, told: set[tuple[str, int]]) -> bool:
    codes = {code for part, code in SAID if part.lower() in message.lower()}
    near = range(line - NEAR, line + NEAR + 1)
    return any((code, number) in told for code in codes for number in near)


def _cure(message: str) -> str:
    return next(cure for part, cure in CURES if part in message)


@cache
def _metadata_schema() -> etree.XMLSchema:
    """The schema of metadata in SCORM 1.2, mended (see hatch_build.py); for 2004 there is none at hand."""
    return etree.XMLSchema(file=str(resources.schemas("scorm12-lom") / SCHEMA_FILES[ONE["md"]]))


def metadata(manifest: Manifest, report: Report) -> None:
    """Check metadata inside a SCORM 1.2 manifest."""
    if manifest.second:
        return
    found = list(manifest.root.iter(f"{{{ONE['md']}}}lom"))
    if not found:
        return
    schema = _metadata_schema()
    for lom in found:
        if not schema.validate(etree.ElementTree(lom)):
            for number, message in _problems(schema):
                line = manifest.line(number or lom.sourceline or 1)
                report.add(METADATA, line, f"against the schema of metadata: {message}", _cure(message))


def _without_foreign(root: etree._Element, known: set[str]) -> etree._Element:
    """The manifest without elements of namespaces that no schema here knows (metadata, extensions of vendors)."""
    if all(etree.QName(element).namespace in known for element in root.iter(etree.Element)):
        return root
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    copy = etree.fromstring(etree.tostring(root), parser)
    lines = [element.sourceline for element in root.iter(etree.Element)]
    for element, line in zip(list(copy.iter(etree.Element)), lines, strict=True):
        element.sourceline = line  # type: ignore[misc] # lxml lets it be set
    for element in list(copy.iter(etree.Element)):
        parent = element.getparent()
        if etree.QName(element).namespace not in known and parent is not None:
            parent.remove(element)
    return copy


def control_files(manifest: Manifest, paths: Collection[str], report: Report) -> None:
    """Check that the schemas of all namespaces in use are in the package, where schemaLocation says (CAM 3.2)."""
    _schemas_of(manifest.root, manifest.span(manifest.root), paths, report)


def metadata_files(manifest: Manifest, contents: Contents, report: Report) -> None:
    """Check files that `adlcp:location` names: XML, and their schemas in the package too."""
    locations = manifest.root.iter(manifest.name("adlcp", "location"))
    named = {posixpath.normpath((element.text or "").strip()) for element in locations}
    for path in sorted(named & set(contents.paths)):
        where = Span(f"{contents.shown}!/{path}")
        found = document.load(contents, path, Report())
        if found is None:
            report.add(METADATA, where, "this metadata cannot be read as XML", "make it again, or leave it out")
        else:
            _schemas_of(found[0], where, contents.paths, report)


def _schemas_of(root: etree._Element, where: Span, paths: Collection[str], report: Report) -> None:
    places = _places(root)
    if places is None:
        report.add(CONTROL_FILES, where, "schemaLocation is not made of pairs", "write a namespace, then its file")
        return
    for space in sorted(_used(root)):
        known = SCHEMA_FILES.get(space)
        place = places.get(space, "")
        if places and not place:
            cure = f"add `{space} {known}`" if known else "add it and its schema, or take the elements out"
            report.add(CONTROL_FILES, where, f"schemaLocation names no file for `{space}`", cure)
        elif re.match("https?:", place) and not known:
            message = f"the schema of `{space}` is on another server"
            report.add(CONTROL_FILES, where, message, "put it into the package, or take the elements out")
        own = known if not place or re.match("https?:", place) else posixpath.normpath(place)
        for file in (own, *COMPANIONS.get(space, ()), *METADATA_PARTS.get(own or "", ())):
            if file and file not in paths:
                report.add(CONTROL_FILES, where, f"the control file `{file}` is missing", "put it at the root")


def _places(root: etree._Element) -> dict[str, str] | None:
    """The schema of each namespace, as the schemaLocations in a document say; None if they are not pairs."""
    places: dict[str, str] = {}
    for element in root.iter(etree.Element):
        located = (element.get(f"{{{XSI}}}schemaLocation") or "").split()
        if len(located) % 2:
            return None
        for space, place in zip(located[::2], located[1::2], strict=True):
            places.setdefault(space, place)
    return places


def _used(root: etree._Element) -> set[str]:
    """Namespaces of elements and attributes."""
    used = set()
    for element in root.iter(etree.Element):
        used.add(str(element.tag))
        used.update(map(str, element.attrib))
    spaces = {etree.QName(name).namespace for name in used}
    return {space for space in spaces if space and space not in {XML, XSI}}
