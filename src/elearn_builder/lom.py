"""Learning object metadata (IMS LRM 1.2.1) for SCORM 1.2 manifests: title, description, language, keywords, version,
rights, typical learning time.

SCORM 2004 packages carry none: the LOM schemas that would have to travel with it are in no registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.manifest import child

if TYPE_CHECKING:
    from lxml import etree

    from elearn_builder.manifest import Edition
    from elearn_builder.site import Site

DESCRIPTION = 1000  # characters; SCORM Cloud warns about more
XML = "http://www.w3.org/XML/1998/namespace"


def add(edition: Edition, metadata: etree._Element, site: Site) -> None:
    """Append an ``imsmd:lom`` that satisfies the profile for content aggregations (CAM 2.2.4.3)."""
    config = site.course.config
    language = config.language

    def element(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
        return child(edition, parent, f"imsmd:{name}", text)

    def words(parent: etree._Element, name: str, text: str, tongue: str = language) -> None:
        string = element(element(parent, name), "langstring", text)
        string.set(f"{{{XML}}}lang", tongue)

    def choice(parent: etree._Element, name: str, value: str) -> None:
        """A value of a vocabulary: source and value, not translated (Addendum 2)."""
        outer = element(parent, name)
        for part, text in (("source", "LOMv1.0"), ("value", value)):
            words(outer, part, text, "x-none")

    description = (config.description or config.title)[:DESCRIPTION]
    lom = element(metadata, "lom")
    general = element(lom, "general")
    words(general, "title", config.title)
    entry = element(general, "catalogentry")
    element(entry, "catalog", "elearn-builder")
    words(entry, "entry", config.id, "x-none")
    element(general, "language", language)
    words(general, "description", description)
    for keyword in config.keywords or (config.title,):
        words(general, "keyword", keyword)
    lifecycle = element(lom, "lifecycle")
    words(lifecycle, "version", config.version, "x-none")
    choice(lifecycle, "status", "Final")
    element(element(lom, "metametadata"), "metadatascheme", "ADL SCORM 1.2")
    technical = element(lom, "technical")
    element(technical, "format", "text/html")
    element(
        technical,
        "location",
        "index.html" if len(site.scos(config.delivery.units)) == 1 else site.pages[0].html,
    )
    minutes = sum(page.minutes for page in site.pages)
    if minutes:
        educational = element(lom, "educational")
        duration = f"PT{minutes // 60}H{minutes % 60}M" if minutes >= 60 else f"PT{minutes}M"
        element(element(educational, "typicallearningtime"), "datetime", duration)
    rights = element(lom, "rights")
    choice(rights, "cost", "no")
    choice(rights, "copyrightandotherrestrictions", "yes" if config.rights else "no")
    words(rights, "description", config.rights or config.title)
    classification = element(lom, "classification")
    choice(classification, "purpose", "Educational Objective")
    words(classification, "description", description)
    for keyword in config.keywords or (config.title,):
        words(classification, "keyword", keyword)
