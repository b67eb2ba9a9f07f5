"""SCORM 1.2 (ADL, 2001, with the addendums of 2002): what every LMS takes, and the only one Moodle's app plays
offline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import lom, manifest
from elearn_builder.manifest import Edition, child
from elearn_builder.package import MANIFEST, Package
from elearn_builder.targets.target import Target, control_files, package_name, player_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from elearn_builder.site import Sco, Site

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
EDITION = Edition(
    default=IMSCP,
    prefixes={"adlcp": ADLCP, "imsmd": IMSMD},
    locations={
        IMSCP: "imscp_rootv1p1p2.xsd",
        IMSMD: "imsmd_rootv1p2p1.xsd",
        ADLCP: "adlcp_rootv1p2.xsd",
    },
    version="1.2",
    sco_type="scormtype",
)
PREREQUISITES = 200  # most characters of an expression (CAM 2.3.4)


def _units(site: Site) -> tuple[Sco, ...]:
    return site.scos(site.course.config.delivery.units)


def _assemble(site: Site) -> Package:
    scos = _units(site)
    files = player_files(site, scos, "scorm12")
    root = manifest.root(EDITION, site.course)
    lom.add(EDITION, root[0], site)
    organization = manifest.organization(EDITION, root, site.course)
    for index, sco in enumerate(scos):
        _item(organization, site, scos, index, sco)
    manifest.resources(EDITION, root, scos, sorted(files))
    files |= control_files(TARGET.edition)
    files[MANIFEST] = manifest.to_bytes(root)
    return Package(package_name(site, TARGET.name), TARGET.name, files, scos[0].launch)


def _item(parent: etree._Element, site: Site, scos: Sequence[Sco], index: int, sco: Sco) -> None:
    item = manifest.item(EDITION, parent, sco, site.course)
    condition = _prerequisites(site, scos, index)
    if condition:
        child(EDITION, item, "adlcp:prerequisites", condition).set("type", "aicc_script")
    if any(page.kind == "exam" for page in sco.pages) and site.description["status"].startswith("passed"):
        # With a mastery score LMSs turn the raw score into passed or failed; in the other modes that would be wrong.
        child(EDITION, item, "adlcp:masteryscore", str(round(site.description["passMark"] * 100)))


def _prerequisites(site: Site, scos: Sequence[Sco], index: int) -> str:
    """What must be done before a SCO opens, as an aicc_script expression; empty when nothing, or when it is too long.

    An LMS may ignore it (CAM 2.3.4), so the player locks by itself inside a SCO, and nothing here is the only gate.
    """
    delivery = site.course.config.delivery
    if not index:
        return ""
    before = manifest.item_id(scos[index - 1], site.course)
    exam = any(page.kind == "exam" for page in scos[index].pages)
    if exam and delivery.exam == "locked-until-complete":
        ids = [manifest.item_id(sco, site.course) for sco in scos[:index]]
        every = "&".join(ids)
        counted = f"{len(ids)}*{{{','.join(ids)}}}"
        return next((one for one in (every, counted) if len(one) <= PREREQUISITES), before)
    return before if delivery.order == "sequential" else ""


TARGET = Target(
    name="scorm12",
    summary="SCORM 1.2: what every LMS takes; the only one Moodle's app plays offline",
    state_limit=4000,
    units=_units,
    assemble=_assemble,
    edition="scorm12",
)
