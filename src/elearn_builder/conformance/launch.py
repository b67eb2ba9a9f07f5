"""What an LMS launches of a package, and what it lets each SCO know: read from the manifest as an LMS would."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from elearn_builder.conformance.document import Manifest

BASE = "{http://www.w3.org/XML/1998/namespace}base"


class Launch(Record, frozen=True):
    """An item that launches something.

    Attributes:
        item: Its identifier.
        title: What learners see.
        path: The file inside the package.
        query: What is appended to the address (CAM 3.4.1.5), with its `?` or `#`.
        sco: Whether it talks to the LMS; an asset does not.
        mastery: 1.2: `adlcp:masteryscore`; 2004: the measure that satisfies the primary objective; empty if none.
        threshold: 2004: the progress that makes it complete; empty if there is none.
        data: `adlcp:datafromlms` or `dataFromLMS`.
    """

    item: str
    title: str
    path: str
    query: str
    sco: bool
    mastery: str = ""
    threshold: str = ""
    data: str = ""


def launches(manifest: Manifest) -> tuple[Launch, ...]:
    """The items of the default organization that launch something, in the order of the manifest."""
    cp = manifest.name
    resources = {one.get("identifier"): one for one in manifest.own("resource")}
    found = []
    for item in _items(manifest):
        resource = resources.get(item.get("identifierref"))
        if resource is None or not resource.get("href"):
            continue
        kind = cp("adlcp", "scormType" if manifest.second else "scormtype")
        base = "".join(one.get(BASE) or "" for one in reversed([resource, *resource.iterancestors()]))
        path, _, query = (resource.get("href") or "").partition("?")
        parameters = (item.get("parameters") or "").strip()
        if parameters and query:
            parameters = "&" + parameters.lstrip("?&")
        elif parameters and not parameters.startswith(("?", "#")):
            parameters = f"?{parameters}"
        found.append(
            Launch(
                item=item.get("identifier") or "",
                title=(item.findtext(cp("cp", "title")) or "").strip(),
                path=posixpath.normpath(unquote(base + path)),
                query=(f"?{query}" if query else "") + parameters,
                sco=(resource.get(kind) or "").lower() == "sco",
                mastery=_mastery(manifest, item),
                threshold=_threshold(manifest, item),
                data=item.findtext(cp("adlcp", "dataFromLMS" if manifest.second else "datafromlms")) or "",
            )
        )
    return tuple(found)


def _items(manifest: Manifest) -> Iterator[etree._Element]:
    """The items of the default organization."""
    organizations = manifest.own("organizations")
    if not organizations:
        return
    named = organizations[0].get("default")
    each = organizations[0].findall(manifest.name("cp", "organization"))
    chosen = next((one for one in each if one.get("identifier") == named), each[0] if each else None)
    if chosen is not None:
        yield from chosen.iter(manifest.name("cp", "item"))


def _mastery(manifest: Manifest, item: etree._Element) -> str:
    if not manifest.second:
        return (item.findtext(manifest.name("adlcp", "masteryscore")) or "").strip()
    primary = next(
        item.iterfind(f"{manifest.name('imsss', 'sequencing')}//{manifest.name('imsss', 'primaryObjective')}"), None
    )
    if primary is None or (primary.get("satisfiedByMeasure") or "").lower() not in {"true", "1"}:
        return ""
    return (primary.findtext(manifest.name("imsss", "minNormalizedMeasure")) or "1.0").strip()


def _threshold(manifest: Manifest, item: etree._Element) -> str:
    """CAM 3.4.1.11: an attribute in the 4th edition, text before."""
    element = item.find(manifest.name("adlcp", "completionThreshold")) if manifest.second else None
    if element is None:
        return ""
    if element.get("minProgressMeasure"):
        return element.get("minProgressMeasure") or ""
    return (element.text or "").strip()
