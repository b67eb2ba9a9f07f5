"""Whether the words of a drawing can be read: their size on a telephone, their contrast in light and dark.

Only what is certain is told. Grounds are rectangles that hold the beginning of a text; where another filled shape
could lie beneath, or something is turned or moved, nothing is concluded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.colour import DARK_PAPER, PAPER, contrast
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

PHONE = 325  # CSS pixels: what a page leaves to a picture where the window has 360
LEAST = 320  # drawings are not set narrower than this, they scroll
DEFAULT = 16.0  # font size of a drawing that names none
MOST = 1500  # elements of a drawing, beyond which it is no diagram that anybody reads
LARGE = 24.0  # CSS pixels, from which on 3 to 1 is enough (WCAG 2.2, 1.4.3)
ENOUGH, ENOUGH_FOR_LARGE = 4.5, 3.0
# The colours of a page that drawings refer to (1-tokens.css): light, dark. The accent is always made legible.
TOKENS = {
    "--paper": (PAPER, DARK_PAPER),
    "--sheet": ("#ffffff", "#1b1f23"),
    "--sunk": ("#f1efe8", "#22272c"),
    "--ink": ("#1a1f24", "#e9e6df"),
    "--muted": ("#59626c", "#a5adb5"),
    "--line": ("#d8d4c9", "#363c42"),
    "--strong-line": ("#8b8e8c", "#757d85"),
    "--right": ("#17663c", "#7ccf9b"),
    "--wrong": ("#8a3b12", "#f0a987"),
    "--caution": ("#7a5600", "#e6c268"),
    "--danger": ("#a3122b", "#ff9aa6"),
    "--right-soft": ("#e6f2ea", "#182b20"),
    "--wrong-soft": ("#faeee6", "#33221a"),
    "--caution-soft": ("#fbf3dc", "#2f2815"),
    "--danger-soft": ("#fbe9eb", "#3a191f"),
}
NAMED = {"black": "#000000", "white": "#ffffff", "red": "#ff0000", "gray": "#808080", "grey": "#808080"}
SHAPES = ("rect", "path", "polygon", "polyline", "circle", "ellipse", "use")
_STRAIGHT = r"\s*[Mm][\d\s.,-]+[HhVvLl][\d\s.-]+(?:,[\d\s.-]+)?$"
_VARIABLE = r"var\(\s*(--[\w-]+)"
_HEX = r"#(?:[0-9a-f]{3}|[0-9a-f]{6})$"
_LENGTH = r"\s*([\d.]+)\s*(?:px)?\s*$"

Colours = tuple[str, str]  # on light pages, on dark ones


class Ground(Record, frozen=True):
    """A filled shape: the rectangle around it, its colours; either is None where it is not known."""

    box: tuple[float, float, float, float] | None
    colours: Colours | None


class Faint(Record, frozen=True):
    """A text that is hard to read in a mode (``light`` or ``dark``) on the ground it stands on."""

    text: str
    colour: str
    ground: str
    ratio: float
    mode: str


class Legibility(Record, frozen=True):
    """The smallest text of a drawing in CSS pixels on a telephone (0: it has none), and texts that are faint."""

    smallest: float = 0
    smallest_text: str = ""
    faint: tuple[Faint, ...] = ()


def examine(root: etree._Element, width: float) -> Legibility:
    """Look at all texts of a drawing that is ``width`` units wide."""
    scale = max(LEAST, PHONE) / width if width else 0.0
    if sum(1 for _ in root.iter("{*}*")) > MOST:
        return Legibility()
    styled = next(root.iter("{*}style"), None) is not None  # its rules are not followed
    grounds: list[Ground] = []
    smallest, smallest_text = 0.0, ""
    faint: list[Faint] = []
    for element in root.iter("{*}text", *(f"{{*}}{name}" for name in SHAPES)):
        fill = _inherited(element, "fill") or "black"
        if not str(element.tag).endswith("}text"):
            if fill != "none" and not _within(element, "defs") and not _line(element):
                grounds.append(Ground(None if _moved(element) else _box(element), _colours(fill)))
            continue
        text = " ".join("".join(str(part) for part in element.itertext()).split())
        size = _font_size(element) * scale
        if not text or _moved(element):
            continue
        if size and (not smallest or size < smallest):
            smallest, smallest_text = size, text
        if not styled:
            faint += _faint(element, text, _colours(fill), _ground(element, grounds), size)
    return Legibility(smallest, smallest_text, tuple(faint))


def _faint(
    element: etree._Element, text: str, ink: Colours | None, ground: Colours | None, size: float
) -> Iterator[Faint]:
    if ink is None or ground is None or any(_inherited(element, name) for name in ("opacity", "fill-opacity")):
        return
    for mode, one, other in zip(("light", "dark"), ink, ground, strict=True):
        ratio = contrast(one, other)
        if ratio < (ENOUGH_FOR_LARGE if size >= LARGE else ENOUGH):
            yield Faint(text, one, other, ratio, mode)


def _ground(element: etree._Element, grounds: list[Ground]) -> Colours | None:
    """What a text stands on: the last shape below it, else the page; None where that is not certain."""
    x, y = _number(element.get("x")), _number(element.get("y"))
    for ground in reversed(grounds):
        if ground.box is None:
            return None
        if ground.box[0] <= x <= ground.box[2] and ground.box[1] <= y <= ground.box[3]:
            return ground.colours
    return TOKENS["--paper"]


def _colours(fill: str) -> Colours | None:
    """A fill on light and on dark pages; None for gradients and what is not known."""
    fill = fill.strip().lower()
    if fill == "currentcolor":
        return TOKENS["--ink"]
    variable = re.match(_VARIABLE, fill)
    if variable:
        return TOKENS.get(variable[1])
    fill = NAMED.get(fill, fill)
    if not re.match(_HEX, fill):
        return None
    whole = fill if len(fill) == 7 else "#" + "".join(sign * 2 for sign in fill[1:])
    return whole, whole


def _inherited(element: etree._Element, name: str) -> str:
    """A presentation attribute of an element, or of the nearest one around it that has it."""
    for one in (element, *element.iterancestors()):
        inline = re.search(rf"(?:^|;)\s*{name}\s*:\s*([^;]+)", one.get("style") or "")
        value = inline[1] if inline else one.get(name)
        if value and value.strip() != "inherit":
            return value.strip()
    return ""


def _font_size(element: etree._Element) -> float:
    written = _inherited(element, "font-size")
    if not written:
        return DEFAULT
    length = re.match(_LENGTH, written)
    return float(length[1]) if length else 0.0


def _moved(element: etree._Element) -> bool:
    return any(one.get("transform") for one in (element, *element.iterancestors()))


def _within(element: etree._Element, name: str) -> bool:
    return any(str(one.tag).endswith(f"}}{name}") for one in element.iterancestors())


def _line(element: etree._Element) -> bool:
    """Whether a path is one straight line, which has nothing to fill."""
    return re.match(_STRAIGHT, element.get("d") or "-") is not None


def _box(element: etree._Element) -> tuple[float, float, float, float] | None:
    """The rectangle around a shape; None for paths."""
    name = str(element.tag).rsplit("}", 1)[-1]
    if name == "rect":
        x, y, width, height = (_number(element.get(key)) for key in ("x", "y", "width", "height"))
        return x, y, x + width, y + height
    if name in {"circle", "ellipse"}:
        x, y = _number(element.get("cx")), _number(element.get("cy"))
        across, down = (_number(element.get(key) or element.get("r")) for key in ("rx", "ry"))
        return x - across, y - down, x + across, y + down
    if name == "polygon":
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", element.get("points") or "")]
        if len(numbers) > 3:
            return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
    return None


def _number(written: str | None) -> float:
    length = re.match(r"\s*(-?\d+(?:\.\d+)?)", written or "")
    return float(length[1]) if length else 0.0
