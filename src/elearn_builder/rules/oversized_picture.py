"""A picture that is much larger than it is ever shown. A page shows pictures at most 656 pixels wide, which are
1,312 on a fine screen. What is more costs learners time and money and shows nothing. Save the picture with a
width of 1,300 pixels, as JPEG for photos, as PNG or SVG for drawings. Pictures of `hotspot` and `document`
questions, which can be enlarged, are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.links import image_size
from elearn_builder.media import place, weighed
from elearn_builder.model import Figure, Prose
from elearn_builder.parser import walk

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L030", "a picture that is far larger than it is shown", __doc__ or "")
WIDEST = 1312  # pixels: 41 rem on a screen with two pixels for each
WORTH = 100_000  # bytes that can be saved, from which on it is told: 12 seconds at 64 kbit/s


def check(course: Course, report: Report) -> None:
    """Compare the widths of pictures in running text and figures with what a page can show."""
    heavy = {media.packaged: media for media in weighed(course.media, WORTH) if _raster(media.path)}
    if not heavy:
        return
    shown: set[str] = set()
    for page in course.pages:
        for block in walk(page.blocks):
            if isinstance(block, Figure):
                shown.update(picture.path for picture in block.pictures)
            elif isinstance(block, Prose) and "<img" in block.html:
                shown.update(path for path in heavy if f'"{path}"' in block.html)
    for packaged in sorted(shown & heavy.keys()):
        media = heavy[packaged]
        width, height = image_size(media) or (0, 0)
        size = media.file.stat().st_size
        saved = size - size * (WIDEST / width) ** 2 if width > WIDEST else 0
        if saved >= WORTH:
            amounts = f"{width:,} by {height:,} pixels and {size / 1000:,.0f} kB"
            message = f"`{media.path}` has {amounts}: at most {WIDEST:,} are shown across"
            cure = f"save it {WIDEST - 12:,} pixels wide: about {saved / 1000:,.0f} kB less"
            report.add(CODE, place(course, media.path), message, cure)


def _raster(path: str) -> bool:
    return path.lower().endswith((".png", ".jpg", ".jpeg", ".webp"))
