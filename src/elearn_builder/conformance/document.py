"""The manifest as a document: there, well-formed, of a known edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.diagnostics import error, warning
from elearn_builder.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.conformance.archive import Contents
    from elearn_builder.diagnostics import Report

NO_MANIFEST = error(
    "P020",
    "no imsmanifest.xml at the root of the package",
    """
LMSs look for `imsmanifest.xml`, in exactly these small letters, at the top of the archive. When it lies in a
folder, the course folder itself was packed instead of what is in it: select the files inside and pack those.
""",
)
MALFORMED = error(
    "P021",
    "the manifest is not well-formed XML",
    """
The manifest cannot be read at all. The finding names the place where the reader gave up; the cause is there or just
before.
""",
)
DECLARED = error(
    "P022",
    "the manifest declares a document type or entities",
    """
A manifest needs neither, and both are ways to make a reader fetch files or grow without end. Nothing of it is resolved.
""",
)
NOT_UTF8 = warning(
    "P023",
    "the manifest is not in UTF-8",
    """
Some LMSs read manifests as UTF-8 without asking, and break accents in titles otherwise. A byte order mark confuses
others.
""",
)
FOREIGN = error(
    "P024",
    "the manifest is not that of a SCORM package",
    """
The outermost element is not `manifest` in the namespace of SCORM 1.2 or SCORM 2004. Common cartridges, QTI packages and
plain IMS content packages look alike, but are something else.
""",
)
VERSION = error(
    "P025",
    "schema and schemaversion do not name an edition",
    """
`metadata` begins with `<schema>ADL SCORM</schema>` and `<schemaversion>` with `1.2`, `CAM 1.3`, `2004 3rd Edition` or
`2004 4th Edition`, in exactly these words. LMSs choose by them how they play the package; most take an unknown one for
SCORM 1.2.
""",
)
CODES = (NO_MANIFEST, MALFORMED, DECLARED, NOT_UTF8, FOREIGN, VERSION)

MANIFEST = "imsmanifest.xml"
MOST_BYTES = 16 << 20
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ONE = {
    "cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "md": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
}
TWO = {
    "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
    "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "imsss": "http://www.imsglobal.org/xsd/imsss",
    "lom": "http://ltsc.ieee.org/xsd/LOM",
}
VERSIONS = {
    "CAM 1.3": "scorm2004-3rd",
    "2004 3rd Edition": "scorm2004-3rd",
    "2004 4th Edition": "scorm2004-4th",
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that could be read. ``names`` are the namespaces of its edition (`ONE` or `TWO`)."""

    root: etree._Element
    names: dict[str, str]
    edition: str
    version: str
    source: SourceFile

    @property
    def second(self) -> bool:
        """Whether it is SCORM 2004."""
        return self.names is TWO

    def name(self, prefix: str, local: str) -> str:
        """A qualified name of its edition."""
        return f"{{{self.names[prefix]}}}{local}"

    def own(self, local: str) -> list[etree._Element]:
        """Elements of a name in the package's own part of the document, not in a manifest inside the manifest."""
        nested = self.name("cp", "manifest")
        found = self.root.iter(self.name("cp", local))
        return [one for one in found if next(one.iterancestors(nested), self.root) is self.root]

    def span(self, element: etree._Element, needle: str = "") -> Span:
        """The place of an element, or of a text in its line."""
        line = self.source.line(element.sourceline or 1)
        at = line.excerpt.find(needle) if needle else -1
        if at < 0:
            return line
        return Span(line.path, line.line, at + 1, at + 1 + len(needle), line.excerpt)


def read(contents: Contents, paths: Collection[str], report: Report) -> Manifest | None:
    """Read the manifest; None (with findings) when there is nothing to check any further."""
    where = Span(contents.shown)
    if MANIFEST not in paths:
        _missing(paths, where, report)
        return None
    shown = f"{contents.shown}!/{MANIFEST}"
    data = contents.read(MANIFEST, MOST_BYTES)
    if data is None:
        report.add(MALFORMED, Span(shown), "the manifest cannot be read or is larger than 16 MB", "make it again")
        return None
    source = SourceFile(shown, _text(data, shown, report))
    declared = re.search(r"<!(DOCTYPE|ENTITY)", source.text)
    if declared:
        where = source.span(declared.start(), len(declared[0]))
        report.add(DECLARED, where, f"the manifest has a `{declared[0]}` declaration", "take it out")
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position or (1, 1)
        place = source.line(line)
        at = Span(shown, place.line, max(1, column), max(1, column) + 1, place.excerpt)
        report.add(MALFORMED, at, f"the manifest is not well-formed: {problem.msg}", "correct it here or just before")
        return None
    return _known(root, source, report)


def _missing(paths: Collection[str], where: Span, report: Report) -> None:
    nested = sorted(path for path in paths if path.lower().endswith("/" + MANIFEST))
    other = sorted(path for path in paths if path.lower() == MANIFEST)
    if "cmi5.xml" in paths:
        cure = "this is a cmi5 package; only SCORM packages are checked"
    elif other:
        cure = f"rename `{other[0]}` to `{MANIFEST}`"
    elif nested:
        cure = f"pack the files inside the folder `{nested[0].rsplit('/', 1)[0]}`, not the folder"
    else:
        cure = "this is not a SCORM package, or its manifest was lost"
    report.add(NO_MANIFEST, where, f"there is no {MANIFEST} at the root of the package", cure)


def _text(data: bytes, shown: str, report: Report) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        report.add(
            NOT_UTF8,
            Span(shown),
            "the manifest begins with a byte order mark",
            "save it as UTF-8 without one",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report.add(NOT_UTF8, Span(shown), "the manifest is in UTF-16", "save it as UTF-8")
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.add(NOT_UTF8, Span(shown), "the manifest is not in UTF-8", "save it as UTF-8")
        return data.decode("latin-1")


def _known(root: etree._Element, source: SourceFile, report: Report) -> Manifest | None:
    names = {f"{{{ONE['cp']}}}manifest": ONE, f"{{{TWO['cp']}}}manifest": TWO}.get(str(root.tag))
    if names is None:
        tag = etree.QName(root)
        space = tag.namespace or "no namespace"
        message = f"the outermost element is `{tag.localname}` in {space}"
        report.add(FOREIGN, source.line(root.sourceline or 1), message, "a SCORM manifest begins with `manifest`")
        return None
    metadata = root.find(f"{{{names['cp']}}}metadata")
    where = metadata if metadata is not None else root
    schema, version = (_child_text(metadata, f"{{{names['cp']}}}{part}") for part in ("schema", "schemaversion"))
    line = source.line(where.sourceline or 1)
    if schema != "ADL SCORM":
        report.add(VERSION, line, f"schema is `{schema}`", "write `<schema>ADL SCORM</schema>`")
    if names is ONE:
        if version != "1.2":
            report.add(VERSION, line, f"schemaversion is `{version}`", "write `<schemaversion>1.2</schemaversion>`")
        return Manifest(root, ONE, "scorm12", version, source)
    if version not in VERSIONS:
        known = ", ".join(f"`{one}`" for one in VERSIONS)
        report.add(VERSION, line, f"schemaversion is `{version}`", f"write one of {known}")
    return Manifest(root, TWO, VERSIONS.get(version, "scorm2004-4th"), version, source)


def _child_text(parent: etree._Element | None, name: str) -> str:
    element = parent.find(name) if parent is not None else None
    return (element.text or "").strip() if element is not None else ""
