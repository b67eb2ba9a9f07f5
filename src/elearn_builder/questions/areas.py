"""Regions of a picture, for `hotspot`, `document` and `hotspots`: a name and, in parentheses, where it is.

    - [x] The date of expiry (62,18 20x7)

Left edge, top edge, width and height, in percent of the picture. Regions are kept in the order in which the picture is
read, so lists, letters on the picture and reports agree, and the order in which the author wrote gives nothing away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Report

NO_AREA = error(
    "Q441",
    "a region without a place",
    """
Each region of a picture says in parentheses where it is: left edge, top edge, width and height in percent of the
picture, `(62,18 20x7)`. A region needs a name too, so that it can be answered by keyboard and read out.
""",
)
OUTSIDE = error(
    "Q442",
    "a region that is not on the picture",
    """
Left edge and width together, and top edge and height together, are at most 100 percent.
""",
)
TINY = error(
    "Q443",
    "a region too small for a thumb",
    """
On a phone the picture is about 330 pixels wide, and a thumb needs 24. Make the region at least 7 percent wide; a
larger one may overlap its surroundings.
""",
)
CODES = (NO_AREA, OUTSIDE, TINY)
LEAST_WIDTH = 7
_AREA = (
    r"[ \t]*\((?P<left>\d+(?:\.\d+)?)[ \t]*,[ \t]*(?P<top>\d+(?:\.\d+)?)[ \t]+"
    r"(?P<width>\d+(?:\.\d+)?)[ \t]*[x×][ \t]*(?P<height>\d+(?:\.\d+)?)\)[ \t]*$"
)

Area = tuple[float, float, float, float]


def take_area(text: Lines, report: Report) -> tuple[Area | None, Lines]:
    """Take the place off the first line of a region; reports when there is none or it is no good."""
    first = text.lines[0]
    match = re.search(_AREA, first)
    where = text.find(first.strip())
    if match is None:
        report.add(NO_AREA, where, "this region does not say where it is", "add `(left,top widthxheight)` in percent")
        return None, text
    left, top, width, height = (float(match[name]) for name in ("left", "top", "width", "height"))
    where = text.find(match[0].strip())
    if left + width > 100 or top + height > 100 or not (width and height):
        report.add(OUTSIDE, where, "this region is not on the picture", "edge and size together are 100 at most")
    elif width < LEAST_WIDTH:
        report.add(TINY, where, f"{width:g} percent is too narrow for a thumb", f"make it {LEAST_WIDTH} or wider")
    return (left, top, width, height), Lines(text.file, text.first, (first[: match.start()], *text.lines[1:]))


def reading_order(areas: Sequence[Area]) -> list[int]:
    """Indexes of areas row by row from the top, each row from the left; a row is what begins in the upper half of its
    first area.
    """
    waiting = sorted(range(len(areas)), key=lambda index: (areas[index][1], areas[index][0]))
    order: list[int] = []
    while waiting:
        _, top, _, height = areas[waiting[0]]
        row = [index for index in waiting if areas[index][1] < top + height / 2]
        order += sorted(row, key=lambda index: areas[index][0])
        waiting = waiting[len(row) :]
    return order


def style(area: Area) -> str:
    """An area as the style sheet takes it: its middle and its size, since a small one grows around its middle."""
    left, top, width, height = area
    return f"--x:{left + width / 2:g}%;--y:{top + height / 2:g}%;--w:{width:g}%;--h:{height:g}%"


def letter(index: int) -> str:
    """What a region is called on the picture; reports have the same letters, small."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[index]
