"""SVG drawings, cleaned so that they can stand inside a page: there they follow its colours, light and dark.

Scripts, event attributes, embedded HTML and anything that loads from elsewhere are refused; identifiers get a prefix,
so that two drawings on one page do not meet. The only module besides the packaging floor that uses lxml.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.legibility import Legibility, examine
from elearn_builder.model import Html
from elearn_builder.record import Record

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
FORBIDDEN = {"script", "foreignObject", "iframe", "object", "embed", "image", "handler", "set", "animate"}
DROPPED = {"metadata", "title", "desc"}
MAX_BYTES = 200_000
_CLASS = r"\.([A-Za-z_][\w-]*)(?=[^{}]*\{)"
_URL = r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)"


class Drawing(Record, frozen=True):
    """A clean drawing, or (``problem`` not empty) why it cannot be used."""

    svg: Html
    width: int = 0
    height: int = 0
    problem: str = ""
    legibility: Legibility = Legibility()


def clean(file: Path, prefix: str) -> Drawing:
    """Read an SVG file and make it fit to stand inside a page.

    Args:
        file: The drawing.
        prefix: Put before each identifier in it.

    Returns:
        The drawing without XML declaration, comments, editor metadata and fixed size, with what can be said of its
        words; or a problem in words.
    """
    data = file.read_bytes()
    if len(data) > MAX_BYTES:
        return Drawing(Html(""), problem=f"it has {len(data) // 1000} kB; a drawing should have less than 200")
    if b"<!ENTITY" in data or (b"<!DOCTYPE" in data and b"[" in data.split(b"<svg", 1)[0]):
        return Drawing(Html(""), problem="it declares entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        return Drawing(Html(""), problem=f"it is not well-formed: {fault.msg}")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):  # in an encoding that the look above does not see
        return Drawing(Html(""), problem="it declares entities")
    if root.tag != f"{SVG}svg":
        return Drawing(Html(""), problem="its outermost element is not `svg` in the SVG namespace")
    problem = _refuse(root)
    if problem:
        return Drawing(Html(""), problem=problem)
    width, height = _size(root)
    if not root.get("viewBox"):
        if not (width and height):
            return Drawing(Html(""), problem="it has neither a viewBox nor a width and height")
        root.set("viewBox", f"0 0 {width} {height}")
    elif not (width and height):
        return Drawing(Html(""), problem="its viewBox gives it no size")
    _strip(root)
    words = examine(root, width)
    _rename(root, prefix)
    for name in ("width", "height", "id", "class", "style", "x", "y", "version"):
        root.attrib.pop(name, None)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(r"\sxmlns(:\w+)?=\"[^\"]*\"", "", re.sub(r">\s+<", "><", text))
    return Drawing(Html(text), width, height, legibility=words)


def _refuse(root: etree._Element) -> str:
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.localname in FORBIDDEN:
            return f"it contains `<{name.localname}>`"
        for key, value in element.attrib.items():
            local = etree.QName(key).localname
            if local.lower().startswith("on"):
                return f"it has the event attribute `{local}`"
            if local == "href" and not value.startswith("#"):
                return f"it loads `{value[:60]}`"
            if "url(" in value.replace(" ", "") and not re.search(_URL, value):
                return f"it loads something by `{local}`"
        if name.localname == "style":
            styles = element.text or ""
            if re.search(r"@|url\(\s*['\"]?(?!#)", styles):
                return "its styles load something from elsewhere"
            if re.search(r"(?:^|[},])\s*[^.#{}\s]", styles):
                return "its styles are not for classes only, so they would change the page around it"
    return ""


def _size(root: etree._Element) -> tuple[int, int]:
    """Width and height of the picture in its own units."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        if len(box) == 4:
            return round(float(box[2])), round(float(box[3]))
        width, height = (re.match(r"[\d.]+", root.get(name) or "") for name in ("width", "height"))
        return (round(float(width[0])), round(float(height[0]))) if width and height else (0, 0)
    except (ValueError, OverflowError):
        return 0, 0


def _strip(root: etree._Element) -> None:
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element)
        parent = element.getparent()
        if parent is not None and (name.namespace != SVG[1:-1] or name.localname in DROPPED):
            tail = element.tail or ""
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
            parent.remove(element)
            continue
        for key in list(element.attrib):
            if etree.QName(key).namespace not in {None, XLINK[1:-1], "http://www.w3.org/XML/1998/namespace"}:
                del element.attrib[key]


def _rename(root: etree._Element, prefix: str) -> None:
    """Prefix identifiers, and classes that the drawing itself gives styles to."""
    styles = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
    classes = set(re.findall(_CLASS, styles))
    names = {element.get("id") for element in root.iter(etree.Element) if element.get("id")}
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            local = etree.QName(key).localname
            if local == "id":
                element.set(key, f"{prefix}-{value}")
            elif local == "class":
                words = (f"{prefix}-{word}" if word in classes else word for word in value.split())
                element.set(key, " ".join(words))
            elif local == "href" and value[1:] in names:
                element.set(key, f"#{prefix}-{value[1:]}")
            elif "url(" in value:
                element.set(key, re.sub(_URL, lambda match: f"url(#{prefix}-{match[1]})", value))
            if local == "href" and key.startswith(XLINK):
                element.set("href", element.attrib.pop(key))
        if etree.QName(element).localname == "style" and element.text:
            urls = re.sub(_URL, lambda match: f"url(#{prefix}-{match[1]})", element.text)
            element.text = re.sub(_CLASS, lambda match: f".{prefix}-{match[1]}", urls)
