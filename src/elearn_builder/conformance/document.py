"""The manifest as a document: there, well-formed, of a known edition."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.diagnostics import error, join_words, warning
from elearn_builder.record import Record
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
before. A manifest of many megabytes, or with elements hundreds deep, is not read either: no course needs one.
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
# Each element and attribute takes memory, and a schema's complaints take time with the square of the elements.
MOST_TAGS = 60_000
MOST_ATTRIBUTES = 400_000
MOST_WIDTH = 10_000  # of a line in which a place is searched
MOST_LINES = 50  # of a start tag
# Comments and instructions may come before a document type; nothing else. No part of it can be matched in two ways.
DOCTYPE = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+(?P<word><!DOCTYPE)", re.DOTALL)
UTF8 = {"utf-8", "utf8", "us-ascii", "ascii"}
EIGHT_BIT = {*(f"iso-8859-{part}" for part in (1, 2, 5, 7, 9, 15)), *(f"windows-125{part}" for part in range(9))}
ENCODING = re.compile(r"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
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


class Manifest(Record, frozen=True):
    """A manifest that could be read. ``names`` are the namespaces of its edition (`ONE` or `TWO`)."""

    root: etree._Element
    names: dict[str, str]
    edition: str
    version: str
    source: SourceFile
    lines: tuple[str, ...]

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

    def line(self, number: int) -> Span:
        """The place of a whole line."""
        number = max(1, min(number, len(self.lines)))
        text = self.lines[number - 1]
        if len(text) > MOST_WIDTH:
            return Span(self.source.path, number)
        col = len(text) - len(text.lstrip()) + 1
        return Span(self.source.path, number, col, max(col, len(text.rstrip())) + 1, text)

    def span(self, element: etree._Element, needle: str = "") -> Span:
        """The place of an element's start tag, or of a text in it; the reader knows the last line of the tag only."""
        last = max(1, min(element.sourceline or 1, len(self.lines)))
        local = etree.QName(element).localname
        tag = f"{element.prefix}:{local}" if element.prefix else local
        first, start = last, -1
        for first in range(last, max(0, last - MOST_LINES), -1):
            text = self.lines[first - 1]
            if len(text) > MOST_WIDTH:
                break
            start = max((f"{text}\n").rfind(f"<{tag}{end}") for end in " \t\n/>")
            if start >= 0:
                break
        if start < 0:
            return self.line(last)
        for number in range(first, last + 1) if needle else ():
            text = self.lines[number - 1]
            at = text.find(needle, start if number == first else 0) if len(text) <= MOST_WIDTH else -1
            if at >= 0:
                return Span(self.source.path, number, at + 1, at + 1 + len(needle), text)
        return Span(self.source.path, first, start + 1, start + 2 + len(tag), self.lines[first - 1])


def read(contents: Contents, paths: Collection[str], report: Report) -> Manifest | None:
    """Read the manifest; None (with findings) when there is nothing to check any further."""
    if MANIFEST not in paths:
        _missing(paths, Span(contents.shown), report)
        return None
    found = load(contents, MANIFEST, report)
    return None if found is None else _known(*found, report)


def load(contents: Contents, path: str, report: Report) -> tuple[etree._Element, SourceFile] | None:
    """Read XML without trusting it: of limited size, without document type; None (with findings) when that fails."""
    shown = f"{contents.shown}!/{path}"
    data = contents.read(path, MOST_BYTES)
    if data is None:
        report.add(MALFORMED, Span(shown), "the manifest cannot be read or is larger than 16 MB", "make it again")
        return None
    source = SourceFile(shown, _text(data, shown, report))
    if source.text.count("<") > MOST_TAGS or source.text.count("=") > MOST_ATTRIBUTES:
        message = "the manifest has tens of thousands of elements more than a course needs"
        report.add(MALFORMED, Span(shown), message, "make it again, with what the course needs")
        return None
    declared = DOCTYPE.match(source.text)
    if declared:
        where = source.span(declared.start("word"), len(declared["word"]))
        report.add(DECLARED, where, "the manifest has a document type", "take the `<!DOCTYPE` declaration out")
        return None
    root = _parse(source, report)
    return None if root is None else (root, source)


def _parse(source: SourceFile, report: Report) -> etree._Element | None:
    """The document; what is parsed is the text that has been looked at, whatever encoding it declares."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(source.text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position or (1, 1)
        place = source.line(line)
        reason = re.sub(r", line \d+, column \d+.*", "", problem.msg or "it is empty")
        message, cure = f"the manifest is not well-formed: {reason}", "correct it here or just before"
        if reason.startswith("Excessive depth"):
            message, cure = "the manifest is nested hundreds of elements deep", "make it again"
        elif reason.startswith("xmlParseEntityRef"):
            message, cure, column = "a `&` stands alone in the manifest", "write `&amp;`", column - 1
        at = Span(source.path, place.line, max(1, column), max(1, column) + 1, place.excerpt[:MOST_WIDTH])
        report.add(MALFORMED, at, message, cure)
        return None


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
    """The manifest as text with line ends normalised (XML 2.11, 4.3.3)."""
    text, remark = _decode(data)
    if remark:
        report.add(
            NOT_UTF8, Span(shown), f"the manifest {remark}", "save it as UTF-8, without a byte order mark, and say so"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> tuple[str, str]:
    """Text of a manifest, and what is odd about its encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), f"is in {encoding[:6].upper()}"
    remark = "begins with a byte order mark" if data.startswith(codecs.BOM_UTF8) else ""
    named = ENCODING.match(data[:200].decode("latin-1").removeprefix("\xef\xbb\xbf"))
    encoding = named[1].lower() if named else "utf-8"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(encoding if encoding in EIGHT_BIT else "latin-1", "replace"), "is not in UTF-8"
    if encoding not in UTF8 and not (encoding in EIGHT_BIT and text.isascii()):
        remark = f"is in UTF-8 but says that it is in {encoding}"
    return text, remark


def _known(root: etree._Element, source: SourceFile, report: Report) -> Manifest | None:
    names = {f"{{{ONE['cp']}}}manifest": ONE, f"{{{TWO['cp']}}}manifest": TWO}.get(str(root.tag))
    if names is None:
        tag = etree.QName(root)
        space = tag.namespace or "no namespace"
        message = f"the outermost element is `{tag.localname}` in {space}"
        where = source.line(root.sourceline or 1)
        report.add(FOREIGN, where, message, "a SCORM manifest begins with `manifest` in one of its two namespaces")
        return None
    metadata = root.find(f"{{{names['cp']}}}metadata")
    version = _text_of(None if metadata is None else metadata.find(f"{{{names['cp']}}}schemaversion"))
    edition = "scorm12" if names is ONE else VERSIONS.get(version, "scorm2004-4th")
    manifest = Manifest(root, names, edition, version, source, tuple(source.text.split("\n")))
    known = ["1.2"] if names is ONE else list(VERSIONS)
    for word, allowed in (("schema", ["ADL SCORM"]), ("schemaversion", known)):
        element = None if metadata is None else metadata.find(manifest.name("cp", word))
        value = _text_of(element)
        if value not in allowed:
            place = next(one for one in (element, metadata, root) if one is not None)
            message = f"{word} is `{value[:80]}`" if value else f"there is no {word}"
            cure = f"write {join_words([f'`<{word}>{one}</{word}>`' for one in allowed], 'or')} in `metadata`"
            report.add(VERSION, manifest.span(place), message, cure)
    return manifest


def _text_of(element: etree._Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()
