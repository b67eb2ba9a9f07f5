"""What the two editions of SCORM 2004 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import manifest, sequencing
from elearn_builder.manifest import Edition, child
from elearn_builder.package import MANIFEST, Package
from elearn_builder.targets.target import control_files, package_name, player_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from elearn_builder.site import Sco, Site

IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
PREFIXES = {
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
    "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "imsss": "http://www.imsglobal.org/xsd/imsss",
}
FILES = {
    "adlcp": "adlcp_v1p3.xsd",
    "adlseq": "adlseq_v1p3.xsd",
    "adlnav": "adlnav_v1p3.xsd",
    "imsss": "imsss_v1p0.xsd",
}
STATE_LIMIT = 60000
# The LMS's own "next" ends a SCO even when what follows is locked, and then delivers nothing.
HIDDEN_WHEN_LOCKED = ("continue",)


def edition(version: str) -> Edition:
    """The names of an edition; only its version word differs, and its schema files of the same names."""
    locations = {IMSCP: "imscp_v1p1.xsd", **{PREFIXES[prefix]: file for prefix, file in FILES.items()}}
    return Edition(IMSCP, PREFIXES, locations, version, "scormType")


def units(site: Site) -> tuple[Sco, ...]:
    """The SCOs that the course asks for."""
    return site.scos(site.course.config.delivery.units)


def assemble(
    site: Site, name: str, names: Edition, folder: str, threshold: Callable[[etree._Element, Site, Sco], None]
) -> Package:
    """Make a package of one edition; ``threshold`` writes the completion threshold in its form."""
    scos = units(site)
    files = player_files(site, scos, "scorm2004")
    root = manifest.root(names, site.course)
    organization = manifest.organization(names, root, site.course)
    organization.set(names.name("adlseq", "objectivesGlobalToSystem"), "false")
    delivery = site.course.config.delivery
    locked = delivery.order == "sequential" or delivery.exam == "locked-until-complete"
    for index, sco in enumerate(scos):
        item = manifest.item(names, organization, sco, site.course)
        threshold(item, site, sco)
        sequencing.item(names, item, site, scos, index)
        if len(scos) > 1 and locked:
            interface = child(names, child(names, item, "adlnav:presentation"), "adlnav:navigationInterface")
            for device in HIDDEN_WHEN_LOCKED:
                child(names, interface, "adlnav:hideLMSUI", device)
    sequencing.organization(names, organization)
    manifest.resources(names, root, scos, sorted(files))
    files |= control_files(folder)
    files[MANIFEST] = manifest.to_bytes(root)
    return Package(package_name(site, name), name, files, scos[0].launch)


def lesson_threshold(site: Site, sco: Sco) -> float:
    """Share of progress at which a SCO counts as completed: lessons report how many of them are done."""
    lessons = any(page.kind == "lesson" for page in sco.pages)
    return site.description["threshold"] if lessons and len(sco.pages) > 1 else 1.0
