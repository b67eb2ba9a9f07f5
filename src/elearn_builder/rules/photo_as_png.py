"""A photo that is kept as PNG. PNG keeps every pixel exactly, which drawings and screenshots need and photos do not:
the same photo as JPEG has a fifth of the bytes or less, and nobody sees the difference. Save it as JPEG with a
quality of about 80.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.links import image_size
from elearn_builder.media import place, used, weighed
from elearn_builder.probe import true_colour_png

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L031", "a photo that is kept as PNG", __doc__ or "")
LEAST = 150_000  # bytes, below which it does not matter
PHOTO = 0.8  # bytes for a pixel: photos have 1 to 3, drawings and screenshots far less than a half
JPEG = 0.25  # bytes for a pixel of a JPEG of good quality


def check(course: Course, report: Report) -> None:
    """Compare the bytes of PNG files with their pixels."""
    wanted = used(course)
    for media in weighed(course.media, LEAST):
        if media.path not in wanted or not media.path.lower().endswith(".png") or not true_colour_png(media.file):
            continue
        width, height = image_size(media) or (0, 0)
        size = media.file.stat().st_size
        if width and size / (width * height) > PHOTO:
            message = f"the photo `{media.path}` has {size / 1000:,.0f} kB as PNG"
            cure = f"save it as JPEG: about {width * height * JPEG / 1000:,.0f} kB"
            report.add(CODE, place(course, media.path), message, cure)
