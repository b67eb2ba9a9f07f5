"""What the manifests of all SCORM editions share: the frame, resources, titles. Built as a tree with lxml.

Prefixes are the usual ones and text is written literally, because some LMSs read manifests without an XML parser that
knows namespaces, and mangle numeric character references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from elearn_builder.model import Course
    from elearn_builder.site import Sco

XSI = "http://www.w3.org/2001/XMLSchema-instance"
TITLE = 200  # CAM 2.3.4: smallest permitted maximum of a title
SHARED = "res-shared"


class Edition(Record, frozen=True):
    """The names of an edition: default namespace, further ones by prefix, schema files, version word."""

    default: str
    prefixes: Mapping[str, str]
    locations: Mapping[str, str]
    version: str
    sco_type: str

    def name(self, prefix: str, local: str) -> str:
        """A qualified name; an empty prefix is the default namespace."""
        return f"{{{self.prefixes[prefix] if prefix else self.default}}}{local}"


def root(edition: Edition, course: Course) -> etree._Element:
    """The ``manifest`` element with all namespaces and schema locations on it, and its ``metadata``."""
    names: dict[str | None, str] = {None: edition.default, "xsi": XSI}
    names.update((prefix, space) for prefix, space in edition.prefixes.items())
    manifest = etree.Element(edition.name("", "manifest"), nsmap=names)
    manifest.set("identifier", f"elearn-{course.id}")
    manifest.set("version", course.config.version[:20])
    manifest.set(f"{{{XSI}}}schemaLocation", " ".join(f"{space} {file}" for space, file in edition.locations.items()))
    metadata = child(edition, manifest, "metadata")
    child(edition, metadata, "schema").text = "ADL SCORM"
    child(edition, metadata, "schemaversion").text = edition.version
    return manifest


def child(edition: Edition, parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    """Append an element; ``prefix:name`` takes one of the edition's prefixes."""
    prefix, _, local = name.rpartition(":")
    element = etree.SubElement(parent, edition.name(prefix, local))
    element.text = text
    return element


def organization(edition: Edition, manifest: etree._Element, course: Course) -> etree._Element:
    """The one organization, with its title."""
    organizations = child(edition, manifest, "organizations")
    identifier = f"org-{course.id}"
    organizations.set("default", identifier)
    element = child(edition, organizations, "organization")
    element.set("identifier", identifier)
    child(edition, element, "title", title(course.config.title))
    return element


def item(edition: Edition, parent: etree._Element, sco: Sco, course: Course) -> etree._Element:
    """The item that launches a SCO. Its identifier comes from the author's own words: learners' tracks hang on it."""
    element = child(edition, parent, "item")
    element.set("identifier", item_id(sco, course))
    element.set("identifierref", f"res-{sco.id}")
    element.set("isvisible", "true")
    child(edition, element, "title", title(sco.title))
    return element


def item_id(sco: Sco, course: Course) -> str:
    """Identifier of a SCO's item: stable as long as the course's and the lesson's identifiers are."""
    return f"item-{course.id if sco.id == 'course' else sco.id}"


def resources(edition: Edition, manifest: etree._Element, scos: Sequence[Sco], paths: Iterable[str]) -> None:
    """All resources: one for each SCO with what only it uses, one asset with what they share. Each file stands once."""
    element = child(edition, manifest, "resources")
    owners = _owners(scos)
    mine: dict[str, list[str]] = {sco.id: [] for sco in scos}
    shared = []
    for path in paths:
        if owners.get(path):
            mine[owners[path]].append(path)
        else:
            shared.append(path)
    for sco in scos:
        resource = _resource(edition, element, f"res-{sco.id}", "sco", mine[sco.id], launch=sco.launch)
        child(edition, resource, "dependency").set("identifierref", SHARED)
    _resource(edition, element, SHARED, "asset", shared)


def _resource(
    edition: Edition,
    parent: etree._Element,
    identifier: str,
    kind: str,
    paths: Iterable[str],
    *,
    launch: str = "",
) -> etree._Element:
    resource = child(edition, parent, "resource")
    resource.set("identifier", identifier)
    resource.set("type", "webcontent")
    resource.set(edition.name("adlcp", edition.sco_type), kind)
    if launch:
        resource.set("href", launch)
    for path in paths:
        child(edition, resource, "file").set("href", path)
    return resource


def _owners(scos: Sequence[Sco]) -> dict[str, str]:
    """The SCO of each file that only one SCO uses; files of several stand under an empty name."""
    owners: dict[str, str] = {}
    for sco in scos:
        own = [sco.launch]
        for page in sco.pages:
            own += [page.html, page.script, *page.media]
        for path in dict.fromkeys(own):
            owners[path] = "" if path in owners else sco.id
    return owners


def title(text: str) -> str:
    """A title in one line, cut to what every LMS takes."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE else f"{words[: TITLE - 1].rstrip()}…"


def to_bytes(manifest: etree._Element) -> bytes:
    """The manifest as UTF-8 with an XML declaration, indented, no byte order mark."""
    etree.indent(manifest, space="  ")
    text = etree.tostring(manifest, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
