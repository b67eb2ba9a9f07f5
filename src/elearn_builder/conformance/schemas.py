"""The manifest against the official schemas, and whether the package carries those that it uses."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder import resources
from elearn_builder.conformance.document import ONE, TWO, XML, XSI
from elearn_builder.diagnostics import error, warning

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.conformance.document import Manifest
    from elearn_builder.diagnostics import Report

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
LANGSTRING = re.compile(r"\{[^}]*\}")


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
    """Check a manifest against the official schemas; metadata of other namespaces is passed over."""
    schema = _schema(manifest.edition)
    known = {space for name, space in manifest.names.items() if name not in {"md", "lom"}}
    tree = _without_foreign(manifest.root, known)
    if schema.validate(tree):
        return
    seen: set[tuple[int, str]] = set()
    for problem in schema.error_log:
        message = LANGSTRING.sub("", problem.message)
        key = (problem.line, message)
        if key not in seen and len(seen) < 50:
            seen.add(key)
            report.add(INVALID, manifest.source.line(problem.line), f"against the schema: {message}", "")


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
            for problem in schema.error_log:
                message = LANGSTRING.sub("", problem.message)
                line = manifest.source.line(problem.line or lom.sourceline or 1)
                report.add(METADATA, line, f"against the schema of metadata: {message}", "")


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
    """Check that the schemas of all namespaces in use are in the package, where schemaLocation says."""
    used = _used(manifest.root)
    located = (manifest.root.get(f"{{{XSI}}}schemaLocation") or "").split()
    where = manifest.span(manifest.root)
    if len(located) % 2:
        report.add(CONTROL_FILES, where, "schemaLocation is not made of pairs", "write a namespace, then its file")
    places = dict(zip(located[::2], located[1::2], strict=False))
    for space in sorted(used):
        if space not in SCHEMA_FILES and space not in places:
            continue
        if space not in places and places and space in SCHEMA_FILES:
            message = f"schemaLocation names no file for `{space}`"
            report.add(CONTROL_FILES, where, message, f"add `{space} {SCHEMA_FILES[space]}`")
        wanted = (places.get(space) or SCHEMA_FILES[space], *COMPANIONS.get(space, ()))
        for file in wanted:
            if file not in paths and not file.startswith(("http:", "https:")):
                report.add(CONTROL_FILES, where, f"the control file `{file}` is missing", "put it at the root")


def _used(root: etree._Element) -> set[str]:
    """Namespaces of elements and attributes."""
    used = set()
    for element in root.iter(etree.Element):
        used.add(etree.QName(element).namespace)
        used |= {etree.QName(key).namespace for key in element.attrib}
    return {space for space in used if space and space not in {XML, XSI}}
