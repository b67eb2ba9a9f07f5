"""A file in media/ that no lesson uses. It does not go into the package; it only makes the course folder heavier
and leaves others wondering. Delete it, or show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.source import Span

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L012", "a media file that is not used", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compare the media folder with what pages use."""
    if not course.sound:
        return
    used = {path for page in course.pages for path in (*page.media, *page.drawings)} | set(course.glossary_media)
    for path in course.media:
        if path not in used:
            message = "no lesson uses this file"
            report.add(CODE, Span(f"{course.folder}/{path}"), message, "delete it, or show it in a lesson")
