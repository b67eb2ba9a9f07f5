"""SCORM 2004 4th edition, for LMSs that ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.manifest import child
from elearn_builder.targets import scorm2004
from elearn_builder.targets.target import Target

if TYPE_CHECKING:
    from lxml import etree

    from elearn_builder.package import Package
    from elearn_builder.site import Sco, Site

EDITION = scorm2004.edition("2004 4th Edition")


def _threshold(item: etree._Element, site: Site, sco: Sco) -> None:
    """The threshold as attributes; text is deprecated in this edition."""
    element = child(EDITION, item, "adlcp:completionThreshold")
    element.set("completedByMeasure", "true")
    element.set("minProgressMeasure", f"{scorm2004.lesson_threshold(site, sco):g}")


def _assemble(site: Site) -> Package:
    return scorm2004.assemble(site, TARGET.name, EDITION, TARGET.edition, _threshold)


TARGET = Target(
    name="scorm2004-4th",
    summary="SCORM 2004 4th edition: as the 3rd, for LMSs that ask for it",
    state_limit=scorm2004.STATE_LIMIT,
    units=scorm2004.units,
    assemble=_assemble,
    edition="scorm2004-4th",
)
