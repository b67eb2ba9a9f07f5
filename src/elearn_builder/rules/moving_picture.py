"""A GIF that moves. It has many times the bytes of a video of the same length, cannot be stopped (WCAG 2.2, 2.2.2:
what moves longer than five seconds must be stoppable), and distracts from reading. Make it a `video`, which
learners start and stop, or show the decisive picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.media import place, used
from elearn_builder.probe import moves

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L034", "a GIF that moves", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for GIF files of several pictures."""
    for path in sorted(used(course)):
        if path.lower().endswith(".gif") and moves(course.media[path].file):
            size = course.media[path].file.stat().st_size
            message = f"`{path}` moves, cannot be stopped and has {size / 1000:,.0f} kB"
            report.add(CODE, place(course, path), message, "make it a `video` in MP4, or a still picture")
