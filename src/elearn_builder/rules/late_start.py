"""A recording that begins only when all of it has come. An MP4 file has an index; when it stands at the end, as
cameras write it, a browser on a slow line loads everything before the first picture is seen. Tools call the cure
“web optimized” (HandBrake) or “fast start” (`ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4`); nothing of
the recording changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.media import place, used, weighed
from elearn_builder.probe import recording

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L033", "a recording that begins only when all of it has come", __doc__ or "")
LEAST = 100_000  # bytes; a shorter one has come before anybody waits
SLOW = 64_000 / 8  # bytes in a second at 64 kbit/s


def check(course: Course, report: Report) -> None:
    """Look where the index of each recording stands."""
    wanted = used(course)
    for media in weighed(course.media, LEAST):
        if media.path not in wanted or not media.path.lower().endswith((".mp4", ".m4a")):
            continue
        if recording(media.file).starts_late:
            minutes = media.file.stat().st_size / SLOW / 60
            wait = f"at 64 kbit/s, one waits {minutes:,.1f} minutes for the beginning"
            message = f"the index of `{media.path}` stands at its end: {wait}"
            cure = "save it “web optimized”, with the index first"
            report.add(CODE, place(course, media.path), message, cure)
